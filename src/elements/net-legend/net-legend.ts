import { css, html } from 'lit';
import { nodeOf } from '../../core/index.js';
import { legendKindsOf, signOf } from '../../figures/encodings.js';
import { flowOf } from '../../figures/flow.js';
import { heightScale, thicknessScale } from '../../figures/legend.js';
import { legendLooks, sceneOfKind, sceneOfMeeting, sceneOfScale } from '../../figures/legend-scene.js';
import type { Scene } from '../../figures/scene.js';
import { ForcedColoursController } from '../shared/controllers/forced-colours-controller.js';
import { define } from '../shared/define.js';
import { NetElement } from '../shared/net-element.js';
import { printSign, stylesOf } from '../shared/print-scene.js';
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
    stylesOf(legendLooks),
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
      @media (forced-colors: active) {
        .swatch {
          fill: CanvasText;
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

  protected readonly forced = new ForcedColoursController(this);

  protected override readonly ignores: readonly Aspect[] = [
    'hover',
    'selection',
    'convention',
    'view',
    'image',
    'weights',
  ];

  protected override renderShown() {
    if (!this.state) return html`<slot></slot>`;
    const { network } = this.state;
    const meetings = new Set(flowOf(network).shortcuts.map(({ to }) => signOf(nodeOf(network, to))));
    const scenes = [
      sceneOfScale('height: √ of height × width', heightScale(network)),
      sceneOfScale('thickness: √ of channels', thicknessScale(network)),
      ...legendKindsOf(network.nodes).map(sceneOfKind),
      ...[...meetings].map(sceneOfMeeting),
    ];
    return html`<ul part="legend">
      ${scenes.map(renderEntry)}
    </ul>`;
  }
}

const renderEntry = (scene: Scene) => html`<li part="entry">${printSign(scene)} <span>${scene.title}</span></li>`;

declare global {
  interface HTMLElementTagNameMap {
    'net-legend': NetLegend;
  }
}

define('net-legend', NetLegend);
