/** The engine's answer to one window beside the oracle's. */
import { tensor4d } from '@tensorflow/tfjs-core';
import { costOf, nodeOf, weightsOf } from '../../src/core/index.js';
import { LoadedNetwork } from '../../src/runtime/loaded-network.js';
import { Seeded } from './seeded.js';
import { networkOf, sizesOf, type SlidingCase } from './sliding-cases.js';
import { slide } from './sliding-oracle.js';

/** In standard deviations of the right values: what float32 leaves of up to 200 products. */
const TOLERANCE = 1e-5;

/** Where a window fits but once there is one value, and no deviation to measure by. */
const MIN_DEVIATION = 0.1;

const numbers = (count: number, random: Seeded): Float32Array =>
  Float32Array.from({ length: count }, () => 2 * random.next() - 1);

const deviationOf = (values: Float64Array): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

export interface Verdict {
  readonly problems: readonly string[];
  readonly worst: number;
}

/** One case, asked both ways: the window on its own, and what a convolution fuses with it. */
export function judge(asked: SlidingCase, seed: number): Verdict {
  const random = new Seeded(seed);
  const sizes = sizesOf(asked, random);
  const network = networkOf(asked, sizes);
  const node = nodeOf(network, 'unit/window');
  const weights = Object.fromEntries(
    weightsOf(node).map(({ name, shape }) => [
      name,
      numbers(
        shape.reduce((a, b) => a * b, 1),
        random,
      ),
    ]),
  );
  const image = numbers(
    sizes.image.reduce((a, b) => a * b, 1),
    random,
  );
  const right = slide(asked, sizes, image, weights as { kernel: Float32Array; bias: Float32Array });
  const problems: string[] = [];
  if (node.outputShape.join() !== right.shape.join()) problems.push(`shape ${node.outputShape} is not ${right.shape}`);
  const { macs } = costOf(network).total;
  if (macs !== right.macs) problems.push(`${macs} MACs are not ${right.macs}`);
  const loaded = new LoadedNetwork(network, {
    source: 'trained',
    scheme: 'core',
    nodes: new Map([[node.id, weights]]),
  });
  const results = loaded.run(tensor4d(image, [1, ...sizes.image]));
  const cut = right.values.map((value) => Math.min(6, Math.max(0, value)));
  const deviation = Math.max(deviationOf(right.values), MIN_DEVIATION);
  let worst = 0;
  for (const [id, expected] of [
    [node.id, right.values],
    ['unit/cut', cut],
  ] as const) {
    if (!network.nodes.some((known) => known.id === id)) continue;
    const result = loaded.rerun(results, id);
    const got = result.dataSync() as Float32Array;
    if (result.shape.slice(1).join() !== right.shape.join())
      problems.push(`${id}: a tensor of ${result.shape} is not ${right.shape}`);
    const error = got.reduce((most, value, at) => Math.max(most, Math.abs(value - expected[at]!)), 0) / deviation;
    worst = Math.max(worst, error);
    if (!(error <= TOLERANCE)) problems.push(`${id}: ${error} standard deviations apart`);
    if (![...results.values()].includes(result)) result.dispose();
  }
  for (const result of results.values()) result.dispose();
  loaded.dispose();
  return { problems, worst };
}
