import { html, nothing, svg, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { buildNetwork, costOf, excerpt, messageOf, networks, type Network } from '../../core/index.js';
import { loadImported } from '../../explorer/chunks.js';
import type { NetworkChoice } from '../../explorer/source.js';
import { diffNetworks, type NetworkDiff, type NodeChange } from '../../core/network-diff.js';
import { layoutBlockGraph, type BlockGraph } from '../../figures/block-graph.js';
import { operationsTitle } from '../../figures/cost-bars.js';
import { placeOf, readingOf } from '../../figures/describe.js';
import { diffMarks, washOfChange, type DiffSide, type PartChange } from '../../figures/diff-marks.js';
import { graphLooks, sceneOfGraph } from '../../figures/graph-scene.js';
import { lineOf } from '../../figures/outline.js';
import { sceneOfWord } from '../../figures/overlay-legend.js';
import { formatViewBox } from '../../figures/scene.js';
import { conventionOf } from '../../core/conventions.js';
import { formatCount, formatDifference } from '../../words/format.js';
import type { Aspect } from '../../explorer/state.js';
import { VisibleController } from '../shared/controllers/visible-controller.js';
import { WidthController } from '../shared/controllers/width-controller.js';
import { define } from '../shared/define.js';
import { familiesWith, formatEntry, parseEntry } from '../shared/entries.js';
import { NetErrorEvent } from '../shared/events.js';
import { fieldStyles } from '../shared/fields.js';
import { NetElement } from '../shared/net-element.js';
import { legendListStyles } from '../shared/lists.js';
import { panelStyles } from '../shared/panels.js';
import { printShapes, printSign, stylesOf } from '../shared/print-scene.js';
import { renderProblem } from '../shared/problem.js';
import { detailOf } from '../shared/subjects.js';
import { renderScroll, tableStyles } from '../shared/tables.js';
import { renderTakeAway } from '../shared/take-away.js';
import { controls, theme } from '../shared/theme.js';
import { typed } from '../shared/typed.js';
import { diffStyles } from './styles.js';
import { counterpart, exportDiff, pathOfChange, stageRows, wordsOfChange, type StageRow } from './facts.js';

const FIRST = 'mobilenet-v2?preset=keras';
/** Pixels that either figure should not exceed, and below which it is not made narrower. */
const HEIGHT = 250;
const NARROWEST = 640;
/** So many changes are listed; all can be taken away. */
const MOST_LISTED = 300;

const SIDES: readonly DiffSide[] = ['left', 'right'];
const TITLES: Readonly<Record<PartChange, string>> = {
  added: 'added',
  removed: 'removed',
  changed: 'changed',
  wider: 'wider',
  narrower: 'narrower',
};

/**
 * Two networks, one below the other at one detail, with what turns the first into the second: layers that are added, removed,
 * changed, wider or narrower, and what each stage costs in both. What is selected in one is shown in the other. The first
 * is that of the model around, or pointed at with `for`; either may be a model from a reader's file. What a reader names stands in
 * the link.
 *
 * @fires net-select - A reader selected a part in either figure, or a change in the list.
 * @csspart figure - Both drawings.
 * @csspart legend - What the grounds mean, with how many layers each stands for.
 * @csspart reading - What is selected in both, in words.
 * @csspart stages - The table of costs by stage.
 * @csspart changes - The list of changes, to be opened.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetDiff extends NetElement {
  static override styles = [
    theme,
    controls,
    fieldStyles,
    panelStyles,
    tableStyles,
    legendListStyles,
    stylesOf(graphLooks),
    diffStyles,
  ];

  protected static override readonly overridable = { against: 'against' } as const;

  protected override readonly ignores: readonly Aspect[] = ['hover', 'image', 'weights'];

  @query('input[type=file]') private readonly fileInput!: HTMLInputElement;

  private readonly size = new WidthController(this);
  /** Nothing is compared before it is seen. */
  private readonly view = new VisibleController(this, () => this.requestUpdate());
  /** What was drawn when the element was last in view. */
  private drawn: unknown = nothing;

  /** The second network: a family with its options, as `mobilenet-v2?width=0.5`, or the name of a model that a reader has opened. */
  @property() against = FIRST;

  @state() private problem = '';
  @state() private areListed = false;
  /** What is chosen in the second network, where the first has nothing of it. */
  @state() private chosenRight = '';

  private right: Network = buildNetwork('mobilenet-v2', { preset: 'keras' });
  private rightChoice: NetworkChoice = { network: 'mobilenet-v2', options: { preset: 'keras' } };
  /** What the second network was read from. */
  private read = FIRST;
  private diff: NetworkDiff | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.state && this.read !== this.shownAgainst) this.readAgainst();
    const { network: left } = this.state ?? {};
    if (!left || !this.view.visible || (this.diff?.left === left && this.diff.right === this.right)) return;
    this.diff = diffNetworks(left, this.right);
  }

  /** What a reader has chosen, else what the tag says. */
  private get shownAgainst(): string {
    return this.overrideOf('against') ?? this.against ?? FIRST;
  }

  private readAgainst(): void {
    this.read = this.shownAgainst;
    const choice = this.parse(this.read);
    if (!choice) return;
    this.rightChoice = choice;
    this.right = familiesWith(this.state!).build(choice.network, choice.options);
  }

  /** What cannot be read leaves the last network, a sentence and an event. */
  private parse(text: string): NetworkChoice | undefined {
    this.problem = '';
    try {
      return parseEntry(text, familiesWith(this.state!));
    } catch (error) {
      this.fail(`against: ${excerpt(text)}: ${messageOf(error)}`);
      return undefined;
    }
  }

  private fail(problem: string): void {
    this.problem = problem;
    queueMicrotask(() => this.dispatchEvent(new NetErrorEvent(problem, 'page')));
  }

  /** What a reader types is kept, undone and linked to where it is a network. */
  private readonly entryChanged = ({ target }: Event): void => {
    const text = (target as HTMLInputElement).value;
    if (this.parse(text)) this.setOverride('against', text);
  };

  /** A model of the reader's own becomes the second network; the first stays. */
  private async fileChosen(): Promise<void> {
    const files = [...(this.fileInput.files ?? [])];
    this.fileInput.value = ''; // the same file may be chosen again
    const { state } = this;
    if (!files.length || !state) return;
    this.problem = '';
    try {
      const { addModelFiles } = await loadImported();
      const id = await addModelFiles(state, files);
      if (id !== undefined && state === this.state) this.setOverride('against', id);
    } catch (error) {
      this.fail(messageOf(error));
    }
  }

  /** The second network becomes the first, and the other way round: one act. */
  private readonly swap = (): void => {
    const { state, rightChoice } = this;
    this.setOverride('against', formatEntry(state!.choice, familiesWith(state!)));
    this.chooseByReader(rightChoice);
  };

  protected override stateChanged(aspect: Aspect): void {
    super.stateChanged(aspect);
    if (aspect === 'selection' && this.state?.selected) this.chosenRight = '';
  }

  private selectedIn(side: DiffSide): string {
    const { selected } = this.state!;
    if (side === 'left') return selected;
    return this.chosenRight || counterpart(this.diff!, selected, 'left');
  }

  private choose(path: string, side: DiffSide): void {
    const left = side === 'left' ? path : counterpart(this.diff!, path, 'right');
    this.selectByReader(left);
    this.chosenRight = side === 'right' ? path : '';
  }

  private readonly clicked = (event: Event, side: DiffSide): void => {
    const target = event.composedPath().find((node) => node instanceof Element && node.matches('[data-path]'));
    const { path } = (target as SVGElement | undefined)?.dataset ?? {};
    if (!path) return;
    if ((target as Element).matches('.opener')) this.state!.toggle(path);
    else this.choose(path, side);
  };

  protected override renderShown() {
    if (this.view.visible && this.state && this.diff) this.drawn = this.renderAll();
    return html`${this.problem ? renderProblem({ message: this.problem }) : nothing} ${this.drawn}`;
  }

  private renderAll() {
    return html`
      ${this.renderOwnProblem()} ${this.renderChoice()} ${this.renderLegend(this.diff!)}
      <div part="figure" role="region" tabindex="0" aria-label="Both networks">
        ${SIDES.map((side) => this.renderSide(this.diff!, side))}
      </div>
      ${this.renderReading(this.diff!)} ${this.renderStages(this.diff!)} ${this.renderChanges(this.diff!)}
    `;
  }

  private renderChoice() {
    const known = [
      ...this.state!.models.keys(),
      ...networks.flatMap(({ id, presets }) => Object.keys(presets).map((preset) => `${id}?preset=${preset}`)),
    ];
    return html`<div class="line">
      <label class="beside"
        >Against
        <input
          type="text"
          list="known"
          spellcheck="false"
          autocomplete="off"
          .value=${typed(this.shownAgainst)}
          @change=${this.entryChanged}
      /></label>
      <button type="button" @click=${() => this.fileInput.click()}>A model file…</button>
      <button type="button" @click=${this.swap}>Swap</button>
      <input type="file" multiple hidden aria-label="Model files" @change=${this.fileChosen} />
      <datalist id="known">${known.map((entry) => html`<option value=${entry}></option>`)}</datalist>
    </div>`;
  }

  private renderLegend({ changes, left, right }: NetworkDiff) {
    const counts = (Object.keys(TITLES) as PartChange[]).map(
      (kind) => [kind, changes.filter((change) => change.kind === kind).length] as const,
    );
    const shown = counts.filter(([, count]) => count);
    if (!shown.length)
      return html`<p part="legend" role="status">${left.title} and ${right.title} are alike, layer by layer.</p>`;
    return html`<ul part="legend">
      ${shown.map(([kind, count]) => html`<li>${printSign(sceneOfWord(TITLES[kind], washOfChange(kind)))} ${count} ${TITLES[kind]}</li>`)}
    </ul>`;
  }

  private layout(diff: NetworkDiff, side: DiffSide): BlockGraph {
    const { convention, detail, toggled } = this.state!;
    const network = diff[side];
    return layoutBlockGraph({
      network,
      cost: costOf(network),
      convention,
      opening: { detail, toggled },
      orientation: 'horizontal',
      width: Math.max(NARROWEST, this.size.width || 960),
      measures: ['operations'],
      overlay: diffMarks(diff, side),
      maxHeight: HEIGHT,
    });
  }

  private renderSide(diff: NetworkDiff, side: DiffSide) {
    const network = diff[side];
    const graph = this.layout(diff, side);
    const scene = sceneOfGraph(graph, `${network.title}, ${side === 'left' ? 'the first' : 'the second'} of two`);
    const entries = graph.items.map(({ entry }) => entry);
    const path = this.selectedIn(side);
    const line = path ? (entries.find((entry) => entry.path === path) ?? lineOf(entries, path)) : undefined;
    const item = graph.items.find(({ entry }) => entry === line);
    const { state, rightChoice } = this;
    const choice = side === 'right' ? rightChoice : state!.complete && state!.choice; // of what cannot be built the last good stays
    const detail = choice && detailOf(choice, familiesWith(state!));
    return html`<div class="title">
        ${side === 'left' ? 'First' : 'Second'}: ${network.title}${detail ? html`, <small>${detail}</small>` : nothing}
      </div>
      <svg
        .scene=${scene}
        width=${graph.width}
        height=${graph.height}
        viewBox=${formatViewBox(scene)}
        role="img"
        aria-label=${scene.title}
        @click=${(event: Event) => this.clicked(event, side)}
      >
        ${printShapes(scene.shapes)}
        ${
          item
            ? svg`<rect class="chosen" x=${item.x + item.hit.x} y=${item.y + item.hit.y} width=${item.hit.width} height=${item.hit.height - 2} rx="4"></rect>`
            : nothing
        }
      </svg>`;
  }

  /** What is selected in both, in words. */
  private renderReading(diff: NetworkDiff) {
    const { convention } = this.state!;
    return html`<div part="reading">
      ${SIDES.map((side) => {
        const place = placeOf(diff[side], this.selectedIn(side));
        const { name, title, readings } = readingOf(diff[side], convention, place);
        const change = place ? diffMarks(diff, side).wordsOf(place.first, place.end) : '';
        const words = readings.map(({ term, value }) => `${term} ${value}`).join(' · ');
        return html`<p><b>${name || title}</b> ${words}${change ? ` · ${change}` : nothing}</p>`;
      })}
    </div>`;
  }

  private renderStages(diff: NetworkDiff) {
    const { convention } = this.state!;
    const unit = operationsTitle(conventionOf(convention));
    const cells = ([before, after]: readonly [number, number]) =>
      html`<td class="number">${formatCount(before)}</td>
        <td class="number">${formatCount(after)}<small>${formatDifference(after, before)}</small></td>`;
    const row = ({ path, parameters, operations }: StageRow) =>
      html`<tr class=${path ? '' : 'total'}>
        <th scope="row">${path || 'in all'}</th>
        ${cells(parameters)} ${cells(operations)}
      </tr>`;
    return renderScroll(
      'Costs by stage',
      html`<table part="stages" class="dense">
        <thead>
          <tr>
            <th scope="col">stage</th>
            ${['parameters', unit].map((title) =>
              ['first', 'second'].map(
                (which) => html`<th scope="col" class="number">${title}<small>${which}</small></th>`,
              ),
            )}
          </tr>
        </thead>
        <tbody>
          ${stageRows(diff, convention).map(row)}
        </tbody>
      </table>`,
    );
  }

  private renderChanges(diff: NetworkDiff) {
    const toggled = ({ target }: Event) => (this.areListed = (target as HTMLDetailsElement).open);
    const changes = diff.changes.filter(({ kind }) => kind !== 'moved');
    return html`<details part="changes" @toggle=${toggled}>
      <summary>${changes.length === 1 ? '1 change' : `${changes.length} changes`}, one by one</summary>
      ${this.areListed ? this.renderList(changes) : nothing}
      ${renderTakeAway(() => exportDiff(diff, this.state!.convention))}
    </details>`;
  }

  private renderList(changes: readonly NodeChange[]) {
    const rest = changes.length - MOST_LISTED;
    const row = (change: NodeChange) => {
      const side: DiffSide = change.kind === 'added' ? 'right' : 'left';
      const path = pathOfChange(change);
      return html`<tr>
        <td>${change.kind}</td>
        <th scope="row"><button class="link" type="button" @click=${() => this.choose(path, side)}>${path}</button></th>
        <td>${wordsOfChange(change)}</td>
      </tr>`;
    };
    return html`${renderScroll(
      'Changes',
      html`<table class="dense">
        <tbody>
          ${changes.slice(0, MOST_LISTED).map(row)}
        </tbody>
      </table>`,
    )}
    ${rest > 0 ? html`<p>and ${rest} more, which the export has</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-diff': NetDiff;
  }
}

define('net-diff', NetDiff);
