import { html, nothing } from 'lit';
import { query, state } from 'lit/decorators.js';
import { CameraController } from '../shared/controllers/camera-controller.js';
import { DropController } from '../shared/controllers/drop-controller.js';
import { InputController } from '../shared/controllers/input-controller.js';
import { InspectionController } from '../shared/controllers/inspection-controller.js';
import { LateController } from '../shared/controllers/late-controller.js';
import { PasteController } from '../shared/controllers/paste-controller.js';
import { VisibleController } from '../shared/controllers/visible-controller.js';
import { waitingAddress } from '../../explorer/addresses.js';
import { noticeStyles, renderLinked } from '../shared/asking.js';
import { define } from '../shared/define.js';
import { NetErrorEvent, NetImageChangeEvent } from '../shared/events.js';
import { predictionStyles, renderPredictions } from './predictions.js';
import { renderProgress } from '../shared/progress.js';
import { imageStyles } from './styles.js';
import { NetElement } from '../shared/net-element.js';
import { isNamedSample } from '../../explorer/named-image.js';
import { renderProblem } from '../shared/problem.js';
import { tryAgain, type Remedy } from '../../explorer/problem.js';
import { choiceOfSample, loadSamples, type Sample, sampleUrl } from '../../explorer/shipped.js';
import type { ImageChoice } from '../../explorer/state.js';
import { controls, theme } from '../shared/theme.js';

interface Complaint {
  readonly message: string;
  readonly remedy?: Remedy | undefined;
}

