import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  conventionOf,
  countLayers,
  countOperations,
  countParameters,
  formatKernel,
  formatShape,
  indexOf,
  isWithin,
  roleOf,
  type Group,
  type Names,
  type NameScheme,
  type Network,
  type NetworkNode,
} from '../../core/index.js';
import { describe, placeOf, type Place } from '../../figures/describe.js';
import { encode, titleOf } from '../../figures/encodings.js';
import { flowOf } from '../../figures/flow.js';
import { formatBytes, formatExact, formatShare } from '../../words/format.js';
import { nodeSentence } from '../../words/op-sentences.js';
import { SCHEME_TITLES } from '../../words/schemes.js';
import { lateChunk } from '../../explorer/chunks.js';
import { UnfoldController } from '../shared/controllers/unfold-controller.js';
import { LateController } from '../shared/controllers/late-controller.js';
import { nodeStyles } from './styles.js';
import { define } from '../shared/define.js';
import { NetElement } from '../shared/net-element.js';
import type { StepChooseEvent } from './engineering-view.js';
import type { Aspect } from '../../explorer/state.js';
import { factListStyles } from '../shared/lists.js';
import { panelStyles } from '../shared/panels.js';
import { controls, theme } from '../shared/theme.js';

const loadView = lateChunk('The part for engineers', () => import('./engineering-view.js'));

const FLOAT_BYTES = 4;

/**
 * What is selected: its name and place, what it does in one sentence, the shapes that go in and out, and its share of the
 * costs. Its buttons walk along the network, and a screen reader hears where they arrive.
 *
 * @attr show - One part alone: `heading` (where it is, its name, the buttons), `facts` (shapes and costs) or `explanation` (what
 *   it does, and its other names); everything where absent.
 * @fires net-select - A reader went to another node.
 * @csspart path - Where it is, each part a button.
 * @csspart title - What it is called.
 * @csspart sentence - What it does.
 * @csspart facts - Shapes, attributes and costs.
 * @csspart names - What other code calls it.
 * @csspart engineering - Receptive field, memory and arithmetic intensity, to be opened.
 * @csspart peaks - In it: where most memory is needed.
 * @csspart liveness - In it: the drawing of which tensors are held when.
 * @csspart steps - In it: the table behind that drawing, to be opened.
 * @csspart memory - In it: the table of memory by resolution.
 * @csspart training - In it: the table of what a step of training costs.
 * @csspart error - What is wrong with the tag, where the element stands alone.
 */
export class NetNode extends NetElement {
  static override styles = [theme, controls, panelStyles, factListStyles, nodeStyles];

  protected static override readonly words = { show: ['', 'heading', 'facts', 'explanation'] };

  protected override readonly ignores: readonly Aspect[] = ['hover', 'view', 'image', 'weights'];

  /** Which part is shown; '' for all. */
  @property() show: '' | 'heading' | 'facts' | 'explanation' = '';

