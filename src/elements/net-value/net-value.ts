import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import {
  conventions,
  countOperations,
  countParameters,
  formatShape,
  nodeOf,
  type Cost,
  type Network,
} from '../../core/index.js';
import { formatCount, formatExact } from '../../words/format.js';
import { define } from '../shared/define.js';
import { NetElement } from '../shared/net-element.js';

/** What can be said of a network, a block or a node in a sentence. */
export type ValueOf = 'parameters' | 'operations' | 'macs' | 'output-shape' | keyof Cost;

const shapeOf = (network: Network, path: string): readonly number[] => {
  const group = network.groups.find(({ id }) => id === path);
  return path === ''
    ? network.outputShape
    : (group ? network.nodes[group.end - 1]! : nodeOf(network, path)).outputShape;
};

/**
 * One number inside a sentence, computed where it stands: `MobileNetV2 has <net-value of="parameters" preset="paper"></net-value>
 * parameters`. Its tooltip says how it was counted.
 *
 * @attr path - A node or a group; the whole network where absent.
 * @attr exact - All digits instead of three.
 */
export class NetValue extends NetElement {
  static override styles = css`
    :host {
      display: inline;
      font-variant-numeric: tabular-nums;
    }
    [part='error'] {
      color: var(--net-danger, light-dark(#a8323f, #f0919b));
    }
  `;

  /** Which quantity: `parameters` and `operations` under the convention, `macs`, `output-shape`, or a raw fact of the costs. */
  @property() of: ValueOf = 'parameters';
  @property() path = '';
  @property({ type: Boolean }) exact = false;

  override render() {
    if (!this.state) return nothing;
    try {
      return html`<span part="value" title=${this.counted()}>${this.text()}</span>`;
    } catch (error) {
      return html`<span part="error">${(error as Error).message}</span>`;
    }
  }

  private text(): string {
    const { network } = this.state!;
    if (this.of === 'output-shape') return formatShape(shapeOf(network, this.path));
    return (this.exact ? formatExact : formatCount)(this.number());
  }

  private number(): number {
    const { cost, convention } = this.state!;
    const facts = this.path ? cost.of(this.path) : cost.total;
    if (this.of === 'parameters') return countParameters(facts, convention);
    if (this.of === 'operations') return countOperations(facts, convention);
    const value = Object.hasOwn(facts, this.of) ? facts[this.of as keyof Cost] : undefined;
    if (value !== undefined) return value;
    throw new TypeError(
      `of: expected parameters, operations, output-shape or one of ${Object.keys(facts).join(', ')}, got "${this.of}"`,
    );
  }

  private counted(): string {
    const { network, convention } = this.state!;
    const { title } = conventions[convention];
    return `${this.path || network.title}: ${this.of}, counted as ${title}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-value': NetValue;
  }
}

define('net-value', NetValue);
