import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { messageOf, nodeOf, weightsOf, type NetworkNode } from '../../core/index.js';
import { lateChunk } from '../../explorer/chunks.js';
import type { TensorFormat } from '../../explorer/taking/tensor-file.js';
import type { NetworkFormat } from '../../explorer/taking/network-file.js';
import type { GraphRequest } from '../../figures/block-graph.js';
import { OverlayController } from '../shared/controllers/overlay-controller.js';
import { InspectionController } from '../shared/controllers/inspection-controller.js';
import { define } from '../shared/define.js';
import { download } from '../shared/download.js';
import { NetErrorEvent } from '../shared/events.js';
import { fieldStyles } from '../shared/fields.js';
import { NetElement } from '../shared/net-element.js';
import { renderProblem } from '../shared/problem.js';
import { controls, theme } from '../shared/theme.js';
import { SCHEME_TITLES, schemesNaming } from '../../words/schemes.js';
import { VERSION } from '../net-graph/version.js';

const loadTensors = lateChunk('The part that writes tensors', () => import('../../explorer/taking/tensor-file.js'));
const loadNetworks = lateChunk('The part that writes networks', () => import('../../explorer/taking/network-file.js'));
const loadFigures = lateChunk('The part that saves figures', () => import('../net-graph/save.js'));

const TENSOR_FORMATS: Readonly<Record<TensorFormat, string>> = {
  npy: 'NumPy, .npy',
  npz: 'NumPy, .npz',
  csv: 'CSV',
  json: 'JSON',
};

const SCALES = [1, 2, 3, 4];
/** Pixels of a figure that is saved without being in view. */
const WIDTH = 1248;

