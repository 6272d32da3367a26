import { expect, fixture, html } from '@open-wc/testing';
import { executeServerCommand, sendKeys, setViewport } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../src/elements/net-graph/net-graph.js';
import type { NetGraph } from '../../src/elements/net-graph/net-graph.js';

/** A node of the tree that a screen reader is given. */
interface Accessible {
  readonly role: string;
  readonly name?: string;
  readonly level?: number;
  readonly expanded?: boolean;
  readonly selected?: boolean;
  readonly children?: readonly Accessible[];
}

const all = (node: Accessible): readonly Accessible[] => [node, ...(node.children ?? []).flatMap(all)];

/** What has a role to a reader, below the tree that is on the page. */
async function treeOf(template: TemplateResult): Promise<readonly Accessible[]> {
  const element = await fixture<NetGraph>(template);
  await element.updateComplete;
  const page = await executeServerCommand<Accessible, undefined>('accessibility-tree');
  const tree = all(page).find(({ role }) => role === 'tree')!;
  return all(tree)
    .slice(1)
    .filter(({ role }) => !['none', 'generic'].includes(role));
}

/** `treeitem 2 stage 2, block 1: inverted residual, closed, selected` */
const lineOf = ({ role, name = '', level, expanded, selected }: Accessible): string =>
  [
    `${role} ${level} ${name
      .split(',')
      .slice(0, name.startsWith('stage') && level === 2 ? 3 : 2)
      .join()}`,
    expanded === undefined ? '' : expanded ? 'open' : 'closed',
    selected ? 'selected' : '',
  ]
    .filter(Boolean)
    .join('; ');

describe('net-graph: what a screen reader is told', () => {
  it('a tree of items, each with level, whether it is open, whether it is selected', async () => {
    const items = await treeOf(
      html`<net-graph preset="paper" detail="stages" select="stage3" no-controls></net-graph>`,
    );
    expect(items.map(lineOf)).to.deep.equal([
      'treeitem 1 input: input image, 3 channels',
      'treeitem 1 stem: convolution 3×3, stride 2; closed',
      'treeitem 1 stage 1: 1 block, 32 to 16 channels; closed',
      'treeitem 1 stage 2: 2 blocks, 16 to 24 channels; closed',
      'treeitem 1 stage 3: 3 blocks, 24 to 32 channels; closed; selected',
      'treeitem 1 stage 4: 4 blocks, 32 to 64 channels; closed',
      'treeitem 1 stage 5: 3 blocks, 64 to 96 channels; closed',
      'treeitem 1 stage 6: 3 blocks, 96 to 160 channels; closed',
      'treeitem 1 stage 7: 1 block, 160 to 320 channels; closed',
      'treeitem 1 head: pointwise convolution 1×1, 3 layers; closed',
      'treeitem 1 pool: global average pooling, 1280 channels',
      'treeitem 1 classifier: fully connected layer, 1280 to 1000 channels',
    ]);
  });

  it('an open group comes before what is in it, one level higher', async () => {
    const items = await treeOf(html`<net-graph preset="paper" no-controls></net-graph>`);
    const at = items.findIndex(({ name }) => name?.startsWith('stage 2:'));
    expect(items.slice(at, at + 4).map(lineOf)).to.deep.equal([
      'treeitem 1 stage 2: 2 blocks, 16 to 24 channels; open',
      'treeitem 2 stage 2, block 1: inverted residual, 16 to 24 channels; closed',
      'treeitem 2 stage 2, block 2: inverted residual, 24 channels; closed',
      'treeitem 1 stage 3: 3 blocks, 24 to 32 channels; open',
    ]);
    expect(items.every(({ role }) => role === 'treeitem')).to.equal(true);
  });
});

describe('net-graph: shortcuts', () => {
  before(() => setViewport({ width: 1280, height: 800 }));

  async function drawn(template: TemplateResult): Promise<NetGraph> {
    const element = await fixture<NetGraph>(template);
    await element.updateComplete;
    return element;
  }
  const item = ({ shadowRoot }: NetGraph, path: string) =>
    shadowRoot!.querySelector<SVGGElement>(`[data-path="${path}"]`)!;
  const focused = ({ shadowRoot }: NetGraph) => (shadowRoot!.activeElement as SVGElement | null)?.dataset['path'];

  it('say at both ends from where to where', async () => {
    const element = await drawn(html`<net-graph preset="paper" detail="layers"></net-graph>`);
    const words = 'shortcut from stage 2, block 1, project, norm to stage 2, block 2, add';
    for (const end of ['stage2/block1/project/norm', 'stage2/block2/add']) {
      expect(item(element, end).ariaLabel).to.contain(words);
      expect(item(element, end).getAttribute('aria-keyshortcuts')).to.equal('S');
    }
    expect(item(element, 'stage2/block2/expand/conv').getAttribute('aria-keyshortcuts')).to.equal(null);
  });

  it('S follows one to its other end and back, in a graph of blocks as well', async () => {
    for (const [detail, from, to] of [
      ['layers', 'stage2/block1/project/norm', 'stage2/block2/add'],
      ['blocks', 'stage2/block1', 'stage2/block2'],
    ] as const) {
      const element = await drawn(html`<net-graph preset="paper" detail=${detail}></net-graph>`);
      item(element, from).focus();
      await sendKeys({ press: 's' });
      await element.updateComplete;
      expect(focused(element), detail).to.equal(to);
      await sendKeys({ press: 's' });
      await element.updateComplete;
      expect(focused(element), `${detail}, back`).to.equal(from);
    }
  });
});