  /** What a screen reader hears when the selection has changed; turning a slider is not told here. */
  @state() private announcement = '';
  /** Network, convention and selection that the announcement is about. */
  private announced: readonly unknown[] = [undefined, undefined, ''];
  /** Whether a reader has opened the part for engineers. */
  @state() private engineering = false;
  private readonly view = new LateController(this, loadView);
  protected readonly unfolding = new UnfoldController(this);

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { selected, network, cost, convention } = this.state ?? {};
    if (!network || !cost) return;
    const of = [network, convention, selected];
    if (of.every((part, at) => part === this.announced[at])) return;
    const isSelected = selected !== this.announced[2];
    this.announced = of;
    // Numbers of an earlier network would be wrong, and those of each step of a slider are too much to hear.
    const place = isSelected ? placeOf(network, selected!) : undefined;
    this.announcement = place ? describe(network, convention!, place) : '';
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    const { network, selected } = this.state;
    const place = placeOf(network, selected) ?? { path: '', first: 0, end: network.nodes.length };
    const shows = (part: NetNode['show']): boolean => ['', part].includes(this.wordOf('show'));
    return html`
      ${this.renderOwnProblem()} ${shows('heading') ? this.renderHeading(place) : nothing}
      ${shows('explanation') ? html`<p part="sentence">${sentenceOf(network, place)}</p>` : nothing}
      ${shows('facts') ? this.renderFacts(place) : nothing}
      ${shows('explanation') ? renderNames(nodeAt(network, place)?.names ?? {}) : nothing}
      ${shows('facts') ? this.renderEngineering(place) : nothing}
    `;
  }

  private renderHeading(place: Place) {
    return html`
      ${this.renderHeader(place)} ${renderTitle(this.state!.network, place)}
      <p class="visually-hidden" role="status">${this.announcement}</p>
    `;
  }

  /** What is in it is loaded when a reader opens it. */
  private renderEngineering(place: Place) {
    const toggled = ({ target }: Event): void => {
      this.engineering = (target as HTMLDetailsElement).open;
      if (this.engineering) void this.view.ask();
    };
    return html`<details part="engineering" @toggle=${toggled}>
      <summary>Reach, memory, intensity, training</summary>
      ${this.view.renderLoss()}
      ${
        this.engineering
          ? html`<net-engineering-view
              exportparts="memory, peaks, liveness, steps, training"
              .network=${this.state!.network}
              .place=${place}
              @step-choose=${({ path }: StepChooseEvent) => this.selectByReader(path)}
            ></net-engineering-view>`
          : nothing
      }
    </details>`;
  }

  private renderHeader({ path }: Place) {
    const { network } = this.state!;
    const way = walkOf(network, path);
    const at = way.indexOf(path);
    return html`
      <header>
        <nav part="path" aria-label="Where it is">
          ${this.renderStep('', network.id, path)}
          ${path.split('/').map((part, index, parts) => {
            const to = parts.slice(0, index + 1).join('/');
            return part ? html`<span aria-hidden="true">/</span>${this.renderStep(to, part, path)}` : nothing;
          })}
        </nav>
        <div class="walk">
          ${this.renderWalk('Previous', '←', way[at - 1])} ${this.renderWalk('Next', '→', path ? way[at + 1] : way[0])}
        </div>
      </header>
    `;
  }

  private renderStep(to: string, label: string, path: string) {
    return html`<button
      type="button"
      aria-current=${to === path ? 'true' : nothing}
      @click=${() => this.selectByReader(to)}
    >
      ${label}
    </button>`;
  }

  private renderWalk(title: string, arrow: string, to: string | undefined) {
    return html`<button
      type="button"
      aria-label=${to ? `${title}: ${to}` : title}
      title=${to ?? ''}
      ?disabled=${!to}
      @click=${() => this.selectByReader(to!)}
    >
      ${arrow}
    </button>`;
  }

  private renderFacts(place: Place) {
    const { network, cost, convention } = this.state!;
    const { title, unit } = conventionOf(convention);
    const own = place.path ? cost.of(place.path) : cost.total;
    const [first, last] = [network.nodes[place.first]!, network.nodes[place.end - 1]!];
    const share = (of: typeof countParameters) => {
      const count = of({ network, path: place.path }, convention);
      return html`${formatExact(count)}
      ${place.path ? html`<small>${formatShare(count, of(network, convention))}</small>` : nothing}`;
    };
    return html`
      <dl part="facts">
        ${first.inputShapes.length ? renderFact('Input', first.inputShapes.map(formatShape).join(' and ')) : nothing}
        ${renderFact('Output', formatShape(last.outputShape))}
        ${attributesOf(nodeAt(network, place)).map(([term, value]) => renderFact(term, value))}
        ${renderFact(`Parameters (${title})`, share(countParameters))}
        ${renderFact(`${unit} (${title})`, share(countOperations))}
        ${renderFact(place.end - place.first > 1 ? 'Activations of its layers, fp32' : 'Output, fp32', formatBytes(own.outputElements * FLOAT_BYTES))}
      </dl>
    `;
  }
}

