/** What the networks beside MobileNetV2 take to build, count and lay out, and how that grows with the number of nodes. */
import { addResidual } from '../src/core/blocks/residual.js';
import { noNames } from '../src/core/blocks/part-names.js';
import { memoryOf } from '../src/core/accounts.js';
import { buildNetwork, costOf, type Detail, formulaOf, type Network, NetworkBuilder } from '../src/core/index.js';
import { layoutBlockGraph } from '../src/figures/block-graph.js';
import { describer } from '../src/figures/describe.js';
import { layoutLiveness } from '../src/figures/liveness.js';
import type { BenchRow } from './row.js';

const FRAME_MS = 16;
const PASSES = 15;

const NETWORKS = [
  ['MobileNetV2', () => buildNetwork('mobilenet-v2')],
  ['ResNet-152', () => buildNetwork('resnet', { depth: '152' })],
  ['ShuffleNet g = 3', () => buildNetwork('shufflenet-v1')],
  ['ShuffleNetV2', () => buildNetwork('shufflenet-v2')],
] as const;

const SIZES = [150, 500, 1500, 5000] as const;

export async function benchScaling(): Promise<{ rows: BenchRow[] }> {
  const runs = NETWORKS.flatMap(([title, build]) =>
    (['blocks', 'layers'] as const).map((detail) => ({
      what: `${title}, ${build().nodes.length} nodes: build, count, lay out its ${detail}`,
      act: () => draw(build(), detail),
    })),
  );
  const times = await leastOf(runs.map(({ act }) => act));
  const rows = runs.map(({ what }, at): BenchRow => ({
    what,
    value: times[at]!,
    unit: 'ms',
    budget: FRAME_MS,
    isTimed: true,
  }));
  rows.push(...(await growth('build, count, lay out every layer', (nodes) => draw(chainOf(nodes), 'layers'), 1.2)));
  rows.push(...(await growth('formulas, memory and names of all', explain, 1.2)));
  return { rows };
}

/** A chain of residual bottlenecks, about so many nodes long: four blocks a stage, every fourth with a projection. */
export function chainOf(nodes: number): Network {
  const builder = new NetworkBuilder('chain', `a chain of ${nodes} nodes`, {});
  let last = builder.add('input', 'input', { shape: [56, 56, 64] }, []);
  const blocks = Math.round(nodes / 10.5);
  for (let stage = 1; stage <= Math.ceil(blocks / 4); stage++) {
    const outputChannels = stage % 2 ? 256 : 128;
    builder.scope(`stage${stage}`, { role: 'stage', title: `stage ${stage}` }, () => {
      for (let block = 1; block <= Math.min(4, blocks - 4 * (stage - 1)); block++) {
        last = addResidual(builder, `block${block}`, last, {
          kind: 'bottleneck',
          width: 64,
          outputChannels,
          stride: 1,
          strideOn: '3x3',
          preActivation: false,
          projection: 'where the shape changes',
          convBias: 'none',
          epsilon: 1e-5,
          names: noNames,
        });
      }
    });
  }
  return builder.finish();
}

function draw(network: Network, detail: Detail): unknown {
  const opening = { detail, toggled: new Set<string>() };
  const cost = costOf(network);
  return layoutBlockGraph({ network, cost, convention: 'paper', opening, orientation: 'horizontal', width: 1280 });
}

function explain(nodes: number): unknown {
  const network = chainOf(nodes);
  const cost = costOf(network);
  const describe = describer(network, 'paper');
  const names = network.nodes.map(({ id }, at) => describe({ path: id, first: at, end: at + 1 }));
  const sums = network.groups.map(({ id }) => cost.of(id));
  return [names, sums, formulaOf(network, ''), memoryOf(network), layoutLiveness(network, 'fp32', [640, 120])];
}

/** The least of several times: what else the machine does only ever adds. In turns, so that it adds to all alike. */
async function leastOf(acts: readonly (() => unknown)[]): Promise<readonly number[]> {
  const least = acts.map(() => Infinity);
  for (let pass = 0; pass < PASSES; pass++) {
    for (const [at, act] of acts.entries()) {
      const start = performance.now();
      act();
      least[at] = Math.min(least[at]!, performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  return least;
}

/** Times at each size, and the exponent by which they grow: the slope of a line through their logarithms. */
async function growth(what: string, act: (nodes: number) => unknown, most: number): Promise<readonly BenchRow[]> {
  const times = await leastOf(SIZES.map((size) => () => act(size)));
  const rows = SIZES.map((size, at): BenchRow => ({
    what: `  ${size} nodes`,
    value: times[at]!,
    unit: 'ms',
    isTimed: true,
  }));
  const exponent = slope(SIZES.map(Math.log), times.map(Math.log));
  return [
    { what: `${what}: grows with nodes to the power`, value: exponent, unit: '×', budget: most, isTimed: true },
    ...rows,
  ];
}

function slope(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const along = x.reduce((sum, value, at) => sum + (value - meanX) * (y[at]! - meanY), 0);
  return along / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
}
