import { expect } from '@open-wc/testing';
import {
  buildNetwork,
  elementsOf,
  nodesOf,
  stepsOf,
  weightsOf,
  type Explanation,
  type Network,
  type NetworkNode,
  type Place,
} from '../../src/core/index.js';
import { openEngine, EngineError, type BackendName, type Engine, type TensorImage } from '../../src/runtime/index.js';
import { strongestRead } from '../../src/figures/read-windows.js';
import { cases } from '../support/cases.js';
import { Seeded } from '../support/seeded.js';

const networks: readonly Network[] = [
  buildNetwork('mobilenet-v2', { resolution: 64, width: 0.5, classes: 40 }),
  buildNetwork('mobilenet-v3', { resolution: 64, classes: 40 }),
  buildNetwork('shufflenet-v2', { resolution: 64, classes: 40 }),
  buildNetwork('resnet', { resolution: 64, depth: 18, classes: 40 }),
  buildNetwork('squeezenet', { resolution: 64, classes: 40 }),
];

/** 2,000 over the five networks and the two backends. */
const DRAWS = cases(40, 200);

function imageFor({ inputShape }: Network): TensorImage {
  const random = new Seeded(3);
  return {
    data: Float32Array.from({ length: elementsOf(inputShape) }, () => 4 * random.next() - 2),
    shape: inputShape,
  };
}

const placeFrom = ({ outputShape }: NetworkNode, random: Seeded): Place => [
  random.integer(0, outputShape[0] - 1),
  random.integer(0, outputShape[1] - 1),
  random.integer(0, outputShape[2] - 1),
];

/**
 * The magnitude of all that rounding has had to do with. The engine runs a step folded, where a convolution's products stand
 * for those of its norm: what is rounded there are they.
 */
async function magnitudeOf(engine: Engine, network: Network, explanation: Explanation): Promise<number> {
  const step = stepsOf(network).find(({ output }) => output === explanation.node);
  if (!step || nodesOf(step).length < 2) return explanation.magnitude;
  const before: number[] = [];
  for (const { id } of nodesOf(step).slice(0, -1))
    before.push(
      (await engine.explain(id, explanation.place)).magnitude * (await gainAfter(engine, step, id, explanation)),
    );
  return Math.max(explanation.magnitude, ...before);
}

/** By how much the step's norm makes what comes before it larger. */
async function gainAfter(
  engine: Engine,
  step: ReturnType<typeof stepsOf>[number],
  id: string,
  { place }: Explanation,
): Promise<number> {
  const norm = step.kind === 'convolution' ? step.norm : undefined;
  if (!norm || id !== step.node.id) return 1;
  const weights = await engine.weightsOf(norm.id);
  const of = (name: string): number => weights.find((weight) => weight.name === name)!.data[place[2]]!;
  return Math.abs(of('gamma')) / Math.sqrt(of('moving_variance') + norm.attributes.epsilon);
}

async function failure(promise: Promise<unknown>): Promise<EngineError> {
  try {
    await promise;
  } catch (error) {
    expect(error).to.be.instanceOf(EngineError);
    return error as EngineError;
  }
  throw new Error('expected an error, got none');
}

for (const backend of ['cpu', 'wasm'] as const satisfies readonly BackendName[]) {
  describe(`engine.explain on ${backend}`, () => {
    for (const network of networks) {
      it(`${network.title}: the sum is the value, at ${DRAWS} places of any node`, async () => {
        const engine = await openEngine({ backend, worker: backend === 'wasm' });
        try {
          await engine.load(network, { seed: 5 });
          await engine.run(imageFor(network));
          const random = new Seeded(11);
          for (let draw = 0; draw < DRAWS; draw++) {
            const node = random.oneOf(network.nodes);
            const place = placeFrom(node, random);
            const explanation = await engine.explain(node.id, place);
            const what = `${node.id} ${place}: ${explanation.result} for ${explanation.value}`;
            expect(explanation.value, what).to.be.finite;
            const magnitude = await magnitudeOf(engine, network, explanation);
            expect(Math.abs(explanation.result - explanation.value), what).to.be.at.most(1e-5 * magnitude);
          }
        } finally {
          await engine.close();
        }
      });
    }
  });
}