const renderFact = (term: string, value: unknown) =>
  html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`;

/** The node, where one is selected and not a group. */
const nodeAt = ({ nodes }: Network, { path, first }: Place): NetworkNode | undefined =>
  nodes[first]!.id === path ? nodes[first] : undefined;

const groupAt = (network: Network, { path }: Place): Group | undefined => indexOf(network).groups.get(path);

function renderTitle(network: Network, place: Place) {
  const node = nodeAt(network, place);
  const title = node ? titleOf(node) : (groupAt(network, place)?.title ?? network.title);
  const kind = node && `--_kind: var(--_kind-${encode(node).colour})`;
  return html`<h3 part="title">${kind ? html`<i class="dot" .style=${kind}></i>` : nothing}${capital(title)}</h3>`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const listed = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');

/** What a block runs through, and what goes around it or stands beside it. */
function sentenceOfBlock(network: Network, units: readonly Group[], nodes: readonly NetworkNode[]): string {
  const { main } = flowOf(network);
  const inMain = ({ first, end }: Group): boolean => network.nodes.slice(first, end).some(({ id }) => main.has(id));
  const runs = `Runs ${listed(units.filter(inMain).map(({ title }) => title))}, one after the other`;
  if (nodes.some((node) => roleOf(node) === 'concatenation')) {
    const beside = units.filter((unit) => !inMain(unit)).map(({ title }) => title);
    const single = nodes.filter(({ id }) => !main.has(id) && !units.some((unit) => isWithin(id, unit.id)));
    return `${runs}; beside them ${listed([...beside, ...single.map(titleOf)])}. The channels of both branches are put side by side.`;
  }
  if (!nodes.some((node) => roleOf(node) === 'sum')) return `${runs}; no shortcut goes around them.`;
  const projects = units.some(({ id }) => id.endsWith('/shortcut'));
  return `${runs}, and ${projects ? 'adds its input through a 1×1 convolution' : 'adds its input'}.`;
}

/** What it does: a layer in the words of its kind, a group in those of its parts. */
function sentenceOf(network: Network, place: Place): string {
  const node = nodeAt(network, place);
  if (node) return nodeSentence(node);
  const parts = network.groups.filter(({ parent }) => parent === (place.path || undefined));
  const inside = network.nodes.slice(place.first, place.end);
  const role = groupAt(network, place)?.role;
  if (role === 'block') return sentenceOfBlock(network, parts, inside);
  if (role === 'unit') return `Runs ${listed(inside.map(titleOf))}.`;
  if (role === 'stage')
    return `${parts.length === 1 ? 'One block' : `${parts.length} blocks`}; only the first may change the resolution and the number of channels.`;
  const blocks = network.groups.filter((group) => group.role === 'block').length;
  return `${countLayers(network)} layers${blocks ? ` in ${blocks} ${blocks === 1 ? 'block' : 'blocks'}` : ''}. Select one to see what it does, what it costs and what it computes.`;
}

/** What the previous and next buttons walk along: the layers, or the groups of the same rank with what stands between them. */
function walkOf({ nodes, groups }: Network, path: string): readonly string[] {
  if (nodes.some(({ id }) => id === path && id.includes('/'))) return nodes.map(({ id }) => id);
  const depth = path ? path.split('/').length : 1;
  const paths = nodes.map(({ id }) => id.split('/').slice(0, depth).join('/'));
  const isPlace = (candidate: string): boolean =>
    groups.some(({ id }) => id === candidate) || nodes.some(({ id }) => id === candidate);
  return [...new Set(paths)].filter(isPlace);
}

/** Kernel, stride and padding, where it has them. */
function attributesOf(node: NetworkNode | undefined): [term: string, value: string][] {
  if (!node || !('kernel' in node.attributes)) return [];
  const { stride, padding } = node.attributes;
  const around = padding === 'same' ? 'as TensorFlow pads' : padding ? `padding ${padding}` : 'no padding';
  return [['Kernel', `${formatKernel(node.attributes)}, stride ${stride}, ${around}`]];
}

function renderNames(names: Names) {
  const known = (Object.keys(SCHEME_TITLES) as NameScheme[]).filter((scheme) => names[scheme]);
  if (!known.length) return nothing;
  return html`<dl part="names">${known.map((scheme) => renderFact(`in ${SCHEME_TITLES[scheme]}`, names[scheme]))}</dl>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'net-node': NetNode;
  }
}

define('net-node', NetNode);
