import { css, html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { buildNetwork, conventionOf, excerpt, messageOf, type Network } from '../../core/index.js';
import {
  chainBlocks,
  chainText,
  differencesOf,
  facingBlocks,
  type ChainBlock,
  type Difference,
} from '../../words/block-facts.js';
import { blockLooks, sceneOfBlock } from '../../figures/block-scene.js';
import { blockScale, layoutBlock, type BlockScale } from '../../figures/block-slabs.js';
import { operationsTitle } from '../../figures/cost-bars.js';
import { sceneOfColour } from '../../figures/legend-scene.js';
import { formatViewBox, type Scene } from '../../figures/scene.js';
import { formatSize } from '../../words/format.js';
import { parseEntry } from '../shared/entries.js';
import { WidthController } from '../shared/controllers/width-controller.js';
import { define } from '../shared/define.js';
import { NetErrorEvent } from '../shared/events.js';
import { NetElement } from '../shared/net-element.js';
import { renderProblem } from '../shared/problem.js';
import { printShapes, printSign, stylesOf } from '../shared/print-scene.js';
import type { Aspect } from '../../explorer/state.js';
import { legendListStyles } from '../shared/lists.js';
import { tableStyles } from '../shared/tables.js';
import { renderTakeAway } from '../shared/take-away.js';
import type { ExportTable } from '../../words/table-export.js';
import { controls, theme } from '../shared/theme.js';
import { conventionName } from '../../words/convention-name.js';

type SideName = 'left' | 'right';
const SIDES: readonly SideName[] = ['left', 'right'];

/** A network on one side, and its blocks that can be drawn. */
interface Side {
  readonly network: Network;
  readonly blocks: readonly ChainBlock[];
}

const DEFAULTS: Readonly<Record<SideName, string>> = { left: 'resnet?depth=50', right: 'mobilenet-v2?preset=paper' };
/** Below this the two stand one above the other; the stylesheet says the same. */
const NARROW = 560;
const GAP = 24;

function sideOf(network: Network): Side {
  const blocks = chainBlocks(network);
  if (blocks.length) return { network, blocks };
  throw new RangeError(`no block of ${network.title} is one chain of layers with at most a shortcut beside it`);
}

/**
 * Two block structures facing each other, drawn to one scale from real blocks of two networks, and what differs, one by one.
 *
 * @csspart figure - The two drawings.
 * @csspart block - One of them.
 * @csspart differences - The table.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetBlocks extends NetElement {
  static override styles = [
    theme,
    controls,
    tableStyles,
    legendListStyles,
    stylesOf(blockLooks),
    css`
      :host {
        container-type: inline-size;
      }
      [part='figure'] {
        display: grid;
        gap: 1rem 24px;
      }
      [part='block'] {
        min-inline-size: 0;
      }
      @container (min-width: 560px) {
        [part='figure'] {
          grid-template-columns: 1fr 1fr;
        }
      }
      .name {
        display: grid;
        gap: 0.25rem;
        margin-block-end: 0.25rem;
      }
      .name label {
        font-weight: 600;
      }
      .name select {
        inline-size: 100%;
        max-inline-size: 20rem;
        font-size: var(--_text-small);
      }
      svg {
        display: block;
        max-inline-size: 100%;
        block-size: auto;
      }
      ul {
        margin: 0.25rem 0 0.75rem;
        font-size: var(--_text-small);
        color: var(--_ink-soft);
      }
      table {
        --_cell: 0.35rem 0.5rem 0.35rem 0;
        table-layout: fixed;
      }
      td,
      tbody th {
        vertical-align: top;
        overflow-wrap: break-word;
      }
      tbody tr:last-child > * {
        border: 0;
      }
      tbody th {
        font-weight: 600;
      }
      .same > * {
        color: var(--_ink-soft);
        font-weight: 400;
      }
      small {
        display: block;
        font-weight: 400;
        font-size: var(--_text-small);
        color: var(--_ink-soft);
      }
      p {
        margin: 0 0 0.5rem;
      }
      @media (forced-colors: active) {
        .slab,
        .ring {
          fill: Canvas;
          stroke: CanvasText;
        }
        .arch {
          stroke: CanvasText;
        }
        .band,
        .swatch {
          forced-color-adjust: none;
        }
        text {
          fill: CanvasText;
        }
      }
    `,
  ];

  protected override readonly ignores: readonly Aspect[] = ['hover', 'selection', 'view', 'image', 'weights'];

  private readonly measured = new WidthController(this);

  @state() private pickedPaths: Readonly<Partial<Record<SideName, string>>> = {};

  /** The network on the left, with its options: `resnet?depth=50`. */
  @property() left = DEFAULTS.left;
  /** The network on the right; that of the model around where absent. */
  @property() right = '';
  /** Path of the block on the left; one with a shortcut, on maps of the same size, where absent. */
  @property({ attribute: 'left-block' }) leftBlock = '';
  /** The same on the right. */
  @property({ attribute: 'right-block' }) rightBlock = '';

  /** Without the table of what differs. */
  @property({ type: Boolean, attribute: 'no-table' }) noTable = false;

  /** The last two that could be built. */
  private sides: Readonly<Partial<Record<SideName, Side | undefined>>> = {};
  private problems: readonly string[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('leftBlock') || changed.has('rightBlock')) this.pickedPaths = {};
    const before = this.problems.join();
    this.problems = SIDES.flatMap((name) => this.readSide(name));
    if (this.problems.length && this.problems.join() !== before) {
      const message = this.problems.join('; ');
      queueMicrotask(() => this.dispatchEvent(new NetErrorEvent(message, 'page')));
    }
  }

  /** What cannot be read leaves a sentence, and no drawing of anything else. */
  private readSide(name: SideName): readonly string[] {
    try {
      const side = sideOf(this.networkOf(name));
      this.sides = { ...this.sides, [name]: side };
      return blockProblem(name, this.blockPathOf(name), side);
    } catch (error) {
      this.sides = { ...this.sides, [name]: undefined };
      return [`${name}: ${messageOf(error)}`];
    }
  }

  private networkOf(name: SideName): Network {
    if (name === 'right' && !this.right && this.state && !this.isAlone) return this.state.network;
    return this.buildEntry(this[name] || DEFAULTS[name]);
  }

  private buildEntry(entry: string): Network {
    const { network, options } = parseEntry(entry);
    return buildNetwork(network, options);
  }

  private blockPathOf(name: SideName): string {
    return (name === 'left' ? this.leftBlock : this.rightBlock) ?? '';
  }

  /** The block that a reader picked, while there is one of that path; else the one that the tag names. */
  private blockOf(name: SideName, fallback: ChainBlock): ChainBlock {
    const { blocks } = this.sides[name]!;
    const at = (path: string | undefined): ChainBlock | undefined => blocks.find((block) => block.path === path);
    return at(this.pickedPaths[name]) ?? at(this.blockPathOf(name)) ?? fallback;
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    if (this.problems.length) return this.problems.map((message) => renderProblem({ message }));
    const facing = facingBlocks(this.sides.left!.blocks, this.sides.right!.blocks);
    const [left, right] = [this.blockOf('left', facing[0]!), this.blockOf('right', facing[1]!)];
    return html`${this.renderFigure(left, right)} ${this.noTable ? nothing : this.renderDifferences(left, right)}`;
  }

  private renderFigure(left: ChainBlock, right: ChainBlock) {
    const whole = this.measured.width || 640;
    const width = whole < NARROW ? whole : Math.floor((whole - GAP) / 2);
    const scale = blockScale([left, right], width);
    const colours = new Set(
      [left, right].flatMap((block) => layoutBlock(block, scale, width).bands.map((band) => band.colour)),
    );
    return html`
      <div part="figure">
        ${this.renderBlock('left', left, scale, width)} ${this.renderBlock('right', right, scale, width)}
      </div>
      <ul aria-label="Colours">
        ${[...colours].map((colour) => renderColour(sceneOfColour(colour)))}
        <li>both to one scale: thickness √ of channels, height √ of the side</li>
      </ul>
    `;
  }

  private renderBlock(name: SideName, block: ChainBlock, scale: BlockScale, width: number) {
    const { network, blocks } = this.sides[name]!;
    const drawing = layoutBlock(block, scale, width);
    const scene = sceneOfBlock(drawing, `${block.title} at ${formatSize(block.output)}: ${chainText(block)}`);
    const pick = ({ target }: Event): void => {
      this.pickedPaths = { ...this.pickedPaths, [name]: (target as HTMLSelectElement).value };
    };
    return html`
      <div part="block">
        <div class="name">
          <label for=${name}>${network.title}</label>
          <select id=${name} @change=${pick}>
            ${blocks.map(
              ({ path, title }) =>
                html`<option value=${path} .selected=${path === block.path}>${path}: ${title}</option>`,
            )}
          </select>
        </div>
        <svg
          .scene=${scene}
          role="img"
          aria-label=${scene.title}
          width=${width}
          height=${drawing.height}
          viewBox=${formatViewBox(scene)}
        >
          ${printShapes(scene.shapes)}
        </svg>
      </div>
    `;
  }

  private renderDifferences(left: ChainBlock, right: ChainBlock) {
    const { convention } = this.state!;
    const operations = operationsTitle(conventionOf(convention));
    const rows = differencesOf(left, right, { convention, operations });
    const differing = rows.filter(({ differs }) => differs).length;
    return html`
      <p role="status">They differ in ${differing} of ${rows.length} respects.</p>
      <table part="differences" aria-label="What differs">
        <thead>
          <tr>
            <th scope="col">
              <small>Counted as ${conventionOf(convention).title}; bytes in 32 bits</small>
            </th>
            <th scope="col">${this.sides.left!.network.title}</th>
            <th scope="col">${this.sides.right!.network.title}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(renderDifference)}
        </tbody>
      </table>
      ${renderTakeAway(() => this.exportDifferences(left, right, rows))}
    `;
  }

  private exportDifferences(left: ChainBlock, right: ChainBlock, rows: readonly Difference[]): ExportTable {
    const titles = [this.sides.left!, this.sides.right!].map(
      ({ network }, at) => `${network.title}, ${[left, right][at]!.path}`,
    );
    return {
      title: `What differs: ${titles.join(' and ')}`,
      about: [`Counted as ${conventionName(this.state!.convention)}; bytes in 32 bits.`],
      columns: ['aspect', ...titles, 'differs', 'ratio'],
      rows: rows.map((row) => [row.aspect, row.left, row.right, row.differs ? 'yes' : 'no', row.ratio ?? null]),
    };
  }
}

/** What is wrong with the path of a block, if one is named. */
function blockProblem(name: SideName, path: string, { network, blocks }: Side): readonly string[] {
  const known = blocks.map((block) => block.path);
  if (!path || known.includes(path)) return [];
  return [`${name}-block: expected a block of ${network.title}, one of ${known.join(', ')}; got ${excerpt(path)}`];
}

const renderColour = (scene: Scene) => html`<li>${printSign(scene)} ${scene.title}</li>`;

const renderDifference = ({ aspect, left, right, differs, ratio }: Difference) => html`
  <tr class=${differs ? '' : 'same'}>
    <th scope="row">
      ${aspect}${ratio ? html`<small>${ratio}</small>` : differs ? nothing : html`<small>the same</small>`}
    </th>
    <td>${left}</td>
    <td>${right}</td>
  </tr>
`;

declare global {
  interface HTMLElementTagNameMap {
    'net-blocks': NetBlocks;
  }
}

define('net-blocks', NetBlocks);
