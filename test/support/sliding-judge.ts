/** Answers to one window beside the oracle's. */
import { tensor4d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { costOf, nodeOf, weightsOf, type Network } from '../../src/core/index.js';
import { buildLayersModel } from '../../src/runtime/layers-model.js';
import { LoadedNetwork } from '../../src/runtime/loaded-network.js';
import type { NetworkWeights } from '../../src/formats/weights/weights.js';
import { Seeded } from './seeded.js';
import { networkOf, sizesOf, type SlidingCase } from './sliding-cases.js';
import { slide, type Answer } from './sliding-oracle.js';

/** In standard deviations of the right values: what float32 leaves of up to 200 products. */
const TOLERANCE = 1e-5;
/** Where a window fits but once there is one value, and no deviation to measure by. */
const MIN_DEVIATION = 0.1;

const WINDOW = 'unit/window';
const CUT = 'unit/cut';

interface Given {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What somebody gives for an image, by node. */
export type Witness = (network: Network, weights: NetworkWeights, image: Float32Array) => ReadonlyMap<string, Given>;

/** The engine: the window on its own, and what a convolution fuses with it. */
export const engineWitness: Witness = (network, weights, image) => {
  const loaded = new LoadedNetwork(network, weights);
  try {
    const answers = new Map<string, Given>();
    tidy(() => {
      const kept = loaded.run(tensor4d(image, [1, ...network.inputShape]));
      for (const id of asked(network)) answers.set(id, given(loaded.rerun(kept, id)));
    });
    return answers;
  } finally {
    loaded.dispose();
  }
};

/** The same network as a `tf.LayersModel`. */
export const layersWitness: Witness = (network, weights, image) => {
  const model = buildLayersModel(network, weights);
  try {
    const answers = new Map<string, Given>();
    tidy(() => {
      const result = model.predict(tensor4d(image, [1, ...network.inputShape])) as Tensor;
      answers.set(network.nodes.at(-1)!.id, given(result));
    });
    return answers;
  } finally {
    model.dispose();
  }
};

const asked = ({ nodes }: Network): string[] => [WINDOW, CUT].filter((id) => nodes.some((node) => node.id === id));

const given = (tensor: Tensor): Given => ({
  shape: tensor.shape.slice(1),
  values: (tensor.dataSync() as Float32Array).slice(),
});

/** What is wrong, in words, and the worst error in standard deviations. */
export interface Verdict {
  readonly problems: readonly string[];
  readonly worst: number;
}

export function judge(window: SlidingCase, seed: number, witness: Witness): Verdict {
  const random = new Seeded(seed);
  const sizes = sizesOf(window, random);
  const network = networkOf(window, sizes);
  const weights = weightsIn(network, random);
  const image = numbers(sizes.image, random);
  const right = slide(window, sizes, image, weights);
  const all = { source: 'trained', scheme: 'core', nodes: new Map([[WINDOW, weights]]) } as const;
  const errors = [...witness(network, all, image)].map(([id, got]) => compare(id, got, right));
  const problems = [...miscounts(network, right), ...errors.flatMap(({ problems: some }) => some)];
  return { problems, worst: Math.max(...errors.map(({ worst }) => worst)) };
}

type WindowWeights = Readonly<Record<'kernel' | 'bias', Float32Array>>;

const weightsIn = (network: Network, random: Seeded): WindowWeights =>
  Object.fromEntries(
    weightsOf(nodeOf(network, WINDOW)).map(({ name, shape }) => [name, numbers(shape, random)]),
  ) as WindowWeights;

const numbers = (shape: readonly number[], random: Seeded): Float32Array =>
  Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 2 * random.next() - 1);

function miscounts(network: Network, right: Answer): string[] {
  const { outputShape } = nodeOf(network, WINDOW);
  const { macs } = costOf(network).total;
  return [
    ...(outputShape.join() === right.shape.join() ? [] : [`shape ${outputShape} is not ${right.shape}`]),
    ...(macs === right.macs ? [] : [`${macs} MACs are not ${right.macs}`]),
  ];
}

function compare(id: string, { shape, values }: Given, right: Answer): Verdict {
  if (shape.join() !== right.shape.join())
    return { problems: [`${id}: a tensor of ${shape} is not ${right.shape}`], worst: Infinity };
  const expected = id === CUT ? right.values.map((value) => Math.min(6, Math.max(0, value))) : right.values;
  const apart = values.reduce((most, value, at) => Math.max(most, Math.abs(value - expected[at]!)), 0);
  const worst = apart / Math.max(deviationOf(right.values), MIN_DEVIATION);
  return { problems: worst <= TOLERANCE ? [] : [`${id}: ${worst} standard deviations apart`], worst };
}

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