describe('engine.explain', () => {
  const network = networks[0]!;
  let engine: Engine;
  beforeEach(async () => {
    engine = await openEngine({ backend: 'wasm' });
    await engine.load(network, { seed: 1 });
    await engine.run(imageFor(network));
  });
  afterEach(() => engine.close());

  it('has the value that the engine shows for the node', async () => {
    for (const { id } of network.nodes.slice(0, 20)) {
      const { data, shape } = await engine.activation(id);
      const { value } = await engine.explain(id, [1, 2, 3 % shape[2]]);
      expect(value, id).to.equal(data[(shape[1] + 2) * shape[2] + (3 % shape[2])]);
    }
  });

  it('lists the largest contributions of a wide pointwise convolution first, and adds up the rest', async () => {
    const wide = network.nodes.find(({ kind, inputShapes }) => kind === 'conv2d' && inputShapes[0]![2] > 64)!;
    const { arithmetic } = await engine.explain(wide.id, [0, 0, 1]);
    if (arithmetic.form !== 'sum') throw new Error('expected a sum');
    const sizes = arithmetic.parts.map(({ sum }) => Math.abs(sum));
    expect(sizes.length).to.equal(16);
    expect(sizes).to.deep.equal(sizes.toSorted((a, b) => b - a));
    expect(arithmetic.rest.terms).to.equal(wide.inputShapes[0]![2] - 16);
    // By brute force, from what the engine gives otherwise.
    const input = await engine.activation(wide.inputs[0]!);
    const [kernel] = await engine.weightsOf(wide.id);
    const outputs = wide.outputShape[2];
    const products = Array.from({ length: input.shape[2] }, (_, i) => input.data[i]! * kernel!.data[i * outputs + 1]!);
    const largest = products.toSorted((a, b) => Math.abs(b) - Math.abs(a)).slice(0, 16);
    expect(arithmetic.parts.map(({ sum }) => sum)).to.deep.equal(largest);
    const rest = products.reduce((a, b) => a + b, 0) - largest.reduce((a, b) => a + b, 0);
    expect(arithmetic.rest.sum).to.be.closeTo(rest, 1e-9);
  });

  it('marks what is padding, at the corner of a window', async () => {
    const depthwise = network.nodes.find(({ kind }) => kind === 'depthwise-conv2d')!;
    const { arithmetic } = await engine.explain(depthwise.id, [0, 0, 0]);
    if (arithmetic.form !== 'sum') throw new Error('expected a sum');
    const [part] = arithmetic.parts;
    expect(arithmetic.layout).to.deep.equal([3, 3]);
    expect(part!.terms.map(({ of }) => of === 'padding')).to.deep.equal([1, 1, 1, 1, 0, 0, 1, 0, 0].map(Boolean));
  });

  it('tells the numbers of a batch norm as they were loaded', async () => {
    const norm = network.nodes.find(({ kind }) => kind === 'batch-norm')!;
    const weights = new Map((await engine.weightsOf(norm.id)).map(({ name, data }) => [name, data]));
    const { arithmetic } = await engine.explain(norm.id, [2, 1, 4]);
    if (arithmetic.form !== 'formula') throw new Error('expected a formula');
    expect(weightsOf(norm).length).to.equal(4);
    expect(arithmetic.numbers['γ']).to.equal(weights.get('gamma')![4]);
    expect(arithmetic.numbers['β']).to.equal(weights.get('beta')![4]);
    expect(arithmetic.numbers['μ']).to.equal(weights.get('moving_mean')![4]);
    expect(arithmetic.numbers['σ²']).to.equal(weights.get('moving_variance')![4]);
    const before = await engine.explain(norm.inputs[0]!, [2, 1, 4]);
    expect(arithmetic.numbers['x']).to.equal(before.value);
  });

  it('tells what a pixel was before it was normalised', async () => {
    const pixels = new ImageData(64, 64);
    pixels.data.fill(255);
    pixels.data.set([200, 100, 50], 4 * (3 * 64 + 5));
    await engine.run(pixels);
    const values = [];
    for (const channel of [0, 1, 2]) {
      const { arithmetic } = await engine.explain('input', [3, 5, channel]);
      if (arithmetic.form === 'formula') values.push(Math.round(arithmetic.numbers['v']!));
    }
    expect(values).to.deep.equal([200, 100, 50]);
  });

  it('leads on to every node that reads the value', async () => {
    const { feeds } = await engine.explain('stem/conv', [3, 4, 5]);
    expect(feeds).to.deep.equal([{ node: 'stem/norm', place: [3, 4, 5] }]);
  });

  it('leads from the image to a class, and from there back to the image', async () => {
    let [node, place]: readonly [string, Place] = ['input', [30, 31, 1]];
    for (let steps = 0; node !== network.nodes.at(-1)!.id; steps++) {
      expect(steps).to.be.below(network.nodes.length);
      const { feeds } = await engine.explain(node, place);
      const { node: next, place: there } = feeds[0]!;
      expect(network.nodes.find(({ id }) => id === next)!.inputs).to.include(node);
      [node, place] = [next, there];
    }
    for (let steps = 0; node !== 'input'; steps++) {
      expect(steps).to.be.below(network.nodes.length);
      const { arithmetic } = await engine.explain(node, place);
      const { input, place: there } = strongestRead(arithmetic)!;
      [node, place] = [network.nodes.find(({ id }) => id === node)!.inputs[input!]!, there];
    }
    expect(place[2]).to.be.within(0, 2);
  });

  it('keeps its turn: a value asked for before another image is of the image before', async () => {
    const last = network.nodes.at(-1)!.id;
    const { value: before } = await engine.explain(last, [0, 0, 1]);
    const asked = engine.explain(last, [0, 0, 1]);
    const run = engine.run({ data: new Float32Array(elementsOf(network.inputShape)), shape: network.inputShape });
    const after = engine.explain(last, [0, 0, 1]);
    expect((await asked).value).to.equal(before);
    await run;
    expect((await after).value).not.to.equal(before);
  });

  it('refuses a place that the node does not have, and says which there are', async () => {
    for (const place of [
      [0, 0, 40],
      [0, 1, 0],
      [-1, 0, 0],
      [0.5, 0, 0],
      [0, 0, NaN],
    ] as const) {
      const error = await failure(engine.explain(network.nodes.at(-1)!.id, place));
      expect([error.code, error.node]).to.deep.equal(['place', network.nodes.at(-1)!.id]);
      expect(error.message).to.contain('expected rows from 0 to 0, columns to 0, channels to 39, got');
    }
    expect((await failure(engine.explain('nowhere', [0, 0, 0]))).code).to.equal('unknown-node');
  });

  it('leaves no tensor behind', async () => {
    const before = await engine.memory();
    for (const { id } of network.nodes) await engine.explain(id, [0, 0, 0]);
    expect(await engine.memory()).to.deep.equal(before);
  });
});
