import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { elementsOf, weightsOf, type NetworkNode, type OpKind, type Place, type Read } from '../../src/core/index.js';
import { startBackend, useBackend } from '../../src/runtime/backend.js';
import { feedsOf } from '../../src/runtime/explain/feeds.js';
import { placeIn } from '../../src/runtime/explain/value-context.js';
import { work } from '../../src/runtime/explain/explain.js';
import type { WorkedValue } from '../../src/runtime/explain/value-context.js';
import { operate } from '../../src/runtime/operations.js';
import { generator } from '../../src/runtime/random.js';
import { networkOf, samples, type Samples } from '../support/op-samples.js';

interface Sample {
  readonly node: NetworkNode;
  readonly inputs: readonly Float32Array[];
  readonly weights: Readonly<Record<string, Float32Array>>;
}

/** From 0.1 to 1.1 for weights, so that no variance is negative; around 0 for what comes in. */
function valuesOf(shape: readonly number[], seed: number, least: number): Float32Array {
  const next = generator(seed);
  return Float32Array.from({ length: shape.reduce((product, axis) => product * axis, 1) }, () => next() + least);
}

const sampleOf = (node: NetworkNode): Sample => ({
  node,
  inputs: node.inputShapes.map((shape, at) => valuesOf(shape, at, -0.5)),
  weights: Object.fromEntries(weightsOf(node).map(({ name, shape }, at) => [name, valuesOf(shape, 10 + at, 0.1)])),
});

/** What tfjs makes of it. */
function run({ node, inputs, weights }: Sample): Float32Array {
  useBackend('cpu');
  return tf.tidy(() => {
    const tensors = node.inputShapes.map((shape, at) => tf.tensor4d(inputs[at]!, [1, ...shape]));
    const stored = weightsOf(node).map(({ name, shape }) => [name, tf.tensor(weights[name]!, [...shape])] as const);
    return operate(node, tensors, Object.fromEntries(stored)).dataSync().slice() as Float32Array;
  });
}

const explainAt = (sample: Sample, place: Place, most = 16): WorkedValue => work({ ...sample, place, most });

/** All values that an arithmetic lists. */
function readsIn({ arithmetic }: WorkedValue): readonly Read[] {
  switch (arithmetic.form) {
    case 'sum':
      return arithmetic.parts.flatMap(({ terms }) => terms.flatMap((term) => [term, term.weightRead ?? []].flat()));
    case 'move':
      return [arithmetic.from];
    default:
      return arithmetic.reads;
  }
}

const kinds = Object.keys(samples) as (keyof typeof samples)[];
const nodesOfKind = (kind: keyof typeof samples): NetworkNode[] =>
  samples[kind].map((sample) => networkOf(kind, sample as Samples<OpKind>[number]).nodes.at(-1)!);

describe('the largest of several values', () => {
  it('is none where one is none, at the edge as well', () => {
    for (const node of nodesOfKind('max-pool')) {
      const { inputs, ...sample } = sampleOf(node);
      for (const every of [1, 2]) {
        const holed = inputs.map((values) => values.map((value, at) => (at % every ? value : NaN)));
        for (let index = 0; index < elementsOf(node.outputShape); index++) {
          const explained = explainAt({ ...sample, inputs: holed }, placeIn(node.outputShape, index));
          const read = readsIn(explained).filter(({ of }) => of === undefined);
          const isNumber = read.every(({ value }) => !Number.isNaN(value));
          expect(Number.isNaN(explained.result), `${JSON.stringify(node.attributes)} ${index}`).to.equal(!isNumber);
        }
      }
    }
  });
});

describe('explanations of every layer kind', () => {
  before(() => startBackend('cpu'));

  for (const kind of kinds) {
    it(`${kind}: each value of each sample is what tfjs computes`, () => {
      for (const node of nodesOfKind(kind)) {
        const sample = sampleOf(node);
        const expected = run(sample);
        const what = JSON.stringify(node.attributes);
        for (let index = 0; index < elementsOf(node.outputShape); index++) {
          const { result, magnitude } = explainAt(sample, placeIn(node.outputShape, index));
          if (Number.isNaN(expected[index])) expect(result, what).to.be.NaN;
          else expect(Math.abs(result - expected[index]!), `${what} ${index}`).to.be.at.most(1e-5 * magnitude);
        }
      }
    });

    it(`${kind}: what is listed is what stands in the inputs there`, () => {
      for (const node of nodesOfKind(kind)) {
        const sample = sampleOf(node);
        for (let index = 0; index < elementsOf(node.outputShape); index += 7) {
          for (const { input, place, value, of } of readsIn(explainAt(sample, placeIn(node.outputShape, index)))) {
            if (of === 'padding') expect(node.inputShapes[input!], 'around which input').to.exist;
            if (of) continue;
            const [, width, channels] = node.inputShapes[input!]!;
            expect(value).to.equal(sample.inputs[input!]![(place[0] * width + place[1]) * channels + place[2]]);
          }
        }
      }
    });

    it(`${kind}: what is not listed adds up with what is`, () => {
      for (const node of nodesOfKind(kind)) {
        const sample = sampleOf(node);
        const place = placeIn(node.outputShape, elementsOf(node.outputShape) - 1);
        const [whole, few] = [explainAt(sample, place, Infinity), explainAt(sample, place, 2)];
        expect(Object.is(few.result, whole.result)).to.be.true;
        if (few.arithmetic.form !== 'sum' || whole.arithmetic.form !== 'sum') continue;
        const { parts, rest, bias = 0, divisor = 1 } = few.arithmetic;
        const listed = parts.reduce((sum, part) => sum + part.sum, 0);
        expect((listed + rest.sum + bias) / divisor).to.be.closeTo(whole.result, 1e-9);
        const count = parts.reduce((sum, { terms }) => sum + terms.length, rest.terms);
        expect(count).to.equal(whole.arithmetic.parts.reduce((sum, { terms }) => sum + terms.length, 0));
      }
    });

    it(`${kind}: a value that is said to read another one does`, () => {
      for (const sample of samples[kind]) {
        const network = networkOf(kind, sample as Samples<OpKind>[number]);
        const reader = network.nodes.at(-1)!;
        const given = sampleOf(reader);
        network.nodes.slice(0, -1).forEach((input, operand) => {
          for (let index = 0; index < elementsOf(input.outputShape); index++) {
            const place = placeIn(input.outputShape, index);
            for (const { place: to } of feedsOf(network, () => given.weights, input, place)) {
              // A change of the one value has to show in the other.
              const changed = given.inputs.map((values) => values.slice());
              const before = explainAt(given, to, Infinity);
              const read = readsIn(before).some(
                (at) => at.input === operand && at.of === undefined && String(at.place) === String(place),
              );
              changed[operand]![index] = changed[operand]![index]! + 100;
              const after = explainAt({ ...given, inputs: changed }, to, Infinity);
              const what = `${JSON.stringify(reader.attributes)}: ${place} of ${input.id} → ${to}`;
              expect(read || after.result !== before.result, what).to.be.true;
            }
          }
        });
      }
    });
  }
});
