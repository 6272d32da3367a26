import { html, nothing } from 'lit';
import { query, state } from 'lit/decorators.js';
import { excerptName, messageOf } from '../../core/index.js';
import {
  folderOfEntries,
  folderOfFiles,
  folderOfZip,
  type Folder,
  type FolderFile,
} from '../../explorer/evaluation/folder.js';
import { isOf, isWhole, runFolder, type FolderRun } from '../../explorer/evaluation/folder-run.js';
import { intervalOf, SECOND_TOP } from '../../explorer/evaluation/scores.js';
import { RANKINGS, type Ranking } from '../../explorer/evaluation/top-images.js';
import { Latest } from '../../explorer/latest.js';
import { shownNode } from '../../explorer/shown-node.js';
import {
  formatAccuracy,
  formatInterval,
  formatPart,
  partsRight,
  wordsOfFolder,
  wordsOfMatch,
  wordsOfSkipped,
} from '../../words/evaluation-words.js';
import { formatExact } from '../../words/format.js';
import { DropController, type DroppedFolders } from '../shared/controllers/drop-controller.js';
import { define } from '../shared/define.js';
import { NetErrorEvent, NetImageChangeEvent } from '../shared/events.js';
import { fieldStyles } from '../shared/fields.js';
import { NetElement } from '../shared/net-element.js';
import { factListStyles } from '../shared/lists.js';
import { panelStyles } from '../shared/panels.js';
import { renderProblem } from '../shared/problem.js';
import { progressStyles, renderBar } from '../shared/progress.js';
import { renderSegments, segmentStyles } from '../shared/segments.js';
import { renderScroll, tableStyles } from '../shared/tables.js';
import { renderTakeAway } from '../shared/take-away.js';
import { controls, theme } from '../shared/theme.js';
import { renderConfusion, type ChosenCell } from './confusion-table.js';
import { exportChannels, exportConfusion, exportImages } from './export.js';
import { PicturesController, type Picture } from './pictures-controller.js';
import { evaluationStyles } from './styles.js';

/** So many images are shown of a cell; the export has all. */
const MOST_SHOWN = 36;
/** So many files that were left out are listed. */
const MOST_LISTED = 200;

type Phase = '' | 'Reading the folder' | 'Loading the weights' | 'Evaluating';

const RANKING_TITLES: Readonly<Record<Ranking, string>> = { max: 'largest value', mean: 'mean' };

