import { html, nothing } from 'lit';
import { query, state } from 'lit/decorators.js';
import { excerptName } from '../../core/index.js';
import { fittingStyles, renderFitting, renderSeen, type Size } from './fitting.js';
import { CameraController } from '../shared/controllers/camera-controller.js';
import { DropController } from '../shared/controllers/drop-controller.js';
import { InputController } from '../shared/controllers/input-controller.js';
import { InspectionController } from '../shared/controllers/inspection-controller.js';
import { LateController } from '../shared/controllers/late-controller.js';
import { PasteController } from '../shared/controllers/paste-controller.js';
import { VisibleController } from '../shared/controllers/visible-controller.js';
import { waitingAddress } from '../../explorer/addresses.js';
import { titleOfImage, type ImageChoice } from '../../explorer/image-choice.js';
import { noticeStyles, renderLinked } from '../shared/asking.js';
import { define } from '../shared/define.js';
import { NetErrorEvent, NetImageChangeEvent } from '../shared/events.js';
import { ObjectAddress } from './object-address.js';
import { predictionStyles, renderOrigin, renderPredictions } from './predictions.js';
import { ProgressController } from '../shared/controllers/progress-controller.js';
import { progressStyles } from '../shared/progress.js';
import { imageStyles } from './styles.js';
import { NetElement } from '../shared/net-element.js';
import { renderProblem } from '../shared/problem.js';
import type { Problem } from '../../explorer/problem.js';
import { loadSamples, type Sample, sampleUrl } from '../../explorer/shipped.js';
import { segmentStyles } from '../shared/segments.js';
import { controls, theme } from '../shared/theme.js';

/** What is shown as the image: a file, or where the browser finds it; nothing before it has come, where a link names it. */
interface Picture {
  readonly title: string;
  readonly source?: Blob | string | undefined;
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
 * @csspart fitting - What of the image the network sees, in words, and the choice between crop, squash and letterbox.
 * @csspart samples - The buttons of the shipped drawings.
 * @csspart sources - File, camera, and the hint about dropping and pasting.
 * @csspart predictions - The five most probable classes.
 * @csspart facts - Weights and accuracy.
 * @csspart origin - Where the prediction is from: stored with the page, or run here, and how fast.
 * @csspart progress - Shown while the engine and weights load and while the network runs.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetImage extends NetElement {
  static override styles = [
    theme,
    controls,
    noticeStyles,
    progressStyles,
    segmentStyles,
    imageStyles,
    fittingStyles,
    predictionStyles,
  ];

  private readonly late = new LateController(this, loadSamples);
  private readonly input = new InputController(this);
  private readonly camera = new CameraController(this);
  private readonly address = new ObjectAddress();
  protected readonly inspection = new InspectionController(this);
  private readonly progress = new ProgressController(this, 0);
  private readonly dropping = new DropController(this, (files) => this.takeFiles(files));
  protected readonly paste = new PasteController(this, (file) => this.give(file, file.name || 'pasted image'));
  protected readonly view = new VisibleController(this, (visible) => this.seen(visible));

  @query('input') private readonly fileInput!: HTMLInputElement;
  @query('video') private readonly video?: HTMLVideoElement;
  @query('.camera button') private readonly snapshotButton?: HTMLButtonElement;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  /** What went wrong before there was an image to look at. */
  @state() private complaint: Pick<Problem, 'message'> | undefined;

  /** What the browser cannot show as a picture. */
  @state() private unshown: Blob | string | undefined;

  /** What is shown, once the browser knows its size. */
  @state() private measured: (Size & { readonly image: Blob | string }) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.address.release();
  }

  private seen(visible: boolean): void {
    if (!visible) return;
    void this.late.ask();
    this.requestUpdate();
  }

  protected override updated(): void {
    if (this.view.visible) void this.state?.inspection.arrive();
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
    this.choose({ kind: 'blob', blob: image, title });
    this.dispatchEvent(new NetImageChangeEvent(title, image));
  }

  private giveSample(sample: Sample): void {
    this.choose({ kind: 'sample', id: sample.id });
    this.dispatchEvent(new NetImageChangeEvent(sample.title, sample.image));
  }

  private choose(choice: ImageChoice): void {
    this.complaint = undefined;
    this.camera.stop();
    const { state } = this;
    if (!state) return;
    const before = state.image;
    state.setImage(choice);
    if (before && state.image === before) state.inspection.retry(); // the same once more
    state.inspection.start();
  }

  private complain(message: string): void {
    this.complaint = { message };
    this.dispatchEvent(new NetErrorEvent(message, 'image'));
  }

  private fileChosen(): void {
    const [file] = this.fileInput.files ?? [];
    if (file) this.give(file, file.name);
    this.fileInput.value = ''; // the same file may be chosen again
  }

  private async openCamera(): Promise<void> {
    this.complaint = undefined;
    await this.camera.start().catch((error: Error) => this.complain(`camera: ${error.message}`));
    await this.updateComplete;
    this.snapshotButton?.focus();
  }

  private async takePicture(): Promise<void> {
    if (this.video?.videoWidth) this.give(await this.camera.snapshot(this.video), 'camera');
  }

