import { describe, expect, it } from 'vitest';
import { buildNetwork, costOf, type Detail } from '../../src/core/index.js';
import { layoutBlockGraph } from '../../src/figures/block-graph.js';
import { flowOf } from '../../src/figures/flow.js';
import { lineOf, outlineOf } from '../../src/figures/outline.js';

const paper = buildNetwork('mobilenet-v2');
const post = buildNetwork('mobilenet-v2', { preset: 'post' });

const outline = (detail: Detail, ...toggled: string[]) => outlineOf(paper, { detail, toggled: new Set(toggled) });

describe('outline', () => {
  for (const [detail, leaves] of [
    ['stages', 12],
    ['blocks', 22],
    ['layers', 152],
  ] as const) {
    it(`${detail}: ${leaves} lines are closed, and hold every layer once`, () => {
      const closed = outline(detail).filter(({ open }) => !open);
      expect(closed.length).to.equal(leaves);
      expect(closed.map(({ first }) => first)).to.deep.equal([0, ...closed.slice(0, -1).map(({ end }) => end)]);
      expect(closed.at(-1)!.end).to.equal(paper.nodes.length);
    });
  }

  it('opens one block among closed ones, and shows its layers without its units', () => {
    const entries = outline('blocks', 'stage2/block2');
    const inside = entries.filter(({ parent }) => parent === 'stage2/block2');
    expect(inside.map(({ path }) => path.replace('stage2/block2/', ''))).to.deep.equal([
      'expand/conv',
      'expand/norm',
      'expand/activation',
      'depthwise/conv',
      'depthwise/norm',
      'depthwise/activation',
      'project/conv',
      'project/norm',
      'add',
    ]);
    expect(inside.map(({ level, position, siblings }) => [level, position, siblings])).to.deep.equal(
      inside.map((_, at) => [3, at + 1, 9]),
    );
  });

  it('a toggled group is closed where the detail opens it', () => {
    const entries = outline('blocks', 'stage4');
    expect(entries.find(({ path }) => path === 'stage4')!.open).to.equal(false);
    expect(entries.some(({ parent }) => parent === 'stage4')).to.equal(false);
  });

  it('lineOf finds the line in which a path is seen', () => {
    const entries = outline('blocks');
    expect(lineOf(entries, 'stage2/block2/expand/conv')!.path).to.equal('stage2/block2');
    expect(lineOf(entries, 'stage2')!.path).to.equal('stage2');
    expect(lineOf(entries, '')).to.equal(undefined);
    expect(lineOf(entries, 'stage22')).to.equal(undefined);
  });
});

describe('flow', () => {
  it('the paper’s ten shortcuts lead around whole blocks and are identities', () => {
    const { shortcuts, main } = flowOf(paper);
    expect(shortcuts.length).to.equal(10);
    expect(shortcuts.every(({ via }) => via.length === 0)).to.equal(true);
    expect(main.size).to.equal(paper.nodes.length);
    expect(shortcuts[0]).to.include({ from: 'stage2/block1/project/norm', to: 'stage2/block2/add' });
  });

  it('the post’s projections lie on the shortcut, not on the main path', () => {
    const { shortcuts, main } = flowOf(post);
    const projected = shortcuts.filter(({ via }) => via.length);
    expect(projected.map(({ via }) => via.map(({ kind }) => kind))).to.deep.equal(
      projected.map(() => ['conv2d', 'batch-norm']),
    );
    expect(projected.map(({ to }) => to)).to.deep.equal(
      ['stage1', 'stage2', 'stage5', 'stage7'].map((stage) => `${stage}/block1/add`),
    );
    expect(main.has('stage2/block1/shortcut/conv')).to.equal(false);
  });
});

describe('outline: closed blocks that follow each other and are alike', () => {
  const network = buildNetwork('mobilenet-v2');
  const fold = (toggled: readonly string[] = []) =>
    outlineOf(network, { detail: 'blocks', toggled: new Set(toggled), fold: true });
  const inStage4 = (entries: ReturnType<typeof fold>) => entries.filter(({ parent }) => parent === 'stage4');

  it('are one line of them all; the first of a stage is another', () => {
    expect(inStage4(fold()).map(({ path, members }) => [path, members?.length])).to.deep.equal([
      ['stage4/block1', undefined],
      ['stage4/block2', 3],
    ]);
    const [first, rest] = inStage4(fold());
    const stage = network.groups.find(({ id }) => id === 'stage4')!;
    expect([first!.first, first!.end, rest!.end]).to.deep.equal([stage.first, rest!.first, stage.end]);
    expect([rest!.position, rest!.siblings]).to.deep.equal([2, 2]);
  });

  it('a path in any of them is seen in that line', () => {
    const entries = fold();
    expect(lineOf(entries, 'stage4/block4/expand/conv')!.path).to.equal('stage4/block2');
  });

  it('one that is opened stands alone, the others stay together', () => {
    expect(
      inStage4(fold(['stage4/block2'])).map(({ path, open, members }) => [path, open, members?.length]),
    ).to.deep.equal([
      ['stage4/block1', false, undefined],
      ['stage4/block2', true, undefined],
      ['stage4/block3', false, 2],
    ]);
  });

  it('what they cost is added up', () => {
    const cost = costOf(network);
    const layout = (isFolded: boolean) =>
      layoutBlockGraph({
        network,
        cost,
        convention: 'torchvision',
        opening: { detail: 'blocks', toggled: new Set(), fold: isFolded },
        orientation: 'horizontal',
        width: 1248,
      });
    const total = ({ items }: ReturnType<typeof layout>): number =>
      items.flatMap(({ bars }) => bars).reduce((sum, { value }) => sum + value, 0);
    expect(total(layout(true))).to.equal(total(layout(false)));
    expect(layout(true).items.flatMap(({ labels }) => labels.map(({ text }) => text))).to.include('×3');
  });
});