/**
 * What there is to take away: a tensor of the selected layer (what it gives out for the image, its weights, statistics of
 * its channels), the network with its weights, and the figure. Each file says which network, options, weights, image and
 * preprocessing it is of. The network runs first where it has not.
 *
 * @fires net-error - A file could not be made.
 * @csspart tensor - The fields for a tensor of the selected layer.
 * @csspart network - The fields for the network with its weights.
 * @csspart figure - The fields for the figure.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetSave extends NetElement {
  static override styles = [
    theme,
    controls,
    fieldStyles,
    css`
      fieldset {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.375rem 0.75rem;
        min-inline-size: 0;
        margin: 0;
        padding: 0.375rem 0;
        border: 0;
      }
      label {
        max-inline-size: 100%;
      }
      select {
        min-inline-size: 0;
      }
      legend {
        padding: 0;
        font-weight: 600;
      }
      .hint {
        color: var(--_ink-soft);
        font-size: var(--_text-small);
      }
    `,
  ];

  protected readonly inspection = new InspectionController(this);
  private readonly laid = new OverlayController(this);

  @state() private layer = '';
  @state() private tensor = 'activation';
  @state() private tensorFormat: TensorFormat = 'npy';
  @state() private networkFormat: NetworkFormat = 'core';
  @state() private figureFormat: 'png' | 'svg' = 'png';
  @state() private scale = 2;
  @state() private isTransparent = false;
  @state() private isBusy = false;
  @state() private failure = '';

  /** The layers that the selection stands for. */
  private get members(): readonly NetworkNode[] {
    const { network, selected } = this.state!;
    const group = network.groups.find(({ id }) => id === selected);
    if (group) return network.nodes.slice(group.first, group.end);
    return selected ? [nodeOf(network, selected)] : network.nodes;
  }

  private get node(): NetworkNode {
    const { members } = this;
    return members.find(({ id }) => id === this.layer) ?? members.at(-1)!;
  }

  /** What cannot be made is said; the buttons try again. */
  private async attempt(make: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    [this.isBusy, this.failure] = [true, ''];
    try {
      await make();
    } catch (error) {
      this.failure = messageOf(error);
      this.dispatchEvent(new NetErrorEvent(this.failure, 'page'));
    } finally {
      this.isBusy = false;
    }
  }

  private readonly saveTensor = (): Promise<void> =>
    this.attempt(async () => {
      const { tensorFile } = await loadTensors();
      const { blob, name } = await tensorFile(this.state!, this.node.id, this.tensorShown, this.tensorFormat, VERSION);
      download(blob, name);
    });

  private readonly saveNetwork = (): Promise<void> =>
    this.attempt(async () => {
      const { networkFile } = await loadNetworks();
      const { blob, name } = await networkFile(this.state!, this.networkFormat, VERSION);
      download(blob, name);
    });

  private readonly saveFigure = (): Promise<void> =>
    this.attempt(async () => {
      const { saveFigure } = await loadFigures();
      const { scale, isTransparent } = this;
      const figure = { host: this, request: this.request, state: this.state! };
      await saveFigure(figure, this.figureFormat, { scale, isTransparent });
    });

  /** As a graph would be drawn that is as wide as a page. */
  private get request(): GraphRequest {
    const { network, cost, convention, detail, toggled, inspection } = this.state!;
    return {
      network,
      cost,
      convention,
      opening: { detail, toggled },
      orientation: 'horizontal',
      width: WIDTH,
      pictures: inspection.thumbnails.size > 0,
      measures: ['operations'],
      overlay: this.laid.value?.marks,
    };
  }

  /** A layer may lack what was chosen of another. */
  private get tensorShown(): string {
    return this.tensors.some(([name]) => name === this.tensor) ? this.tensor : 'activation';
  }

  private get tensors(): readonly (readonly [name: string, title: string])[] {
    return [
      ['activation', 'output for the image'],
      ['statistics', 'statistics of its channels'],
      ...weightsOf(this.node).map(({ name, shape }) => [name, `${name}, ${shape.join('×')}`] as const),
    ];
  }

  private get networkFormats(): readonly (readonly [format: NetworkFormat, title: string])[] {
    return [
      ...schemesNaming(this.state!.network).map(
        (scheme) => [scheme, `.safetensors, names of ${SCHEME_TITLES[scheme]}`] as const,
      ),
      ['core', '.safetensors, our own names'],
      ['onnx', 'ONNX'],
      ['tfjs', 'TensorFlow.js, model.json in a .zip'],
    ];
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    return html`
      ${this.renderOwnProblem()} ${this.renderTensor()} ${this.renderNetwork()} ${this.renderFigure()}
      ${this.failure ? renderProblem({ message: this.failure }) : nothing}
      <output class="hint">${this.isBusy ? 'Making the file…' : ''}</output>
    `;
  }

  private renderTensor() {
    const { members, node } = this;
    return html`<fieldset part="tensor" ?disabled=${!this.state!.complete}>
      <legend>A tensor</legend>
      ${
        members.length > 1
          ? renderSelect(
              'Layer',
              members.map(({ id }) => [id, id]),
              node.id,
              (layer) => (this.layer = layer),
            )
          : html`<code>${node.id}</code>`
      }
      ${renderSelect('What', this.tensors, this.tensorShown, (tensor) => (this.tensor = tensor))}
      ${renderSelect('As', Object.entries(TENSOR_FORMATS), this.tensorFormat, (format) => (this.tensorFormat = format as TensorFormat))}
      <button type="button" @click=${this.saveTensor}>Save the tensor</button>
    </fieldset>`;
  }

  private renderNetwork() {
    const formats = this.networkFormats;
    return html`<fieldset part="network" ?disabled=${!this.state!.complete}>
      <legend>The network with its weights</legend>
      ${renderSelect('As', formats, this.networkFormat, (format) => (this.networkFormat = format as NetworkFormat))}
      <button type="button" @click=${this.saveNetwork}>Save the network</button>
    </fieldset>`;
  }

  private renderFigure() {
    const check = ({ target }: Event): void => void (this.isTransparent = (target as HTMLInputElement).checked);
    const scales = SCALES.map((scale) => [`${scale}`, `${scale}×`] as const);
    return html`<fieldset part="figure">
      <legend>The figure</legend>
      ${renderSelect(
        'As',
        [
          ['png', 'PNG'],
          ['svg', 'SVG'],
        ],
        this.figureFormat,
        (format) => (this.figureFormat = format as 'png'),
      )}
      ${
        this.figureFormat === 'png'
          ? renderSelect('Scale', scales, `${this.scale}`, (scale) => (this.scale = Number(scale)))
          : nothing
      }
      <label class="beside"
        ><input type="checkbox" .checked=${this.isTransparent} @change=${check} /> transparent</label
      >
      <button type="button" @click=${this.saveFigure}>Save the figure</button>
    </fieldset>`;
  }
}

const renderSelect = (
  title: string,
  choices: readonly (readonly [value: string, title: string])[],
  value: string,
  choose: (value: string) => unknown,
) =>
  html`<label class="beside">
    ${title}
    <select @change=${({ target }: Event) => choose((target as HTMLSelectElement).value)}>
      ${choices.map(([one, words]) => html`<option value=${one} .selected=${one === value}>${words}</option>`)}
    </select>
  </label>`;

declare global {
  interface HTMLElementTagNameMap {
    'net-save': NetSave;
  }
}

define('net-save', NetSave);