  /** Takes an image that a reader has dropped; the first of several. */
  takeFiles([file]: readonly File[]): void {
    if (file) this.give(file, file.name);
    else this.complain('image: expected a file to be dropped, got something else');
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    const { inspection } = this.state;
    return html`
      <div class="base" ?data-dropping=${this.dropping.isOver}>
        ${this.camera.stream ? this.renderCamera() : this.renderPictures()} ${this.renderError()}
        ${this.renderSamples()} ${this.renderSources()} ${this.renderNotice()}
        <div class="outcome" ?data-idle=${inspection.phase === 'idle' && !inspection.top}>
          ${renderPredictions(inspection, this.state!.network.outputShape)}
          <div class="now">${this.renderNow()}</div>
        </div>
      </div>
    `;
  }

  /** The drawing that is chosen, or that is run where no image is; it has to be found by its id first. */
  private get sample(): Sample | undefined {
    const { image } = this.state!;
    if (!image) return this.samples[0];
    return image.kind === 'sample' ? this.samples.find(({ id }) => id === image.id) : undefined;
  }

  private get picture(): Picture | undefined {
    const { image, inspection } = this.state!;
    const { sample } = this;
    if (sample) return { title: sample.title, source: sampleUrl(sample) };
    if (!image || image.kind === 'sample') return undefined;
    const title = titleOfImage(image);
    if (image.kind === 'blob') return { title, source: image.blob };
    // What a link names is shown when it has come: an `<img>` would go wherever it is sent on to.
    if (!image.isLinked) return { title, source: image.href };
    return { title, source: inspection.image?.choice === image ? inspection.image.blob : undefined };
  }

  private renderPictures() {
    const { picture } = this;
    const { network, fit } = this.state!;
    const [height, width] = network.inputShape;
    const size = picture?.source && this.measured?.image === picture.source ? this.measured : undefined;
    return html`
      <div class="pictures" part="pictures">
        <figure>
          <div class="frame">
            ${picture ? this.renderPicture(picture) : nothing}
            ${size ? renderSeen(fit, size, { width, height }) : nothing}
          </div>
          <figcaption>${picture?.title ?? 'No image yet'}</figcaption>
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
      ${size ? renderFitting(fit, size, { width, height }, (chosen) => this.state!.setFit(chosen)) : nothing}
    `;
  }

  private renderPicture({ source, title }: Picture) {
    if (source === undefined || source === this.unshown) return nothing;
    return html`<img
      crossorigin=${typeof source === 'string' ? 'anonymous' : nothing}
      src=${this.address.of(source)}
      alt=${title}
      title=${title}
      @load=${({ target }: Event) => this.measure(source, target as HTMLImageElement)}
      @error=${() => (this.unshown = source)}
    />`;
  }

  private measure(image: Blob | string, { naturalWidth: width, naturalHeight: height }: HTMLImageElement): void {
    if (width && height) this.measured = { image, width, height };
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
    const pressed = this.sample?.id;
    return html`
      <div class="samples" part="samples" role="group" aria-label="Drawings to try">
        ${this.samples.map(
          (sample) => html`
            <button
              type="button"
              title=${sample.title}
              aria-label=${sample.title}
              aria-pressed=${sample.id === pressed}
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

  /** How far the network is, in one place: what is below does not move. */
  private renderNow() {
    if (this.state!.model?.readsImage === false) return html`<span class="hint">This network reads no pictures.</span>`;
    const { inspection, complete } = this.state!;
    if (inspection.isBusy) return this.progress.render();
    const words = inspection.top ? 'Run it here' : 'Run the network on this image';
    return html`
      ${inspection.top ? renderOrigin(inspection) : nothing}
      ${
        inspection.phase === 'idle'
          ? html`<button type="button" ?disabled=${!complete} @click=${() => inspection.start()}>${words}</button>`
          : nothing
      }
    `;
  }

  /** A link has named an image of somebody else's host, and nobody has been asked yet. */
  private renderNotice() {
    const { image, inspection } = this.state!;
    const waiting = image?.kind === 'address' && image.isLinked ? waitingAddress(image.href) : undefined;
    if (!waiting) return nothing;
    return renderLinked('an image', waiting, () => {
      this.state!.setProblem('image', undefined);
      inspection.retry();
    });
  }

  /** Where nothing has run yet, nobody else has found out. */
  private get unshownProblem(): Pick<Problem, 'message'> | undefined {
    const { picture, unshown } = this;
    if (!picture || unshown === undefined || picture.source !== unshown) return undefined;
    return {
      message: `image: expected a picture, got nothing that can be shown as one: ${excerptName(picture.title)}`,
    };
  }

  private renderError() {
    const problem =
      this.complaint ??
      (['image', 'weights', 'engine'] as const).map((source) => this.state!.problem(source)).find(Boolean) ??
      (this.state!.inspection.isBusy ? undefined : this.unshownProblem); // the engine tells more of it
    return problem ? renderProblem(problem) : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-image': NetImage;
  }
}

define('net-image', NetImage);