/**
 * The network shown, evaluated on a folder of the reader's own images, each class in a folder of its own: how many are right, of
 * which class images are and for which they are taken, with the images themselves, and which images the channels of the
 * selected layer answer most strongly. It runs in the page's worker, with the weights and the preprocessing that are in force, one
 * image at a time, and can be stopped and gone on with. Nothing leaves the browser.
 *
 * @fires net-image-change - A reader chose one of the images for the network to look at.
 * @fires net-error - The folder cannot be read, or the network cannot run.
 * @csspart sources - The buttons for a folder, and the hint about dropping one.
 * @csspart facts - What is evaluated, and by which rule folders are classes.
 * @csspart progress - Shown while it runs, with the button that stops it.
 * @csspart scores - How many images are right.
 * @csspart confusion - Of which class images are, and for which they were taken.
 * @csspart behind - The images of one cell.
 * @csspart channel - The images that a channel answers most strongly.
 * @csspart skipped - The files that were left out.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetEvaluation extends NetElement {
  static override styles = [
    theme,
    controls,
    fieldStyles,
    segmentStyles,
    panelStyles,
    progressStyles,
    tableStyles,
    factListStyles,
    evaluationStyles,
  ];

  private readonly dropping = new DropController(this, (files, folders) => this.takeDropped(files, folders));
  private readonly behind = new PicturesController(this);
  private readonly strongest = new PicturesController(this);
  private readonly running = new Latest();

  @query('input[webkitdirectory]') private readonly folderInput!: HTMLInputElement;
  @query('input[accept]') private readonly zipInput!: HTMLInputElement;

  @state() private folder: Folder | undefined;
  /** The last run, also where it was stopped, and where something else is chosen by now. */
  @state() private run: FolderRun | undefined;
  /** What is being done; '' for nothing. */
  @state() private phase: Phase = '';
  @state() private failure = '';
  @state() private cell: ChosenCell | undefined;
  @state() private ranking: Ranking = 'max';
  @state() private channel = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  /** Takes what a reader has dropped here or on the explorer around: folders, else a zip file. */
  takeDropped(files: readonly File[], folders: DroppedFolders): void {
    if (folders.length) void this.take(() => folderOfEntries(folders));
    else if (files[0]) void this.take(() => folderOfZip(files[0]!));
    else this.fail('expected a folder or a .zip of images to be dropped, got something else');
  }

  private folderChosen(): void {
    const files = [...(this.folderInput.files ?? [])];
    this.folderInput.value = ''; // the same folder may be chosen again
    if (files.length) void this.take(async () => folderOfFiles(files));
  }

  private zipChosen(): void {
    const [file] = this.zipInput.files ?? [];
    this.zipInput.value = '';
    if (file) void this.take(() => folderOfZip(file));
  }

  /** A folder that cannot be read leaves the last one and what was found of it. */
  private async take(read: () => Promise<Folder>): Promise<void> {
    const signal = this.running.begin(); // of several that are chosen in a row, the last
    [this.phase, this.failure] = ['Reading the folder', ''];
    try {
      const folder = await read();
      if (signal.aborted) return;
      if (!folder.files.length) throw new Error(`${excerptName(folder.title)}: expected images, got an empty folder`);
      this.folder = folder;
    } catch (error) {
      if (signal.aborted) return;
      this.phase = '';
      return this.fail(messageOf(error));
    }
    await this.start();
  }

  /** What is selected, or what a selected group gives out; '' for nothing. */
  private get node(): string {
    const { network, selected } = this.state!;
    return shownNode(network, selected, '')?.id ?? '';
  }

  private async start(): Promise<void> {
    const { folder, state } = this;
    this.phase = '';
    if (!folder || !state?.complete) return;
    [this.phase, this.failure] = ['Loading the weights', ''];
    const signal = this.running.begin();
    const onProgress = (run: FolderRun): void => {
      if (signal.aborted) return;
      if (run !== this.run) this.cell = undefined;
      this.run = run;
      this.phase = 'Evaluating';
      this.requestProgress();
    };
    try {
      await runFolder(state, folder, this.node, this.run, signal, onProgress);
    } catch (error) {
      if (!signal.aborted) this.fail(messageOf(error));
    }
    if (!signal.aborted) this.phase = '';
  }

  private frame = 0;

  /** Hundreds of images a second are not drawn one by one. */
  private requestProgress(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.requestUpdate();
    });
  }

  /** What has been found stays. */
  private readonly stop = (): void => {
    this.running.cancel();
    this.phase = '';
  };

  private fail(message: string): void {
    this.failure = message;
    this.dispatchEvent(new NetErrorEvent(message, 'page'));
  }

  private look({ file, blob }: Picture): void {
    const title = file.path.split('/').at(-1)!;
    this.state!.setImage({ kind: 'blob', blob, title });
    this.state!.inspection.start();
    this.dispatchEvent(new NetImageChangeEvent(title, blob));
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    return html`
      ${this.renderOwnProblem()}
      <div class="base" ?data-dropping=${this.dropping.isOver}>
        ${this.renderSources()} ${this.failure ? renderProblem({ message: this.failure }) : nothing}
        ${this.phase ? this.renderProgress() : nothing} ${this.run ? this.renderRun(this.run) : nothing}
        ${this.phase ? nothing : this.renderAgain()}
        ${this.run && !this.phase ? this.renderFindings(this.run) : nothing}
      </div>
    `;
  }

  private renderSources() {
    return html`<div class="line" part="sources">
      <button type="button" ?disabled=${!this.state!.complete} @click=${() => this.folderInput.click()}>
        Choose a folder…
      </button>
      <button type="button" ?disabled=${!this.state!.complete} @click=${() => this.zipInput.click()}>or a .zip…</button>
      <span class="hint">or drop a folder with one folder of images for each class; nothing leaves the browser</span>
      <input type="file" webkitdirectory multiple hidden aria-label="Folder" @change=${this.folderChosen} />
      <input type="file" accept=".zip" hidden aria-label="Zip file" @change=${this.zipChosen} />
    </div>`;
  }

  private renderProgress() {
    const { done, total } = (this.phase === 'Evaluating' && this.run?.evaluation) || { done: 0, total: 0 };
    return renderBar(this.phase, { loaded: done, total }, this.stop, { format: formatPart, cancel: 'Stop' });
  }

  /** What goes on from here, where there is more to be found than has been. */
  private renderAgain() {
    const { folder, run, state, node } = this;
    if (!folder || !state!.complete) return nothing;
    const isCurrent = run?.folder === folder && isOf(run, state!, node);
    const isOther = !!run && (run.folder !== folder || !isOf(run, state!, run.node));
    if (run && isWhole(run) && (isCurrent || (!isOther && !node))) return nothing;
    const canRank = run && !isOther && node;
    const words = isCurrent ? 'Go on' : canRank ? `Rank the images by ${node}` : `Evaluate ${state!.network.title}`;
    return html`<div class="line">
      <button type="button" @click=${() => this.start()}>${words}</button>
      ${isOther ? html`<span class="hint">What is shown is of what was chosen before.</span>` : nothing}
    </div>`;
  }

  private renderRun(run: FolderRun) {
    const { folder, network, weights, match, classes, fit, evaluation } = run;
    const { scores, done, total } = evaluation;
    return html`<p part="facts" class="about">
        <b>${excerptName(folder.title)}</b>:
        ${wordsOfFolder(folder.files.length, match.matched.length + match.unmatched.length)}.
        ${wordsOfMatch(match, classes)} ${network.title} with ${weights.title}; images fitted by ${fit}.
        ${weights.source === 'random' ? html`<span class="caution">The weights are random: what is right is so by chance.</span>` : nothing}
      </p>
      <dl part="scores">
        ${partsRight(scores, classes.length, SECOND_TOP).map(([words, count]) => renderScore(words, count, scores.judged))}
      </dl>
      <p class="about" role="status">
        ${this.phase || done === total ? nothing : `Stopped after ${formatPart(done, total)} files.`}
      </p>`;
  }

  private renderFindings(run: FolderRun) {
    return html`
      ${renderConfusion({ run, chosen: this.cell, choose: (cell) => (this.cell = cell) })}
      ${run.evaluation.scores.confusion.length ? renderTakeAway(() => exportConfusion(run)) : nothing}
      ${this.renderBehind(run, this.cell)} ${this.renderChannel(run)} ${this.renderSkipped(run)}
      <h4>Each image</h4>
      ${renderTakeAway(() => exportImages(run))}
    `;
  }

  private renderBehind({ classes, evaluation }: FolderRun, cell: ChosenCell | undefined) {
    if (!cell) {
      this.behind.show([]);
      return nothing;
    }
    const { truth, predicted } = cell;
    const outcomes = evaluation.scores.behind(truth, predicted);
    const shown = outcomes.slice(0, MOST_SHOWN);
    const rest = outcomes.length - shown.length;
    const words = `${classes[truth]} taken for ${classes[predicted]}: ${formatExact(outcomes.length)}`;
    this.behind.show(shown.map(({ file }) => file));
    return html`<section part="behind" aria-label=${words}>
      <p role="status">${words}${outcomes.length ? ', most confident first' : ''}</p>
      <div class="pictures">
        ${shown.map(({ file, probability }) => this.renderPicture(this.behind, file, formatAccuracy(probability, 1)))}
      </div>
      ${rest > 0 ? html`<p class="hint">and ${formatExact(rest)} more, which the export has</p>` : nothing}
    </section>`;
  }

  private renderPicture(pictures: PicturesController, file: FolderFile, words: string) {
    const picture = pictures.of(file);
    return html`<button
      type="button"
      title=${file.path}
      aria-label=${`${file.path}, ${words}: look at it with the network`}
      ?disabled=${!picture}
      @click=${() => picture && this.look(picture)}
    >
      ${picture ? html`<img src=${picture.address} alt="" />` : html`<div class="none"></div>`}
      <span>${words}</span>
    </button>`;
  }

  private renderChannel(run: FolderRun) {
    const { layer } = run.evaluation;
    if (!layer) {
      this.strongest.show([]);
      return html`<p class="hint">
        Select a layer, and the images can be ranked by how strongly its channels answer them.
      </p>`;
    }
    const ranked = layer.by[this.ranking];
    const channel = Math.min(this.channel, ranked.channels - 1);
    const images = ranked.of(channel);
    this.strongest.show(images.map(({ file }) => file));
    const set = ({ target }: Event): void => {
      const { valueAsNumber, max } = target as HTMLInputElement;
      if (Number.isInteger(valueAsNumber)) this.channel = Math.min(Math.max(valueAsNumber, 0), Number(max));
    };
    return html`<section part="channel" aria-label="Images by channel">
      <h4>What the channels of ${layer.node} answer most strongly</h4>
      <div class="line">
        <label class="beside"
          >Channel
          <input class="channel" type="number" min="0" max=${ranked.channels - 1} .value=${`${channel}`} @input=${set}
        /></label>
        ${renderSegments({
          label: 'By',
          choices: RANKINGS.map((value) => ({ value, title: RANKING_TITLES[value] })),
          value: this.ranking,
          choose: (value) => (this.ranking = value),
        })}
      </div>
      <div class="pictures">
        ${images.map(({ file, value }) => this.renderPicture(this.strongest, file, Number(value.toPrecision(3)).toString()))}
      </div>
      ${renderTakeAway(() => exportChannels(run))}
    </section>`;
  }

  private renderSkipped({ evaluation: { skipped } }: FolderRun) {
    if (!skipped.length) return nothing;
    const rest = skipped.length - MOST_LISTED;
    const row = ({ path, why }: (typeof skipped)[number]) =>
      html`<tr>
        <th scope="row">${path}</th>
        <td>${why}</td>
      </tr>`;
    return html`<details part="skipped">
      <summary>${wordsOfSkipped(skipped.length)}</summary>
      ${renderScroll(
        'Files that were left out',
        html`<table class="dense">
          <tbody>
            ${skipped.slice(0, MOST_LISTED).map(row)}
          </tbody>
        </table>`,
      )}
      ${rest > 0 ? html`<p class="hint">and ${formatExact(rest)} more, which the export has</p>` : nothing}
    </details>`;
  }
}

const renderScore = (words: string, right: number, judged: number) =>
  html`<div>
    <dt>${words}</dt>
    <dd>
      <b>${formatAccuracy(right, judged)}</b> ${judged ? formatPart(right, judged) : nothing}
      ${judged ? html`<span class="hint">95 %: ${formatInterval(intervalOf(right, judged))}</span>` : nothing}
    </dd>
  </div>`;

declare global {
  interface HTMLElementTagNameMap {
    'net-evaluation': NetEvaluation;
  }
}

define('net-evaluation', NetEvaluation);
