import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { MemoryStep } from '../../core/accounts.js';
import type { Network } from '../../core/index.js';
import type { Place } from '../../figures/describe.js';
import { engineeringFacts, memoryRows, type MemoryRow } from '../../figures/engineering.js';
import { formatBytes } from '../../words/format.js';
import { layoutLiveness, type Liveness } from '../../figures/liveness.js';
import { livenessLooks, sceneOfLiveness } from '../../figures/liveness-scene.js';
import { formatViewBox } from '../../figures/scene.js';
import { define } from '../shared/define.js';
import { printShapes, stylesOf } from '../shared/print-scene.js';
import { renderScroll, tableStyles } from '../shared/tables.js';
import { renderTakeAway } from '../shared/take-away.js';
import { exportMemory, exportSteps, MEMORY_COLUMNS } from './export.js';
import { factListStyles } from '../shared/lists.js';
import { panelStyles } from '../shared/panels.js';
import { controls, theme } from '../shared/theme.js';
import './training-view.js';

/** A step of the memory was chosen; it stays inside `<net-node>`. */
export class StepChooseEvent extends Event {
  static readonly type = 'step-choose';
  constructor(readonly path: string) {
    super(StepChooseEvent.type);
  }
}

const CURVE = [640, 120] as const;

/** Reach, bytes and ratios of what is selected, and the memory of the whole network. Part of `<net-node>`, loaded when opened. */
export class EngineeringView extends LitElement {
  static override styles = [
    theme,
    controls,
    panelStyles,
    tableStyles,
    factListStyles,
    stylesOf(livenessLooks),
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr));
        gap: 0.5rem 1.25rem;
      }
      small,
      figcaption,
      p {
        color: var(--_ink-soft);
        font-size: var(--_text-small);
      }
      dd small {
        display: block;
      }
      h4 {
        margin: 1rem 0 0.25rem;
        font-size: var(--_text);
      }
      p {
        margin: 0.25rem 0;
        max-inline-size: 44rem;
      }
      .bare th:first-child {
        text-align: start;
      }
      button.step {
        padding-inline: 0.2rem;
        font-family: var(--_font-mono);
        font-size: var(--_text-small);
        overflow-wrap: anywhere;
      }
      figure {
        margin: 0.5rem 0;
        max-inline-size: 44rem;
      }
      svg {
        display: block;
        inline-size: 100%;
        block-size: auto;
        overflow: visible;
        border-block-end: 1px solid var(--_ink-faint);
      }
      i {
        display: inline-block;
        inline-size: 1.25rem;
        margin-inline-end: 0.25rem;
        border-block-start: 2px solid var(--_tint);
        vertical-align: middle;
      }
      i.fused {
        border-block-start-style: dashed;
      }
      @media (forced-colors: active) {
        path,
        circle {
          stroke: CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) network!: Network;
  @property({ attribute: false }) place!: Place;
  @state() private showsSteps = false;

  override render() {
    const { network, place } = this;
    const rows = memoryRows(network);
    const liveness = layoutLiveness(network, 'fp32', CURVE);
    return html`
      <dl part="facts">
        ${engineeringFacts(network, place).map(
          ({ term, value, note }) =>
            html`<div>
              <dt>${term}</dt>
              <dd>${value} ${note ? html`<small>${note}</small>` : nothing}</dd>
            </div>`,
        )}
      </dl>
      <h4>Memory of the whole network, for one image</h4>
      ${renderMemory(rows)} ${renderTakeAway(() => exportMemory(network, rows))} ${this.renderPeaks(liveness)}
      ${this.renderCurve(liveness)} ${this.renderSteps(liveness)}
      <h4>A step of training the whole network</h4>
      <net-training-view .network=${network} exportparts="training"></net-training-view>
    `;
  }

  private renderStep({ id }: MemoryStep) {
    return html`<button class="link step" type="button" @click=${() => this.dispatchEvent(new StepChooseEvent(id))}>
      ${id}
    </button>`;
  }

  private renderPeaks({ curves }: Liveness) {
    return html`<p part="peaks">
      A tensor is freed after its last reader.
      ${curves.map(
        ({ title, peak }) =>
          html`Run ${title}, most is alive at ${this.renderStep(peak)}: ${formatBytes(peak.alive)} as fp32. `,
      )}
      Blocks are fused where the inside of a block is never held as a whole.
    </p>`;
  }

  private renderCurve(liveness: Liveness) {
    const { path, first, end } = this.place;
    const scene = sceneOfLiveness(liveness, path ? { first, end } : undefined);
    return html`<figure part="liveness">
      <svg .scene=${scene} viewBox=${formatViewBox(scene)} role="img" aria-label=${scene.title}>
        ${printShapes(scene.shapes)}
      </svg>
      <figcaption>
        Bytes alive while each tensor is made, fp32, BN folded, in the order of execution; up to
        ${formatBytes(liveness.most)}. ${liveness.curves.map(({ id, title }) => html`<i class=${id}></i>${title} `)}
      </figcaption>
    </figure>`;
  }

  private renderSteps({ curves }: Liveness) {
    const toggled = ({ target }: Event) => (this.showsSteps = (target as HTMLDetailsElement).open);
    return html`<details part="steps" @toggle=${toggled}>
      <summary>The curve as a table</summary>
      ${
        this.showsSteps
          ? html`${renderScroll(
              'Bytes alive, step by step',
              curves.map(
                ({ title, steps }) =>
                  html`<table class="bare">
                    <caption>
                      Run ${title}, fp32
                    </caption>
                    <thead>
                      <tr>
                        <th scope="col">tensor of</th>
                        <th scope="col">its bytes</th>
                        <th scope="col">bytes alive</th>
                      </tr>
                    </thead>
                    <tbody>
                      ${steps.map(
                        (step) =>
                          html`<tr>
                            <th scope="row">${this.renderStep(step)}</th>
                            <td>${formatBytes(step.bytes)}</td>
                            <td>${formatBytes(step.alive)}</td>
                          </tr>`,
                      )}
                    </tbody>
                  </table>`,
              ),
            )}
            ${renderTakeAway(() => exportSteps(this.network, curves))}`
          : nothing
      }
    </details>`;
  }
}

const renderMemory = (rows: readonly MemoryRow[]) =>
  renderScroll(
    'Memory by precision',
    html`<table class="bare" part="memory">
      <thead>
        <tr>
          <th scope="col">as</th>
          ${MEMORY_COLUMNS.map(([title]) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${row.precision}</th>
              ${MEMORY_COLUMNS.map(([, value]) => html`<td>${formatBytes(value(row))}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`,
  );

declare global {
  interface HTMLElementTagNameMap {
    'net-engineering-view': EngineeringView;
  }
}

define('net-engineering-view', EngineeringView);
