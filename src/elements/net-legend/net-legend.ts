import { css, html, nothing, svg } from 'lit';
import { colourTitles, coloursOf, type ColourToken } from '../../figures/encodings.js';
import { flowOf } from '../../figures/flow.js';
import { heightScale, thicknessScale, type LegendScale } from '../../figures/legend.js';
import { define } from '../shared/define.js';
import { kindColours } from '../shared/kind-colours.js';
import { NetElement } from '../shared/net-element.js';
import type { Aspect } from '../../explorer/state.js';
import { theme } from '../shared/theme.js';

/**
 * How to read the graph: what height and thickness of a slab mean, and the colours of the kinds of layer that the network has.
 *
 * @csspart legend - The list.
 * @csspart entry - One line of it.
 */
export class NetLegend extends NetElement {
  static override styles = [
    theme,
    kindColours,
    css`
      :host {
        margin-block-start: 0.5rem;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1.25rem;
        margin: 0;
        padding: 0;
        list-style: none;
        font-size: var(--_text-small);
        color: var(--_ink-soft);
      }
      li {
        display: flex;
        align-items: center;
        gap: 0.45rem;
      }
      svg {
        flex: none;
        overflow: visible;
      }
      .swatch {
        fill: var(--_kind);
      }
      .slab {
        fill: color-mix(in oklab, var(--_ink-faint) 26%, var(--_paper));
        stroke: var(--_ink-faint);
        stroke-width: 0.75;
      }
      .arch {
        fill: none;
        stroke: var(--_kind-add);
        stroke-width: 1.5;
      }
      .ring {
        fill: var(--_paper);
        stroke: var(--_kind-add);
        stroke-width: 1.5;
      }
      text {
        font-size: 9.5px;
        fill: var(--_ink-soft);
        text-anchor: middle;
      }
      @media (forced-colors: active) {
        .swatch {
          forced-color-adjust: none;
        }
        .slab {
          fill: Canvas;
          stroke: CanvasText;
        }
        text {
          fill: CanvasText;
        }
      }
    `,
  ];

  protected override readonly ignores: readonly Aspect[] = [
    'hover',
    'selection',
    'convention',
    'view',
    'image',
    'weights',
  ];

  override render() {
    if (!this.state) return html`<slot></slot>`;
    const { network } = this.state;
    const hasShortcuts = flowOf(network).shortcuts.length > 0;
    const colours = coloursOf(network.nodes).filter((token) => token !== 'add');
    return html`<ul part="legend">
      ${this.renderScale('height: √ of height × width', heightScale(network))}
      ${this.renderScale('thickness: √ of channels', thicknessScale(network))}
      ${colours.map((token) => this.renderColour(token))} ${hasShortcuts ? this.renderShortcut() : nothing}
    </ul>`;
  }

  private renderScale(title: string, { width, height, slabs }: LegendScale) {
    return html`<li part="entry">
      <svg width=${width} height=${height + 12} aria-hidden="true">
        ${slabs.map(
          ({ x, y, width, height: tall, text }) => svg`
            <rect class="slab" x=${x} y=${y} width=${width} height=${tall} rx="1"></rect>
            <text x=${x + width / 2} y=${height + 10}>${text}</text>`,
        )}
      </svg>
      <span>${title}</span>
    </li>`;
  }

  private renderColour(token: keyof typeof colourTitles & ColourToken) {
    return html`<li part="entry">
      <svg width="10" height="14" aria-hidden="true">
        <path class="swatch kind-${token}" d="M1,0L9,2V12L1,14Z"></path>
      </svg>
      <span>${colourTitles[token]}</span>
    </li>`;
  }

  private renderShortcut() {
    return html`<li part="entry">
      <svg width="30" height="16" aria-hidden="true">
        <path class="arch" d="M2,15V9A8,8,0,0,1,10,1H17A8,8,0,0,1,25,9"></path>
        <circle class="ring" cx="25" cy="12" r="3.5"></circle>
      </svg>
      <span>shortcut and addition</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-legend': NetLegend;
  }
}

define('net-legend', NetLegend);
