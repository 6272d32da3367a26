import { html, nothing, type PropertyValues } from 'lit';
import { query, state } from 'lit/decorators.js';
import { messageOf } from '../../core/index.js';
import type { Examination } from '../../runtime/index.js';
import { loadImported, loadRuntime } from '../../explorer/chunks.js';
import { DropController } from '../shared/controllers/drop-controller.js';
import { InspectionController } from '../shared/controllers/inspection-controller.js';
import { define } from '../shared/define.js';
import { NetErrorEvent, NetOptionsChangeEvent } from '../shared/events.js';
import { NetElement } from '../shared/net-element.js';
import { tryAgain } from '../../explorer/problem.js';
import { loadCheckpoints, type Checkpoint } from '../../explorer/shipped.js';
import type { NetworkChoice } from '../../explorer/source.js';
import type { Aspect, ExplorerState } from '../../explorer/state.js';
import { panelStyles } from '../shared/panels.js';
import { controls, theme } from '../shared/theme.js';
import { isDrawnAs, type Changes } from '../../explorer/weights/advice.js';
import { renderFacts } from './facts.js';
import { FetchController } from './fetch-controller.js';
import { FilesController } from './files-controller.js';
import { forgetPublic, isKeptPublic } from '../../explorer/weights/fetching.js';
import { Latest } from '../../explorer/latest.js';
import { noticeStyles, renderAsking, renderLinked } from '../shared/asking.js';
import { noNetworkHas, renderConventions, renderOffer } from './notices.js';
import { refusalOf, renderRefusal, type Refusal } from './refusal.js';
import { renderSaid } from './said.js';
import { ProgressController } from '../shared/controllers/progress-controller.js';
import { progressStyles, renderBar } from '../shared/progress.js';
import { waitingWeights } from '../../explorer/weights/plan.js';
import { nextRandom, saying, type Said, type WeightsChoice } from '../../explorer/weights/choice.js';
import { isNamesFile, joinNames, namesOf } from '../../explorer/weights/classes.js';
import { loadRegister, type PublicWeights } from '../../explorer/weights/public.js';
import { fetchWords, renderShelf, type ShelfActs } from './shelf.js';
import { weightsStyles } from './styles.js';

/** Weights of a network that is not drawn. */
interface Offer {
  readonly files: readonly File[];
  readonly examination: Examination & { readonly fitting: NonNullable<Examination['fitting']> };
}

/** Which tensors the files have for the network; the family that they fit instead is then there. */
async function examine(
  { network, families }: ExplorerState,
  files: readonly File[],
  signal: AbortSignal,
): Promise<Examination> {
  const { examineWeights } = await loadRuntime();
  const examination = await examineWeights(network, files, signal);
  const other = examination.fitting ?? examination.nearest;
  if (other) await families.load(other.network);
  return examination;
}

const LOOKING = html`<p class="note" role="status">Looking…</p>`;

