import { css, html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import {
  COMBINATIONS,
  FIRST_LOOK,
  OVERLAY_LOOKS,
  parseOverlay,
  type OverlayChoice,
  type OverlayData,
} from '../../explorer/overlay/choice.js';
import type { Overlay } from '../../explorer/overlay/overlay.js';
import { messageOf } from '../../core/index.js';
import { waitingAddress } from '../../explorer/addresses.js';
import { extentOf, washOfWord } from '../../figures/overlay.js';
import { outlineOf } from '../../figures/outline.js';
import { overlayLegendLooks, sceneOfShades, sceneOfWord } from '../../figures/overlay-legend.js';
import { noticeStyles, renderLinked } from '../shared/asking.js';
import { DropController } from '../shared/controllers/drop-controller.js';
import { OverlayController } from '../shared/controllers/overlay-controller.js';
import { define } from '../shared/define.js';
import { fieldStyles } from '../shared/fields.js';
import { NetElement } from '../shared/net-element.js';
import { legendListStyles } from '../shared/lists.js';
import { panelStyles } from '../shared/panels.js';
import { printSign, stylesOf } from '../shared/print-scene.js';
import { renderProblem } from '../shared/problem.js';
import { renderSegments, segmentStyles } from '../shared/segments.js';
import { renderScroll, tableStyles } from '../shared/tables.js';
import { renderTakeAway } from '../shared/take-away.js';
import { controls, theme } from '../shared/theme.js';
import { exportOverlay } from './export.js';

/** So many rows that match nothing are listed; all can be taken away by their number. */
const MOST_LISTED = 200;

/**
 * One's own figures on the network: a CSV or JSON with a row a layer (a latency, an error, a sparsity, the delegate that runs
 * it), matched by any scheme's name and drawn on every graph of the same model, as a ground behind the layers or as bars, with
 * sum, mean or maximum over blocks and stages. Rows that match no layer are listed. Nothing leaves the page.
 *
 * @attr overlay - Address of the CSV or JSON; on the element that owns the state.
 * @fires net-error - What is no table, or has no such column, or cannot be fetched; the last good figures stay.
 * @csspart sources - The button for a file, and the hint about dropping one.
 * @csspart notice - What waits for the reader's click: figures of another host that a link names.
 * @csspart facts - How many rows are about layers of the network.
 * @csspart choices - Which column, how it adds up, how it is drawn.
 * @csspart legend - What the grounds mean.
 * @csspart unmatched - The rows that are about no layer.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetOverlay extends NetElement {
  static override styles = [
    theme,
    controls,
    fieldStyles,
    segmentStyles,
    panelStyles,
    tableStyles,
    legendListStyles,
    noticeStyles,
    stylesOf(overlayLegendLooks),
    css`
      .base {
        display: grid;
        gap: 0.5rem;
        justify-items: start;
        padding: 0.5rem 0;
      }
      .base[data-dropping] {
        outline: 2px dashed var(--_accent);
        outline-offset: 2px;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 0.75rem;
        margin: 0;
      }
      .hint {
        color: var(--_ink-soft);
        font-size: var(--_text-small);
      }
      svg {
        overflow: visible;
      }
    `,
  ];

  private readonly laid = new OverlayController(this);
  private readonly dropping = new DropController(this, (files) => this.takeFiles(files));

  @query('input') private readonly fileInput!: HTMLInputElement;
  @state() private announcement = '';

  /** The figures themselves, instead of an address. */
  @property({ attribute: false }) data: OverlayData | null | undefined;
  /** Address of the CSV or JSON that is laid over the network this element shows; one of another host has to allow it by CORS. */
  @property() src: string | null = null;

  /** What the tag or a script gave last, and to which state. */
  private lastInputs: readonly unknown[] = [];

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { data, src, state } = this;
    const inputs = [state, data, src];
    if (!state || inputs.every((one, at) => one === this.lastInputs[at])) return;
    const [, ...before] = this.lastInputs;
    this.lastInputs = inputs;
    if (data || src || before.some(Boolean)) state.quietly(() => this.layGiven());
  }

  private layGiven(): void {
    const { data, src, state } = this;
    this.remark('src', undefined);
    try {
      if (data)
        this.lay(new Blob([typeof data === 'string' ? data : JSON.stringify(data)]), 'the figures of this page');
      else state!.setOverlay(parseOverlay(src ?? '', '', false));
    } catch (error) {
      this.remark('src', messageOf(error));
    }
  }

  private lay(blob: Blob, title: string): void {
    this.state?.setOverlay({ ...FIRST_LOOK, source: { kind: 'blob', blob, title } });
  }

  /** Takes a file that a reader gave; of several, the first. */
  takeFiles([file]: readonly File[]): void {
    if (file) this.lay(file, file.name);
    this.announcement = file ? '' : 'Expected a CSV or JSON file to be dropped, got something else';
  }

  private fileChosen(): void {
    this.takeFiles([...(this.fileInput.files ?? [])]);
    this.fileInput.value = ''; // the same file may be chosen again
  }

  private change(changes: Partial<OverlayChoice>): void {
    const before = this.state?.snapshot.overlay;
    if (before) this.state!.setOverlay({ ...before, ...changes });
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    const { overlay } = this.laid.value ?? {};
    return html`
      ${this.isAlone ? this.renderOwnProblem() : nothing}
      <div class="base" ?data-dropping=${this.dropping.isOver}>
        <div class="line" part="sources">
          <button type="button" @click=${() => this.fileInput.click()}>Choose a table…</button>
          ${
            this.state.snapshot.overlay
              ? html`<button type="button" @click=${() => this.state!.setOverlay(undefined)}>Remove it</button>`
              : nothing
          }
          <span class="hint"
            >or drop a CSV or JSON: a row a layer, by our path or torchvision’s, timm’s or Keras’ name, and columns of
            numbers or words</span
          >
          <input type="file" accept=".csv,.tsv,.txt,.json" hidden @change=${this.fileChosen} />
        </div>
        ${this.isAlone ? nothing : this.renderOverlayProblem()} ${this.renderNotice()}
        ${overlay ? this.renderOverlay(overlay) : nothing}
        <output>${this.announcement}</output>
      </div>
    `;
  }

  /** Beside the button that a reader has pressed, whatever else says it. */
  private renderOverlayProblem() {
    const problem = this.state!.problem('overlay');
    return problem ? renderProblem(problem) : nothing;
  }

  /** A link has named figures of somebody else's host, and nobody has been asked yet. */
  private renderNotice() {
    const source = this.state!.snapshot.overlay?.source;
    const waiting = source?.kind === 'address' && source.isLinked ? waitingAddress(source.href) : undefined;
    return waiting ? renderLinked('figures', waiting, () => this.change({ source: { ...source! } })) : nothing;
  }

  private renderOverlay(overlay: Overlay) {
    return html`
      <p part="facts" class="line" role="status">${overlay.origin}</p>
      <div part="choices" class="line">
        <label class="beside"
          >Column
          <select @change=${({ target }: Event) => this.change({ column: (target as HTMLSelectElement).value })}>
            ${overlay.table.values.map(({ name }) => html`<option .selected=${name === overlay.column} value=${name}>${name}</option>`)}
          </select>
        </label>
        ${overlay.kind === 'number' ? this.renderLooks(overlay) : nothing}
      </div>
      ${this.renderLegend(overlay)} ${this.renderUnmatched(overlay)}
      ${renderTakeAway(() => exportOverlay(this.state!, overlay))}
    `;
  }

  private renderLooks({ combination, look }: Overlay) {
    return html`${renderSegments({
      label: 'Over a group',
      choices: COMBINATIONS.map((value) => ({ value, title: value })),
      value: combination,
      choose: (value) => this.change({ combination: value }),
    })}
    ${renderSegments({
      label: 'Drawn as',
      choices: OVERLAY_LOOKS.map((value) => ({ value, title: value })),
      value: look,
      choose: (value) => this.change({ look: value }),
    })}`;
  }

  private renderLegend(overlay: Overlay) {
    const { network, detail, toggled } = this.state!;
    if (overlay.kind === 'word')
      return html`<ul part="legend">
        ${overlay.words.map((word) => html`<li>${printSign(sceneOfWord(word, washOfWord(overlay.words, word)))} ${word}</li>`)}
      </ul>`;
    if (overlay.look === 'bar') return nothing;
    const closed = outlineOf(network, { detail, toggled }).filter(({ open }) => !open);
    const [least, most] = extentOf(overlay, closed).map(overlay.format) as [string, string];
    return html`<p part="legend" class="line">
      ${overlay.title} ${printSign(sceneOfShades(overlay.title, [least, most]))}
      <span class="visually-hidden">from ${least} to ${most}</span>
    </p>`;
  }

  private renderUnmatched({ table: { unmatched } }: Overlay) {
    if (!unmatched.length) return nothing;
    const rest = unmatched.length - MOST_LISTED;
    const rows = unmatched.slice(0, MOST_LISTED).map(
      ({ row, name, why }) =>
        html`<tr>
          <th scope="row">${row}</th>
          <td>${name}</td>
          <td>${why}</td>
        </tr>`,
    );
    return html`<details part="unmatched">
      <summary>${unmatched.length === 1 ? '1 row matches' : `${unmatched.length} rows match`} no layer</summary>
      ${renderScroll(
        'Rows that match no layer',
        html`<table class="dense">
          <thead>
            <tr>
              <th scope="col">row</th>
              <th scope="col">name</th>
              <th scope="col">why</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>`,
      )}
      ${rest > 0 ? html`<p class="hint">and ${rest} more</p>` : nothing}
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-overlay': NetOverlay;
  }
}

define('net-overlay', NetOverlay);
