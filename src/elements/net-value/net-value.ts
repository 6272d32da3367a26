import { css, html, nothing, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import {
  conventionOf,
  countOperations,
  countParameters,
  formatShape,
  messageOf,
  nodeOf,
  parseConvention,
  type ConventionId,
  type Cost,
  type Network,
} from '../../core/index.js';
import { formatCount, formatExact } from '../../words/format.js';
import { define } from '../shared/define.js';
import { NetElement } from '../shared/net-element.js';
import { visuallyHidden } from '../shared/visually-hidden.js';
import type { Problem } from '../../explorer/problem.js';

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
 * @csspart value - The number.
 * @csspart error - The dash where there is none; its tooltip says why.
 */
export class NetValue extends NetElement {
  static override styles = [
    visuallyHidden,
    css`
      :host {
        display: inline;
        font-variant-numeric: tabular-nums;
      }
      [part='error'] {
        color: var(--net-danger, light-dark(#a8323f, #f0919b));
      }
    `,
  ];

  /** Which quantity: `parameters` and `operations` under the convention, `macs`, `output-shape`, or a raw fact of the costs. */
  @property() of: ValueOf = 'parameters';
  @property() path = '';
  @property({ type: Boolean }) exact = false;

  /** The number, or why there is none. */
  private answer: { readonly text: string } | { readonly problem: string } = { text: '' };

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!this.state) return;
    const cut = this.state.problem('options');
    // What is left of a network that is cut off where a layer does not fit is not the network that is spoken of.
    this.answer = cut?.node === undefined ? this.ask() : { problem: cut.message };
  }

  private ask(): typeof this.answer {
    try {
      const text = this.text();
      this.remark('of', undefined);
      return { text };
    } catch (error) {
      const problem = messageOf(error);
      this.remark('of', problem);
      return { problem };
    }
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    const { answer } = this;
    if ('problem' in answer) return renderDash([answer.problem]);
    return html`<span part="value" title=${this.counted()}>${answer.text}</span>`;
  }

  protected override renderTagProblems(problems: readonly Problem[]) {
    return renderDash(problems.map(({ message }) => message));
  }

  /** No line of its own inside a sentence. */
  protected override renderRemarks(remarks: readonly Problem[]) {
    const sentences = remarks.map(({ message }) => message);
    const { answer } = this;
    const others = sentences.filter((sentence) => !('problem' in answer) || sentence !== answer.problem);
    return others.map((sentence) => html`<span part="error" class="visually-hidden">${sentence}</span>`);
  }

  private text(): string {
    const { network } = this.state!;
    if (this.of === 'output-shape') return formatShape(shapeOf(network, this.path));
    return (this.exact ? formatExact : formatCount)(this.number());
  }

  private number(): number {
    const { cost, network } = this.state!;
    const convention = this.counting;
    const part = { network, path: this.path };
    if (this.of === 'parameters') return countParameters(part, convention);
    if (this.of === 'operations') return countOperations(part, convention);
    const facts = this.path ? cost.of(this.path) : cost.total;
    const value = Object.hasOwn(facts, this.of) ? facts[this.of as keyof Cost] : undefined;
    if (value !== undefined) return value;
    throw new TypeError(
      `of: expected parameters, operations, output-shape or one of ${Object.keys(facts).join(', ')}, got "${this.of}"`,
    );
  }

  /** Its own, also beside another element's network: a sentence says one way of counting. */
  private get counting(): ConventionId {
    const own = this.isAlone ? null : this.getAttribute('convention');
    return own === null ? this.state!.convention : parseConvention(own);
  }

  private counted(): string {
    const { network } = this.state!;
    const { title } = conventionOf(this.counting);
    return `${this.path || network.title}: ${this.of}, counted as ${title}`;
  }
}

/** What stands where a number would be that cannot be had: why, in a tooltip and for who hears the page. */
const renderDash = (sentences: readonly string[]) =>
  html`<span part="error" title=${sentences.join('; ')}
    ><span aria-hidden="true">–</span><span class="visually-hidden">${sentences.join('; ')}</span></span
  >`;

declare global {
  interface HTMLElementTagNameMap {
    'net-value': NetValue;
  }
}

define('net-value', NetValue);