/**
 * The image that the network looks at, as it is and as the network sees it, with what the network takes it for. The reader
 * may give another: as a file, by dropping or pasting one, with the camera, or one of the drawings that come with the package.
 *
 * @attr image - Id of a shipped drawing (`ship`, `cat`, …) or an address; on the element that owns the state.
 * @fires net-image-change - A reader gave another image.
 * @fires net-error - An image could not be used; the last one stays.
 * @csspart pictures - The image and what the network sees of it.
 * @csspart notice - What waits for the reader's click: an image of another host that a link names.
 * @csspart samples - The buttons of the shipped drawings.
 * @csspart sources - File, camera, and the hint about dropping and pasting.
 * @csspart predictions - The five most probable classes.
 * @csspart facts - Weights, accuracy and time.
 * @csspart progress - Shown while weights load and while the network runs.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetImage extends NetElement {
  static override styles = [theme, controls, noticeStyles, imageStyles, predictionStyles];

  private readonly late = new LateController(this, loadSamples);
  private readonly input = new InputController(this);
  private readonly camera = new CameraController(this);
  private readonly address = new ObjectAddress();
  protected readonly inspection = new InspectionController(this);
  private readonly dropping = new DropController(this, (files) => this.dropped(files));
  protected readonly paste = new PasteController(this, (file) => this.give(file, file.name || 'pasted image'));
  protected readonly view = new VisibleController(this, (visible) => visible && void this.late.ask());

  @query('input') private readonly fileInput!: HTMLInputElement;
  @query('video') private readonly video?: HTMLVideoElement;
  @query('.camera button') private readonly snapshotButton?: HTMLButtonElement;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  /** What went wrong before there was an image to look at. */
  @state() private complaint: Complaint | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.address.release();
  }

  protected override updated(): void {
    if (this.video && this.video.srcObject !== this.camera.stream) this.video.srcObject = this.camera.stream ?? null;
    this.paint();
  }

  private paint(): void {
    const { picture } = this.input;
    if (!picture || !this.canvas) return;
    [this.canvas.width, this.canvas.height] = [picture.width, picture.height];
    this.canvas.getContext('2d')!.putImageData(picture, 0, 0);
  }

  private get samples(): readonly Sample[] {
    return this.late.value ?? [];
  }

  /** Takes an image that a reader gave, and runs the network on it. */
  private give(image: Blob, title: string): void {
    this.choose({ image, title });
    this.dispatchEvent(new NetImageChangeEvent(title, image));
  }

  private giveSample(sample: Sample): void {
    this.choose(choiceOfSample(sample));
    this.dispatchEvent(new NetImageChangeEvent(sample.title, sample.image));
  }

  private choose(choice: ImageChoice): void {
    this.complaint = undefined;
    this.camera.stop();
    this.state?.setImage(choice);
    this.state?.inspection.start();
  }

  private complain(message: string, remedy?: Remedy): Complaint {
    this.dispatchEvent(new NetErrorEvent(message, 'image'));
    return (this.complaint = { message, remedy });
  }

  private fileChosen(): void {
    const [file] = this.fileInput.files ?? [];
    if (file) this.give(file, file.name);
    this.fileInput.value = ''; // the same file may be chosen again
  }

  private async openCamera(): Promise<void> {
    this.complaint = undefined;
    await this.camera.start().catch((error: Error) => void this.complain(`camera: ${error.message}`));
    await this.updateComplete;
    this.snapshotButton?.focus();
  }

  private async takePicture(): Promise<void> {
    if (this.video?.videoWidth) this.give(await this.camera.snapshot(this.video), 'camera');
  }

  private dropped([file]: readonly File[]): void {
    if (file) this.give(file, file.name);
    else this.complain('image: expected a file to be dropped, got something else');
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    const { inspection } = this.state;
    return html`
      <div class="base" ?data-dropping=${this.dropping.isOver}>
        ${this.camera.stream ? this.renderCamera() : this.renderPictures()} ${this.renderSamples()}
        ${this.renderSources()} ${this.renderNotice()} ${this.renderError()}
        <div class="outcome" ?data-idle=${inspection.phase === 'idle'}>
          ${inspection.phase === 'idle' ? this.renderStart() : renderProgress(inspection)}
          ${renderPredictions(inspection)}
        </div>
      </div>
    `;
  }

  /** The image that is shown: the reader's, else the one that would be run. A drawing has to be found by its id first. */
  private get shown(): ImageChoice | undefined {
    const { image } = this.state!;
    if (image && !isNamedSample(image)) return image;
    const sample = image ? this.samples.find(({ id }) => id === image.image) : this.samples[0];
    return sample && choiceOfSample(sample);
  }

  private renderPictures() {
    const { shown } = this;
    const [height, width] = this.state!.network.inputShape;
    return html`
      <div class="pictures" part="pictures">
        <figure>
          <div class="frame">${shown ? this.renderPicture(shown) : nothing}</div>
          <figcaption>${shown?.title ?? 'No image yet'}</figcaption>
        </figure>
        <figure>
          <div class="frame">
            <canvas
              class="input"
              role="img"
              aria-label=${`What the network sees: ${height} by ${width} pixels`}
              ?hidden=${!this.input.picture}
            ></canvas>
          </div>
          <figcaption>seen at ${height}×${width}</figcaption>
        </figure>
      </div>
    `;
  }

  /** What a link names is shown when it has come: an `<img>` would go wherever it is sent on to. */
  private renderPicture({ image, title, isLinked }: ImageChoice) {
    return isLinked ? nothing : html`<img src=${this.address.of(image)} alt=${title} title=${title} />`;
  }

  private renderCamera() {
    return html`
      <div class="camera" part="pictures">
        <video autoplay muted playsinline aria-label="What the camera sees"></video>
        <div class="buttons">
          <button type="button" @click=${this.takePicture}>Take the picture</button>
          <button type="button" @click=${() => this.camera.stop()}>Cancel</button>
        </div>
      </div>
    `;
  }

  private renderSamples() {
    const chosen = this.shown?.sample;
    return html`
      <div class="samples" part="samples" role="group" aria-label="Drawings to try">
        ${this.samples.map(
          (sample) => html`
            <button
              type="button"
              title=${sample.title}
              aria-label=${sample.title}
              aria-pressed=${sample.id === chosen}
              @click=${() => this.giveSample(sample)}
            >
              <img src=${sampleUrl(sample)} alt="" />
            </button>
          `,
        )}
      </div>
      ${this.late.renderLoss()}
    `;
  }

  private renderSources() {
    return html`
      <div class="buttons" part="sources">
        <button type="button" @click=${() => this.fileInput.click()}>Choose a file…</button>
        ${
          CameraController.isThere && !this.camera.stream
            ? html`<button type="button" @click=${this.openCamera}>Camera</button>`
            : nothing
        }
        <span class="hint">or drop or paste an image</span>
        <input type="file" accept="image/*" hidden @change=${this.fileChosen} />
      </div>
    `;
  }

  private renderStart() {
    const { inspection, complete } = this.state!;
    return html`<button type="button" class="start" ?disabled=${!complete} @click=${() => inspection.start()}>
      Run the network on this image
    </button>`;
  }

  /** A link has named an image of somebody else's host, and nobody has been asked yet. */
  private renderNotice() {
    const { image, isLinked } = this.state!.image ?? {};
    const waiting = isLinked && typeof image === 'string' ? waitingAddress(image) : undefined;
    if (!waiting) return nothing;
    return renderLinked('an image', waiting, () => {
      this.state!.setProblem('image', undefined);
      this.state!.setImage({ ...this.state!.image! });
      this.state!.inspection.start();
    });
  }

  private renderError() {
    const { inspection } = this.state!;
    const problem =
      this.complaint ??
      (['image', 'weights', 'engine'] as const).map((source) => this.state!.problem(source)).find(Boolean);
    if (!problem) return nothing;
    const retry = inspection.phase === 'failed' ? tryAgain(() => inspection.retry()) : undefined;
    return renderProblem({ message: problem.message, remedy: problem.remedy ?? retry });
  }
}

/** The address under which the browser shows a file; one at a time, given back with the next. */
class ObjectAddress {
  private blob: Blob | undefined;
  private address = '';

  of(image: Blob | string): string {
    if (typeof image === 'string') return image;
    if (image === this.blob) return this.address;
    this.release();
    this.blob = image;
    return (this.address = URL.createObjectURL(image));
  }

  release(): void {
    if (this.blob) URL.revokeObjectURL(this.address);
    this.blob = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-image': NetImage;
  }
}

define('net-image', NetImage);
