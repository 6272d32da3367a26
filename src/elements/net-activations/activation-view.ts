import { html, LitElement, noChange, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { functionOf, type Network, type NetworkNode } from '../../core/index.js';
import type { Closeup } from '../../explorer/closeup.js';
import { channelOrders, type ChannelOrder } from '../../words/channel-orders.js';
import { orderChannels } from '../../figures/activation-grid.js';
import { colourScale, type ColourScale, type Maps } from '../../figures/colour-map.js';
import { channelOf } from '../../figures/histogram.js';
import { formatField, lengthOf, receptiveField, type ReceptiveField } from '../../figures/receptive-field.js';
import type { Activation } from '../../runtime/index.js';
import { lateChunk } from '../../explorer/chunks.js';
import { FieldReleaseController } from '../shared/controllers/field-release-controller.js';
import { LateController } from '../shared/controllers/late-controller.js';
import { define } from '../shared/define.js';
import { controls, theme } from '../shared/theme.js';
import type { NetChannelGrid } from './channel-grid.js';
import type { NetChannelMap } from '../shared/channel-map.js';
import { legendStyles, renderLegend } from './colour-legend.js';
import { formatValue } from '../../words/format-value.js';
import { histogramStyles, renderHistogram } from './histogram-view.js';
import {
  CloseupChangeEvent,
  type ChannelOpenEvent,
  type ValuePinEvent,
  type ValuePoint,
  type ValuePointEvent,
} from '../shared/piece-events.js';
import { renderTable, statisticsStyles } from './statistics-table.js';
import { ThemeController, themeOf } from '../shared/theme-of.js';
import { viewStyles } from './view-styles.js';
import './channel-grid.js';
import '../shared/channel-map.js';
import '../shared/field-picture.js';
import './vector-plot.js';

const loadMicroscope = lateChunk('The part that explains values', () => import('../net-microscope/net-microscope.js'));

/** Fewer values than this are seen as they are. */
const FEW = 40;

/** So many values are counted before anybody notices; more are counted after the frame that shows them. */
const AT_ONCE = 100_000;

/** ReLU6 cuts here. */
const CEILING = 6;

/** The output of one node: all channels, one enlarged, what a value sees of the image, and how the values are spread. */
export class NetActivationView extends LitElement {
  static override styles = [theme, controls, viewStyles, legendStyles, histogramStyles, statisticsStyles];

  protected readonly fieldRelease = new FieldReleaseController(this);
  protected readonly themed = new ThemeController(this);
  private readonly microscope = new LateController(this, loadMicroscope);

  @query('net-channel-grid') private readonly grid?: NetChannelGrid;
  @query('net-channel-map') private readonly map?: NetChannelMap;

  @state() private point?: ValuePoint | undefined;
  @state() private tableOpen = false;
  /** What histogram and table are of: the activation, where that is large a frame after its maps. */
  @state() private described?: Activation;

  @property({ attribute: false }) network!: Network;
  @property({ attribute: false }) node!: NetworkNode;
  @property({ attribute: false }) activation!: Activation;
  @property({ attribute: false }) closeup!: Closeup;
  /** What the network was given. */
  @property({ attribute: false }) picture?: ImageData | undefined;
  /** Names of the channels, where they are classes. */
  @property({ attribute: false }) names?: readonly string[] | undefined;

  /** The enlarged channel. */
  private open: number | undefined;
  /** Whether the focus follows what a reader has opened or closed here. */
  private movesFocus = false;
  private describing?: Promise<void>;
  private channels: readonly number[] = [];
  private maps!: Maps;
  private scaleOf!: (channel: number) => ColourScale;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { shape, data, stats } = this.activation;
    if (changed.has('activation')) {
      this.maps = { height: shape[0], width: shape[1], channels: shape[2], data };
      this.point = undefined;
      if (data.length <= AT_ONCE) this.described = this.activation;
    }
    const { order, eachScaled, channel } = this.closeup;
    const before = changed.has('closeup') ? changed.get('closeup') : this.closeup;
    const isNew = changed.has('activation');
    if (isNew || order !== before?.order) this.channels = orderChannels(order, stats.channels);
    if (isNew || eachScaled !== before?.eachScaled) this.scaleOf = this.scaling();
    if (isNew || channel !== before?.channel) this.enlarge(channel);
  }

  /** A link may name a channel that there is none of. */
  private enlarge(channel: number | undefined): void {
    const before = this.open;
    this.open = channel !== undefined && channel < this.maps.channels && !this.isVector ? channel : undefined;
    if (this.open !== undefined && (this.open !== before || !this.point))
      this.point = this.pointFrom(this.open, before);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.pin) void this.microscope.ask();
    const before = changed.get('closeup')?.channel;
    if (this.movesFocus && changed.has('closeup')) void this.moveFocus(before);
    if (this.described !== this.activation) this.describing ??= this.describeNext();
  }

  /** Histogram and table come in a task of their own after the frame with the maps: all in one would hold up the page. */
  private async describeNext(): Promise<void> {
    await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    this.described = this.activation;
    delete this.describing;
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.describing;
    return super.getUpdateComplete();
  }

  private scaling(): (channel: number) => ColourScale {
    const { min, max, channels } = this.activation.stats;
    const whole = colourScale(min, max);
    if (!this.closeup.eachScaled) return () => whole;
    // All channels on the ramp of the whole: one that happens to be positive must not look like another kind of thing.
    return (channel) =>
      colourScale(
        whole.ramp === 'diverging' ? Math.min(channels.min[channel]!, -Number.MIN_VALUE) : 0,
        channels.max[channel]!,
      );
  }

  private nameOf = (channel: number): string => this.names?.[channel] ?? `${channel}`;

  private describe = (channel: number): string => {
    const { mean, variance, min, max } = this.activation.stats.channels;
    const [m, v, low, high] = [mean, variance, min, max].map((values) => formatValue(values[channel]!));
    return `Channel ${this.nameOf(channel)}: mean ${m}, variance ${v}, from ${low} to ${high}`;
  };

  private pointed({ point }: ValuePointEvent): void {
    this.point = point;
  }

  private pinned({ point }: ValuePinEvent): void {
    this.change({ pin: point && [point.row, point.column, point.channel] });
  }

  /** The pinned value, where this node has one there: links may name any. */
  private get pin(): Closeup['pin'] {
    const { pin } = this.closeup;
    return pin?.every((at, axis) => at < this.activation.shape[axis]!) ? pin : undefined;
  }

  private opened({ channel }: Pick<ChannelOpenEvent, 'channel'>): void {
    this.movesFocus = true;
    this.change({ channel });
  }

  private async moveFocus(before: number | undefined): Promise<void> {
    this.movesFocus = false;
    await this.map?.updateComplete;
    if (this.open !== undefined) this.map?.focus();
    else if (before !== undefined) await this.grid?.updateComplete.then(() => this.grid?.focusChannel(before));
  }

  private change(changes: Partial<Closeup>): void {
    this.dispatchEvent(new CloseupChangeEvent(changes));
  }

  /** The cursor stays where it was; at first it is on the largest value. */
  private pointFrom(channel: number, before: number | undefined): ValuePoint {
    if (this.point && before !== undefined) return { ...this.point, channel };
    const values = channelOf(this.maps.data, this.maps.channels, channel);
    const most = values.indexOf(values.reduce((a, b) => Math.max(a, b)));
    return { channel, row: Math.floor(most / this.maps.width), column: most % this.maps.width };
  }

  private step(by: number): void {
    const place = (this.channels.indexOf(this.open!) + by + this.channels.length) % this.channels.length;
    this.change({ channel: this.channels[place]! });
  }

  private valueAt({ channel, row, column }: ValuePoint): number {
    return this.maps.data[(row * this.maps.width + column) * this.maps.channels + channel]!;
  }

  private get field(): ReceptiveField | undefined {
    return this.point && receptiveField(this.network, this.node.id, [this.point.row, this.point.column]);
  }

  private get isVector(): boolean {
    return this.maps.height * this.maps.width === 1;
  }

  override render() {
    const { activation, channels, open, tableOpen } = this;
    // Neither depends on where the pointer is, and either takes longer than a frame. Until then, what was there stays.
    const isDescribed = this.described === activation;
    return html`
      ${this.isVector || this.pin ? nothing : this.renderBar()} ${this.renderMaps()}
      ${isDescribed ? guard([activation, open], () => this.renderHistogram()) : noChange}
      ${isDescribed ? guard([activation, channels, tableOpen], () => this.renderTable()) : noChange}
    `;
  }

  private renderHistogram() {
    const { data, channels } = this.maps;
    if (this.isVector && channels < FEW) return nothing;
    const ceiling = functionOf(this.node) === 'relu6' ? CEILING : undefined;
    const { zeros } = this.activation.stats.channels;
    if (this.open === undefined) return renderHistogram(data, ceiling, this.node.id, this.isVector ? undefined : zeros);
    return renderHistogram(channelOf(data, channels, this.open), ceiling, `channel ${this.nameOf(this.open)}`);
  }

  private renderVector() {
    return html`<net-vector-plot
      .values=${this.maps.data}
      .names=${this.names}
      .pinned=${this.pin?.[2]}
      label=${`Output of ${this.node.id}`}
      @value-pin=${this.pinned}
    ></net-vector-plot>`;
  }

  private renderTable() {
    const { mean, variance, min, max, zeros } = this.activation.stats.channels;
    const columns: Record<string, Float32Array> = this.isVector
      ? { value: this.maps.data }
      : { mean, variance, min, max, zeros };
    return renderTable({
      columns,
      order: this.channels,
      nameOf: this.nameOf,
      title: `${this.network.title}: activations of ${this.node.id}`,
      open: this.tableOpen,
      toggled: (open) => (this.tableOpen = open),
    });
  }

  private renderBar() {
    return html`
      <div class="bar" part="toolbar">
        ${this.open === undefined ? this.renderOrder() : this.renderSteps(this.open)} ${this.renderScale()}
      </div>
    `;
  }

  private renderScale() {
    const { eachScaled } = this.closeup;
    const isShared = !eachScaled || this.open !== undefined;
    return html`
      <button type="button" aria-pressed=${eachScaled} @click=${() => this.change({ eachScaled: !eachScaled })}>
        Scale each channel
      </button>
      ${renderLegend(this.scaleOf(this.open ?? 0), themeOf(this), isShared)}
    `;
  }

  private renderOrder() {
    return html`
      <label>
        Sort by
        <select
          @change=${({ target }: Event) => this.change({ order: (target as HTMLSelectElement).value as ChannelOrder })}
        >
          ${channelOrders.map((order) => html`<option .selected=${order === this.closeup.order}>${order}</option>`)}
        </select>
      </label>
    `;
  }

  private renderSteps(open: number) {
    return html`
      <div class="steps" role="group" aria-label="Enlarged channel">
        <button type="button" @click=${() => this.opened({ channel: undefined })}>All channels</button>
        <button type="button" aria-label="Previous channel" @click=${() => this.step(-1)}>‹</button>
        <span role="status">channel ${this.nameOf(open)}</span>
        <button type="button" aria-label="Next channel" @click=${() => this.step(1)}>›</button>
      </div>
    `;
  }

  /** The microscope keeps its place, and so its way back, whatever it is of. */
  private renderMaps() {
    return html`
      <div class="maps" ?data-pinned=${this.pin} ?data-vector=${this.isVector}>
        <div class="main">${this.renderMain()}</div>
        ${this.pin ? this.renderMicroscope() : this.isVector ? nothing : this.renderLens()}
      </div>
    `;
  }

  private renderMain() {
    if (this.isVector) return this.renderVector();
    if (this.open === undefined) return this.renderGrid();
    return html`${this.pin ? this.renderSteps(this.open) : nothing} ${this.renderMap(this.open)}
    ${this.pin ? html`<div class="bar">${this.renderScale()}</div>` : nothing}`;
  }

  private renderMicroscope() {
    return html`<net-microscope .isBesideMap=${true}></net-microscope>${this.microscope.renderLoss()}`;
  }

  private renderLens() {
    const { channel } = this.point ?? { channel: this.open };
    return html`<div class="lens" part="lens">
      <net-field-picture .picture=${this.picture} .field=${this.field}></net-field-picture>
      <p class="reading" part="reading">${channel === undefined ? this.renderHint() : this.reading()}</p>
    </div>`;
  }

  private renderGrid() {
    const { channels, width, height } = this.maps;
    return html`
      <net-channel-grid
        exportparts="grid"
        .maps=${this.maps}
        .order=${this.channels}
        .scaleOf=${this.scaleOf}
        .describe=${this.describe}
        label=${`${channels} channels of ${height} by ${width} values. Enter enlarges one.`}
        @value-point=${this.pointed}
        @channel-open=${this.opened}
      ></net-channel-grid>
    `;
  }

  private renderMap(channel: number) {
    const { pin } = this;
    const { row, column } = this.point ?? { row: 0, column: 0 };
    const keys = pin
      ? 'Arrow keys move the pin, Escape takes it away.'
      : 'Arrow keys move, Enter pins, Escape goes back.';
    return html`
      <net-channel-map
        exportparts="map"
        .maps=${this.maps}
        .channel=${channel}
        .scale=${this.scaleOf(channel)}
        .cursor=${pin ? [pin[0], pin[1]] : [row, column]}
        ?pinned=${pin !== undefined}
        label=${`Channel ${this.nameOf(channel)}, ${this.maps.height} by ${this.maps.width} values. ${keys}`}
        reading=${pin ? '' : this.reading()}
        @value-point=${this.pointed}
        @value-pin=${this.pinned}
        @channel-open=${this.opened}
      ></net-channel-map>
    `;
  }

  private renderHint() {
    return html`<span class="hint"
      >Point at a value to see it, and what it sees of the image. Click a channel to enlarge it, then a value to see how
      it comes about.</span
    >`;
  }

  private reading(): string {
    const { point, field, picture } = this;
    if (!point || !field) return '';
    const { channel, row, column } = point;
    const [height, width] = [lengthOf(field.rows), lengthOf(field.columns)];
    const all = picture && height === picture.height && width === picture.width;
    const sees = all ? 'It sees the whole image' : `It sees ${formatField(field)}: ${height}×${width} pixels`;
    return `${formatValue(this.valueAt(point))} in channel ${this.nameOf(channel)} at row ${row}, column ${column}. ${sees}.`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-activation-view': NetActivationView;
  }
}

define('net-activation-view', NetActivationView);
