import { describe, expect, it } from 'vitest';
import { buildNetwork, networks, type Network, type NetworkNode } from '../../src/core/index.js';
import { diffNetworks, type NodeChange } from '../../src/core/network-diff.js';
import { cases } from '../support/cases.js';
import { randomOptions } from '../support/random-options.js';
import { Seeded } from '../support/seeded.js';

/** What a node is, without what only speaks of it. */
const plain = ({ id, kind, inputs, inputShapes, outputShape, attributes, sharedWith }: NetworkNode) =>
  JSON.parse(JSON.stringify({ id, kind, inputs, inputShapes, outputShape, attributes, sharedWith })) as Record<
    string,
    unknown
  >;

/** Carries the changes out, knowing nothing else of the second network. */
function apply(nodes: readonly NetworkNode[], changes: readonly NodeChange[]): Record<string, unknown>[] {
  const result = nodes.map(plain);
  const at = (id: string): number => {
    const place = result.findIndex((node) => node['id'] === id && node['done'] !== true);
    if (place < 0) throw new Error(`there is no ${id} to change`);
    return place;
  };
  for (const change of changes) {
    if (change.kind === 'removed') result.splice(at(change.node.id), 1);
    else if (change.kind === 'added') result.splice(change.at, 0, plain(change.node));
    else {
      const node = result[at(change.from.id)]!;
      for (const { field, from, to } of change.fields) {
        expect(node[field] ?? null, `${change.from.id} ${field}`).to.deep.equal(
          JSON.parse(JSON.stringify(from ?? null)),
        );
        if (to === undefined) delete node[field];
        else node[field] = JSON.parse(JSON.stringify(to)) as unknown;
      }
      node['done'] = true; // another node may have had this id
    }
  }
  return result.map(({ done: _, ...node }) => node);
}

function check(left: Network, right: Network): void {
  const { changes, pairs } = diffNetworks(left, right);
  const title = `${left.title} ${JSON.stringify(left.options)} to ${right.title} ${JSON.stringify(right.options)}`;
  expect(apply(left.nodes, changes), title).to.deep.equal(right.nodes.map(plain));
  const removed = changes.filter(({ kind }) => kind === 'removed').length;
  const added = changes.filter(({ kind }) => kind === 'added').length;
  expect(pairs.size + removed).to.equal(left.nodes.length);
  expect(pairs.size + added).to.equal(right.nodes.length);
  expect(new Set(pairs.values()).size, 'each has one').to.equal(pairs.size);
}

describe('the changes from one network to another, carried out, give the other', () => {
  const PAIRS = cases(40, 200);

  it(`${PAIRS} pairs of random options of MobileNetV2`, () => {
    for (let seed = 1; seed <= PAIRS; seed++)
      check(
        buildNetwork('mobilenet-v2', randomOptions(seed)),
        buildNetwork('mobilenet-v2', randomOptions(seed + 1000)),
      );
  });

  it('40 pairs of any two families with any presets', () => {
    const random = new Seeded(5);
    const draw = (): Network => {
      const { id, presets } = random.oneOf(networks);
      return buildNetwork(id, { preset: random.oneOf(Object.keys(presets)) });
    };
    for (let pair = 0; pair < 40; pair++) check(draw(), draw());
  });

  it('a network and itself: none', () => {
    for (const { id } of networks) expect(diffNetworks(buildNetwork(id), buildNetwork(id)).changes).to.deep.equal([]);
  });
});

describe('which nodes are each other’s', () => {
  const kinds = (changes: readonly NodeChange[]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const { kind } of changes) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  };
  const v2 = (options: object) => buildNetwork('mobilenet-v2', { preset: 'torchvision', ...options });

  it('another width: the same nodes, wider or narrower', () => {
    const [thin, wide] = [v2({ width: 0.5 }), v2({ width: 1 })];
    const { changes, pairs } = diffNetworks(thin, wide);
    expect(Object.keys(kinds(changes))).to.deep.equal(['wider']);
    expect([...pairs].every(([left, right]) => left === right)).to.equal(true);
    expect(Object.keys(kinds(diffNetworks(wide, thin).changes))).to.deep.equal(['narrower']);
  });

  it('another resolution: changed, none added or removed', () => {
    const { changes } = diffNetworks(v2({ resolution: 192 }), v2({ resolution: 224 }));
    expect(Object.keys(kinds(changes))).to.deep.equal(['changed']);
  });

  it('more blocks in a stage: those are added, and what reads another node only moves', () => {
    const blocks = (repeats: number) =>
      v2({
        width: 1,
        blocks: [
          [1, 16, 1, 1],
          [6, 24, repeats, 2],
          [6, 32, 2, 2],
        ],
      });
    const { changes } = diffNetworks(blocks(1), blocks(2));
    const added = changes.filter(({ kind }) => kind === 'added');
    expect(added.every((change) => 'node' in change && change.node.id.startsWith('stage2/block2/'))).to.equal(true);
    expect(added.length).to.equal(
      buildNetwork('mobilenet-v2').nodes.filter(({ id }) => id.startsWith('stage2/block2/')).length,
    );
    expect(kinds(changes)).to.deep.equal({ moved: 1, added: added.length });
  });

  it('another activation in the stem: changed in one attribute', () => {
    const { changes } = diffNetworks(v2({}), v2({ stemActivation: 'relu' }));
    const fields = changes.flatMap((change) =>
      'fields' in change ? change.fields.map(({ field }) => field) : [change.kind],
    );
    expect(new Set(fields)).to.deep.equal(new Set(['attributes']));
  });

  it('by torchvision’s names where paths differ, and then by kind and place within stages', () => {
    const [a, b] = [buildNetwork('resnet', { depth: 18 }), buildNetwork('resnet', { depth: 34 })];
    const { pairs } = diffNetworks(a, b);
    for (const node of a.nodes) expect(pairs.has(node.id), node.id).to.equal(true);
  });
});
