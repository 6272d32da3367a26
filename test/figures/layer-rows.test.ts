import { describe, expect, it } from 'vitest';
import { buildNetwork, networks, type Group, type Network } from '../../src/core/index.js';
import { flatten, rowsOf } from '../../src/figures/layer-rows.js';

/** A network that tells how often its groups are read, and nothing else. */
function counted(network: Network): { network: Network; reads: () => number } {
  let reads = 0;
  const read = (group: Group): Group => new Proxy(group, { get: (of, name) => (reads++, Reflect.get(of, name)) });
  return { network: { ...network, groups: network.groups.map(read) }, reads: () => reads };
}

const deep = (repeats: number): Network =>
  buildNetwork('mobilenet-v2', { resolution: 32, blocks: Array.from({ length: repeats }, () => [2, 8, 1, 1]) });

describe('the rows of a table', () => {
  for (const { id } of networks)
    it(`${id}: has each layer once, in order, under the groups that its path names`, () => {
      const network = buildNetwork(id);
      const rows = flatten(rowsOf(network, 'torchvision'));
      expect(rows.filter(({ node }) => node).map(({ path }) => path)).to.deep.equal(
        network.nodes.map((node) => node.id),
      );
      for (const { path, parent } of rows) if (parent) expect(path.startsWith(`${parent}/`), path).to.equal(true);
      const groups = network.groups.filter(({ role, parent }) => role !== 'unit' || parent === undefined);
      expect(rows.filter(({ node }) => !node).map(({ path }) => path)).to.have.members(groups.map((group) => group.id));
    });

  it('take work in proportion to the layers', () => {
    const [reads, twice] = [deep(12), deep(24)].map((network) => {
      const { network: watched, reads: readsOf } = counted(network);
      rowsOf(watched, 'torchvision');
      return readsOf();
    });
    expect(twice! / reads!).to.be.below(2.2);
  });
});
