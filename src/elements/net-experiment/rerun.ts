import { html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { TrainingEpoch, TrainingProgress } from '../../training/index.js';
import { FieldReleaseController } from '../shared/controllers/field-release-controller.js';
import { define } from '../shared/define.js';
import { loadTraining } from '../shared/load-training.js';
import { NetErrorEvent } from '../shared/events.js';
import { tableStyles } from '../shared/tables.js';
import { fieldStyles } from '../shared/fields.js';
import { controls, theme } from '../shared/theme.js';
import type { Arm } from './arms.js';
import type { Recipe } from './data.js';
import { gatherImages } from './rerun-data.js';
import { COUNTS, renderForm, type RerunWish } from './rerun-form.js';
import { RerunEvent } from './rerun-events.js';
import { COMPARABLE, renderProgress, renderRerun, type Rerun } from './rerun-words.js';
import { rerunStyles } from './rerun-styles.js';
import { experimentStyles } from './styles.js';

/** Few images make few steps: smaller batches than the recipe's make more of them, and short training bears smaller ones. */
const BATCH = 16;
const LEARNING_RATE = 0.02;

/**
 * Trains an arm of the experiment in the reader's browser: on views of the package's drawings, or on the reader's own file of
 * CIFAR-10. Tells each epoch to the figure around it; a stop, or leaving the page, frees everything.
 */
export class NetRerun extends LitElement {
  static override styles = [theme, controls, fieldStyles, tableStyles, experimentStyles, rerunStyles];

  protected readonly fieldRelease = new FieldReleaseController(this);

  @state() private wish: RerunWish = {
    arm: '',
    images: 'drawings',
    file: undefined,
    count: COUNTS[1]!,
    epochs: 5,
    seed: 0,
  };
  /** What was started, the last one last. */
  @state() private reruns: readonly Rerun[] = [];
  @state() private progress: TrainingProgress | undefined;
  @state() private problem = '';
  @state() private announcement = '';
  /** Stops the training under way. */
  @state() private stopping: AbortController | undefined;

  @property({ attribute: false }) arms: readonly Arm[] = [];
  @property({ attribute: false }) recipe!: Recipe;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  private get arm(): Arm {
    return this.arms.find(({ id }) => id === this.wish.arm) ?? this.arms.find(({ isBaseline }) => isBaseline)!;
  }

  private readonly stop = (): void => this.stopping?.abort();

  private async start(event: Event): Promise<void> {
    event.preventDefault();
    if (this.stopping) return;
    this.stopping = new AbortController();
    this.problem = '';
    this.announcement = 'Training started.';
    try {
      await this.train(this.arm, this.stopping.signal);
    } catch (error) {
      this.fail((error as Error).message);
    } finally {
      this.stopping = this.progress = undefined;
    }
  }

  private async train(arm: Arm, signal: AbortSignal): Promise<void> {
    const { recipe } = this;
    const { epochs, seed, count, images, file } = this.wish;
    this.reruns = [
      ...this.reruns,
      { label: arm.label, epochs, seed, batch: BATCH, learningRate: LEARNING_RATE, source: '', done: [] },
    ];
    const data = await gatherImages(arm.network, { file: images === 'file' ? file : undefined, count, seed });
    this.revise({ source: data.source });
    const { trainNetwork } = await loadTraining();
    const result = await trainNetwork(arm.network, data, {
      seed,
      epochs,
      batch: BATCH,
      learningRate: LEARNING_RATE,
      weightDecay: recipe.weight_decay,
      labelSmoothing: recipe.smoothing,
      signal,
      onProgress: (progress) => (this.progress = progress),
      onEpoch: (epoch) => this.add(epoch),
    });
    this.revise({ result });
    this.announcement = result.stopped ? 'Training stopped.' : 'Training finished.';
  }

  private add(epoch: TrainingEpoch): void {
    this.revise({ done: [...this.reruns.at(-1)!.done, epoch] });
    this.announcement = `Epoch ${epoch.epoch}: loss ${epoch.loss.toFixed(2)}.`;
    this.tell();
  }

  /** What cannot be trained leaves what was trained before, a sentence and an event. */
  private fail(message: string): void {
    this.problem = message;
    this.announcement = '';
    this.reruns = this.reruns.filter(({ done }, at) => done.length || at < this.reruns.length - 1);
    this.dispatchEvent(new NetErrorEvent(message, 'engine'));
  }

  private revise(more: Partial<Rerun>): void {
    this.reruns = [...this.reruns.slice(0, -1), { ...this.reruns.at(-1)!, ...more }];
  }

  private readonly clear = (): void => {
    this.reruns = [];
    this.tell();
  };

  private tell(): void {
    const curves = this.reruns.map(({ label, done }) => ({
      label: `yours: ${label}`,
      points: done.map(({ epoch, loss }) => ({ epoch, value: loss })),
    }));
    this.dispatchEvent(new RerunEvent(curves));
  }

  override render() {
    const isBusy = this.stopping !== undefined;
    const current = this.reruns.at(-1);
    return html`
      <p>
        Trains one arm anew, here and now: the same network with the same kind of gradient descent, in a worker of your
        browser. Nothing leaves it.
      </p>
      ${this.renderForm(isBusy)} ${isBusy && current ? renderProgress(this.progress, current) : nothing}
      ${this.problem ? html`<p part="error" role="alert">${this.problem}</p>` : nothing}
      ${this.reruns.filter(({ done }) => done.length).map(renderRerun)}
      ${this.reruns.some(({ done }) => done.length) ? COMPARABLE : nothing}
      <div class="visually-hidden" role="status">${this.announcement}</div>
    `;
  }

  private renderForm(isBusy: boolean) {
    return renderForm({
      wish: { ...this.wish, arm: this.arm.id },
      arms: this.arms,
      isBusy,
      change: (part) => (this.wish = { ...this.wish, ...part }),
      start: (event) => void this.start(event),
      stop: this.stop,
      clear: this.reruns.length ? this.clear : undefined,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-rerun': NetRerun;
  }
}

define('net-rerun', NetRerun);
