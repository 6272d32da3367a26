import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { formulaOf, messageOf, NetworkBuilder, type Formula } from '../../core/index.js';
import { formatExact } from '../../words/format.js';
import { convolutionLooks, sceneOfConvolution } from '../../figures/convolution-scene.js';
import { formatViewBox } from '../../figures/scene.js';
import { SpellingController } from '../shared/controllers/spelling-controller.js';
import { misspeltIn } from '../shared/misspelt.js';
import { define } from '../shared/define.js';
import { NetErrorEvent } from '../shared/events.js';
import { printShapes, stylesOf } from '../shared/print-scene.js';
import { renderProblem } from '../shared/problem.js';
import { renderSegments, segmentStyles } from '../shared/segments.js';
import { controls, theme } from '../shared/theme.js';

/** A figure with more lines than this is a blot. */
const MOST_CHANNELS = 32;

interface Setting {
  readonly inputs: number;
  readonly outputs: number;
  readonly groups: number;
  readonly kernel: number;
}

/** The weights of one grouped convolution, counted by the core like any other layer. */
function weigh({ inputs, outputs, groups, kernel }: Setting): Formula {
  const builder = new NetworkBuilder('convolution', 'one convolution', {});
  const input = builder.add('input', 'input', { shape: [kernel, kernel, inputs] }, []);
  builder.add('conv', 'conv2d', { filters: outputs, kernel, stride: 1, padding: 'same', groups, bias: false }, [input]);
  return formulaOf(builder.finish(), 'conv');
}

/** What is wrong with a setting; nothing where it can be drawn. */
function problemIn({ inputs, outputs, groups, kernel }: Setting): string | undefined {
  for (const [name, value] of Object.entries({ inputs, outputs, groups, kernel })) {
    if (Number.isInteger(value) && value >= 1 && value <= MOST_CHANNELS) continue;
    return `${name}: expected a whole number from 1 to ${MOST_CHANNELS}, got ${value}`;
  }
  try {
    weigh({ inputs, outputs, groups, kernel });
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** Every number of groups that divides both sides. */
const divisors = (inputs: number, outputs: number): number[] =>
  Array.from({ length: Math.min(inputs, outputs) }, (_, index) => index + 1).filter(
    (g) => inputs % g === 0 && outputs % g === 0,
  );

function nameOf(groups: number, { inputs, outputs }: Setting): string {
  if (groups === 1) return 'ordinary';
  return groups === inputs && groups === outputs ? 'depthwise' : `${groups} groups`;
}

/**
 * A figure of grouped convolution: which input channels each output channel sees, and what that saves. The reader chooses
 * the number of groups.
 *
 * @csspart figure - The drawing.
 * @csspart count - The sentence with the numbers.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetConvolution extends LitElement {
  static override styles = [
    theme,
    controls,
    segmentStyles,
    stylesOf(convolutionLooks),
    css`
      svg {
        display: block;
        inline-size: 100%;
        max-inline-size: 36rem;
        block-size: auto;
        margin-block: 0.5rem;
        margin-inline: auto;
      }
      p {
        margin: 0;
      }
    `,
  ];

  /** Input channels N_i. */
  @property({ type: Number }) inputs = 12;
  /** Output channels N_o. */
  @property({ type: Number }) outputs = 12;
  /** Number of groups g. */
  @property({ type: Number }) groups = 1;
  /** Kernel size K. */
  @property({ type: Number }) kernel = 3;

  private readonly spelling = new SpellingController(this, NetConvolution.observedAttributes, undefined, misspeltIn);
  /** Why no figure is shown. */
  private problem: string | undefined;

  protected override willUpdate(): void {
    this.problem = this.spelling.sentences[0] ?? problemIn(this.setting());
  }

  override render() {
    if (this.problem !== undefined) return renderProblem({ message: this.problem });
    return [this.renderChoices(), this.renderFigure(), this.renderCount(weigh(this))];
  }

  protected override updated(): void {
    if (this.problem !== undefined) this.dispatchEvent(new NetErrorEvent(this.problem, 'options'));
  }

  private renderChoices() {
    return renderSegments({
      label: 'Number of groups g',
      choices: divisors(this.inputs, this.outputs).map((value) => ({ value, title: nameOf(value, this) })),
      value: this.groups,
      choose: (groups) => (this.groups = groups),
      apart: true,
    });
  }

  private renderFigure() {
    const scene = sceneOfConvolution(this.inputs, this.outputs, this.groups, this.description());
    return html`
      <svg part="figure" .scene=${scene} viewBox=${formatViewBox(scene)} role="img" aria-label=${scene.title}>
        ${printShapes(scene.shapes)}
      </svg>
    `;
  }

  private description(): string {
    const seen = this.inputs / this.groups;
    return `${nameOf(this.groups, this)} convolution: each of ${this.outputs} output channels sees ${seen} of ${this.inputs} input channels`;
  }

  private renderCount({ mathml, substituted, value }: Formula) {
    const ordinary = weigh({ ...this.setting(), groups: 1 }).value;
    return html`
      <p part="count" aria-live="polite">
        ${unsafeHTML(mathml)} = ${substituted} = <b>${formatExact(value)}</b> weights${
          this.groups === 1
            ? nothing
            : html`, ${ordinary / value} times fewer than the ordinary convolution’s ${formatExact(ordinary)}`
        }.
      </p>
    `;
  }

  private setting(): Setting {
    return { inputs: this.inputs, outputs: this.outputs, groups: this.groups, kernel: this.kernel };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-convolution': NetConvolution;
  }
}

define('net-convolution', NetConvolution);
