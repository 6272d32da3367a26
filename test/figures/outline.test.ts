import { describe, expect, it } from 'vitest';
import { buildNetwork, type Detail } from '../../src/core/index.js';
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