/**
 * The weights that the network runs with: what they are, and others to choose. A reader's own files (a `.safetensors`, also in shards, PyTorch's `.pth`, or a tfjs `model.json` with its shards), or a model of their own (also ONNX,
 * TensorFlow Lite and Keras' own), by choosing or dropping them: weights of another network draw that one at a press; those that come with the package; random ones; and published ones of other hosts, which nobody asks before the reader presses a button that names host and size.
 *
 * @attr weights - What is used at first: a checkpoint's id, an address, `random`, `random:<seed>`, or `public:<id>` of the register, which waits for the reader's click; on the element that owns the state.
 * @fires net-options-change - A reader took weights that are of another network, and it is drawn now.
 * @fires net-error - Weights could not be used; the last ones stay.
 * @csspart facts - What is in use: file, tensors, whose names, classes.
 * @csspart sources - The button for files, and the hint about dropping them.
 * @csspart shelf - Everything else there is to choose.
 * @csspart notice - What waits for the reader's click.
 * @csspart progress - Shown while weights are fetched or loaded.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetWeights extends NetElement {
  static override styles = [theme, controls, panelStyles, noticeStyles, progressStyles, weightsStyles];

  protected readonly inspection = new InspectionController(this);
  private readonly progress = new ProgressController(this, 2);
  private readonly fetching = new FetchController(this);
  private readonly reading = new FilesController(this);
  private readonly dropping = new DropController(this, (files) => this.takeFiles(files));

  @query('input') private readonly fileInput!: HTMLInputElement;
  @query('input.names') private readonly namesInput!: HTMLInputElement;

  @state() private refusal: Refusal | undefined;
  @state() private offer: Offer | undefined;
  /** What else there is to say after a fetch. */
  @state() private note = '';
  @state() private checkpoints: readonly Checkpoint[] = [];
  @state() private register: readonly PublicWeights[] = [];
  @state() private keptIds: ReadonlySet<string> = new Set();
  private isStocked = false;
  /** What was chosen here and is not loaded yet, and what it would replace. */
  private pending: { readonly weights: WeightsChoice; readonly before: WeightsChoice } | undefined;
  /** The answer to an earlier choice is out of date. */
  private readonly choices = new Latest();

  protected override stateChanged(aspect: Aspect): void {
    super.stateChanged(aspect);
    if (aspect === 'weights' || aspect === 'network') this.clear();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.takeBack();
  }

  protected override updated(): void {
    if (this.state?.weights.kind === 'public') void this.stock();
  }

  /** Loads what is on the shelf, once; all of it comes from where the package is. */
  private async stock(): Promise<void> {
    if (this.isStocked) return;
    this.isStocked = true;
    try {
      const [checkpoints, register] = await Promise.all([loadCheckpoints(), loadRegister()]);
      await this.count(register);
      [this.checkpoints, this.register] = [checkpoints, register];
    } catch (error) {
      this.complain({ message: messageOf(error), remedy: tryAgain(() => this.stockAgain()) });
    }
  }

  private stockAgain(): void {
    this.refusal = undefined;
    this.isStocked = false;
    void this.stock();
  }

  private async count(register = this.register): Promise<void> {
    const keptIds = await Promise.all(register.map(async (entry) => (await isKeptPublic(entry)) && entry.id));
    this.keptIds = new Set(keptIds.filter((id) => id !== false));
  }

  /** Uses these weights, for a network that is drawn first where need be. */
  private use(weights: WeightsChoice, choice?: NetworkChoice): void {
    const { state } = this;
    if (!state) return;
    this.choices.cancel();
    this.reading.cancel();
    const isNew = choice && !isDrawnAs(state.families, state.network, choice);
    const refusal = isNew && state.refusalOf(choice);
    if (refusal) return this.complain(refusal);
    if (choice && state.families.needsLoading(choice.network)) return void this.useLoaded(state, weights, choice);
    this.pending = { weights, before: state.weights };
    if (isNew) this.chooseByReader(choice);
    state.setWeights(weights);
    if (state.weights === this.pending.before) state.inspection.retry(); // the same once more
    this.refusal = this.offer = undefined;
    state.inspection.start();
  }

  private async useLoaded({ families }: ExplorerState, weights: WeightsChoice, choice: NetworkChoice): Promise<void> {
    try {
      if (await this.choices.ask(() => families.load(choice.network))) this.use(weights, choice);
    } catch (error) {
      this.complain({ message: messageOf(error) });
    }
  }

  /** Weights that the engine has refused make room for those that were there; why is said here. */
  private takeBack(): void {
    const { state, pending } = this;
    if (!state || !pending || state.inspection.isBusy) return;
    this.pending = undefined;
    const problem = state.problem('weights');
    if (!problem) return;
    state.setProblem('weights', undefined);
    state.quietly(() => state.setWeights(pending.before));
    const remedy = problem.remedy && tryAgain(() => this.use(pending.weights));
    this.refusal = { message: problem.message, remedy };
  }

  private clear(): void {
    this.refusal = this.offer = undefined;
    this.note = '';
  }

  private complain(refusal: Refusal): void {
    this.refusal = refusal;
    this.dispatchEvent(new NetErrorEvent(refusal.message, 'weights'));
  }

  /** Takes files that a reader gave: a model, or weights; where those are of another network, it is offered. */
  private async give(files: readonly File[]): Promise<void> {
    this.clear();
    try {
      if (files.length === 1 && isNamesFile(files[0]!)) return await this.giveNames(files[0]!);
      await this.reading.take(files, (signal) => this.open(files, signal));
    } catch (error) {
      this.complain(refusalOf(error, () => void this.give(files)));
    }
  }

  private async open(files: readonly File[], signal: AbortSignal): Promise<void> {
    const { isModelFile } = await loadImported();
    if (await isModelFile(files)) return this.openModel(files, signal);
    const examination = await examine(this.state!, files, signal);
    signal.throwIfAborted();
    const { file, problem, isModel, fitting } = examination;
    if (problem === undefined) this.use({ kind: 'files', files, title: file });
    else if (isModel) await this.openModel(files, signal);
    else if (fitting) this.offer = { files, examination: { ...examination, fitting } };
    else this.complain({ message: noNetworkHas(this.state!.families, this.state!.network, examination) });
  }

  /** What a reader says of weights is said of these alone. */
  private say(said: Said): void {
    this.use(saying(this.state!.weights, said));
  }

  private async giveNames(file: File): Promise<void> {
    this.say({ classNames: joinNames(await namesOf(file)) });
  }

  private namesChosen(): void {
    const [file] = this.namesInput.files ?? [];
    if (file) void this.giveNames(file).catch((error: unknown) => this.complain({ message: messageOf(error) }));
    this.namesInput.value = '';
    this.requestUpdate();
  }

  /** Draws a model that none of our networks is, with its own weights. */
  private async openModel(files: readonly File[], signal: AbortSignal): Promise<void> {
    const { state } = this;
    if (!state) return;
    const { openModelFiles } = await loadImported();
    await openModelFiles(state, files, signal);
    signal.throwIfAborted();
    const { network, options } = state.choice;
    this.clear();
    this.dispatchEvent(new NetOptionsChangeEvent(network, options));
    state.inspection.start();
  }

  private async fetch(entry: PublicWeights): Promise<void> {
    this.clear();
    try {
      const download = await this.fetching.fetch(entry);
      if (!download) return;
      if (!download.isKept) this.note = 'This browser keeps no files here: they are there until the page is left.';
      await this.count();
      this.usePublic(entry);
    } catch (error) {
      this.complain({ message: messageOf(error), remedy: tryAgain(() => void this.fetch(entry)) });
    }
  }

  private usePublic(entry: PublicWeights): void {
    this.use({ kind: 'public', id: entry.id }, { network: entry.network.id, options: entry.network.options });
  }

  private async forget(entry: PublicWeights): Promise<void> {
    await forgetPublic(entry);
    await this.count();
  }

  private readonly acts: ShelfActs = {
    useCheckpoint: ({ id, network }) =>
      this.use({ kind: 'checkpoint', id }, { network: network.id, options: network.options }),
    useRandom: () => this.use(nextRandom(this.state!.weights)),
    usePublic: (entry) => this.usePublic(entry),
    fetchPublic: (entry) => void this.fetch(entry),
    forgetPublic: (entry) => void this.forget(entry),
  };

  private filesChosen(): void {
    const files = [...(this.fileInput.files ?? [])];
    if (files.length) void this.give(files);
    this.fileInput.value = ''; // the same files may be chosen again
  }

  /** Takes files that a reader has dropped: weights where they fit, or a model. */
  takeFiles(files: readonly File[]): void {
    if (files.length) void this.give(files);
    else this.complain({ message: 'weights: expected files to be dropped, got something else' });
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    const { inspection, network } = this.state;
    return html`
      <div class="base" ?data-dropping=${this.dropping.isOver}>
        <h3>Weights</h3>
        <div part="facts">${renderFacts(inspection, network.outputShape[2])}</div>
        ${renderSaid(
          inspection,
          this.state,
          (said) => this.say(said),
          () => this.namesInput.click(),
        )}
        ${renderConventions(inspection, this.state!, (changes) => this.change(changes))} ${this.renderNotice()}
        ${this.reading.render()} ${this.renderProgress()} ${this.renderOffer()} ${renderRefusal(this.refusal)}
        ${this.note ? html`<p class="note" role="status">${this.note}</p>` : nothing}
        <div class="buttons" part="sources">
          <button type="button" @click=${() => this.fileInput.click()}>Choose weights…</button>
          <span class="hint"
            >or drop a .safetensors, .pth, .onnx, .tflite, .keras or .h5, or a model.json with its .bin files</span
          >
          <input
            type="file"
            multiple
            accept=".safetensors,.pth,.pt,.tar,.ckpt,.npz,.keras,.h5,.hdf5,.json,.bin,.txt,.onnx,.data,.tflite"
            hidden
            @change=${this.filesChosen}
          />
          <input class="names" type="file" accept=".txt,.json" hidden @change=${this.namesChosen} />
        </div>
        ${this.renderShelf()}
      </div>
    `;
  }

  private renderShelf() {
    const shelf = {
      checkpoints: this.checkpoints,
      register: this.register,
      kept: this.keptIds,
      used: this.used,
      isBusy: this.fetching.entry !== undefined,
    };
    const toggleShelf = ({ target }: Event): void => {
      const { open } = target as HTMLDetailsElement;
      this.toggleAttribute('shelf-open', open); // for what is around: it may be long now
      this.isStocked &&= this.register.length > 0; // what failed is tried again
      if (open) void this.stock();
    };
    return html`
      <details part="shelf" @toggle=${toggleShelf}>
        <summary>Other weights</summary>
        ${this.register.length ? renderShelf(shelf, this.acts) : this.refusal ? nothing : LOOKING}
      </details>
    `;
  }

  /** Where nobody has chosen any, those that turned out to fit. */
  private get used(): WeightsChoice {
    const { weights, inspection } = this.state!;
    const id = inspection.weights?.checkpoint?.id;
    return weights.kind === 'fitting' && id !== undefined ? { kind: 'checkpoint', id } : weights;
  }

  private change(changes: Changes): void {
    const { network, options } = this.state!.choice;
    this.chooseByReader({ network, options: { ...options, ...changes } });
  }

  /** A link has named weights of somebody else's host, and nobody has been asked yet. */
  private renderNotice() {
    const { state, register, keptIds } = this;
    const { weights } = state!;
    if (this.fetching.entry) return nothing;
    const entry = weights.kind === 'public' ? register.find(({ id }) => id === weights.id) : undefined;
    const isUsed = state!.inspection.weights?.entry === entry;
    if (entry && !keptIds.has(entry.id) && !isUsed)
      return renderAsking(`${entry.title}: not here yet.`, fetchWords(entry), () => void this.fetch(entry));
    const waiting = waitingWeights(weights);
    if (!waiting) return nothing;
    return renderLinked('weights', waiting, () => {
      state!.setProblem('weights', undefined);
      state!.inspection.retry();
      this.requestUpdate();
    });
  }

  private renderProgress() {
    const { entry, progress } = this.fetching;
    return entry
      ? renderBar(`Fetching ${entry.title}`, progress, () => this.fetching.cancel())
      : this.progress.render();
  }

  private renderOffer() {
    if (!this.offer) return nothing;
    const { files, examination } = this.offer;
    return renderOffer(this.state!, examination, () => {
      const { file: title, fitting } = examination;
      this.use({ kind: 'files', files, title, withoutHead: fitting.withoutHead }, fitting);
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-weights': NetWeights;
  }
}

define('net-weights', NetWeights);
