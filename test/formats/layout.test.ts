import { describe, expect, it } from 'vitest';
import { readOnnx } from '../../src/formats/onnx/read.js';
import { cases } from '../support/cases.js';
import { channelsLast } from '../support/channels.js';
import { writeOnnx, type Stored, type Written } from '../support/onnx.js';
import { runModel } from '../support/run-model.js';
import { Seeded } from '../support/seeded.js';

/** A tensor as a file has it: sizes, and values in a row. */
interface Plain {
  readonly dims: readonly number[];
  readonly values: readonly number[];
}

const sizeOf = (dims: readonly number[]): number => dims.reduce((product, size) => product * size, 1);

/** By index arithmetic alone. */
function transposed({ dims, values }: Plain, order: readonly number[]): Plain {
  const sizes = order.map((axis) => dims[axis]!);
  const strides = dims.map((_, axis) => sizeOf(dims.slice(axis + 1)));
  const moved = values.map((_, at) => {
    let [rest, from] = [at, 0];
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      from += (rest % sizes[axis]!) * strides[order[axis]!]!;
      rest = Math.floor(rest / sizes[axis]!);
    }
    return values[from]!;
  });
  return { dims: sizes, values: moved };
}

function shuffled(count: number, random: Seeded): number[] {
  const order = Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = random.integer(0, at);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

/** Another shape of as many values: two axes as one, or one as two. */
function relaid(dims: readonly number[], random: Seeded): readonly number[] {
  const at = random.integer(0, dims.length - 1);
  if (random.chance(0.5) && at + 1 < dims.length)
    return [...dims.slice(0, at), dims[at]! * dims[at + 1]!, ...dims.slice(at + 2)];
  const factor = [2, 3].find((one) => dims[at]! % one === 0) ?? 1;
  return [...dims.slice(0, at), factor, dims[at]! / factor, ...dims.slice(at + 1)];
}

interface Chain {
  readonly nodes: readonly Written[];
  readonly stored: readonly Stored[];
  readonly end: Plain;
}

const wholes = (name: string, values: readonly number[]): Stored => ({
  name,
  dims: [values.length],
  values: BigInt64Array.from(values, BigInt),
});

/** Reshapes, transpositions, and additions of what has one value for each place of an axis. */
function chainOf(start: Plain, random: Seeded): Chain {
  const [nodes, stored]: [Written[], Stored[]] = [[], []];
  let plain = start;
  for (let at = 0; at < 5; at++) {
    const [from, to] = [at ? `t${at}` : 'x', `t${at + 1}`];
    const kind = random.integer(0, 2);
    if (kind === 0) {
      const dims = relaid(plain.dims, random);
      stored.push(wholes(`s${at}`, dims));
      nodes.push({ op: 'Reshape', inputs: [from, `s${at}`], outputs: [to] });
      plain = { ...plain, dims };
    } else if (kind === 1) {
      const order = shuffled(plain.dims.length, random);
      nodes.push({ op: 'Transpose', inputs: [from], outputs: [to], attributes: { perm: order } });
      plain = transposed(plain, order);
    } else {
      const axis = random.integer(0, plain.dims.length - 1);
      const [size, inner] = [plain.dims[axis]!, sizeOf(plain.dims.slice(axis + 1))];
      const added = Float32Array.from({ length: size }, (_, place) => 100 * place + at);
      stored.push({
        name: `a${at}`,
        dims: plain.dims.slice(axis).map((_, place) => (place ? 1 : size)),
        values: added,
      });
      nodes.push({ op: 'Add', inputs: [from, `a${at}`], outputs: [to] });
      const { dims, values } = plain;
      plain = { dims, values: values.map((value, place) => value + added[Math.floor(place / inner) % size]!) };
    }
  }
  return { nodes, stored, end: plain };
}

/** Ends in a product with the unit matrix: a vector in the order of the file. */
function readOut({ nodes, stored, end }: Chain): Uint8Array {
  const size = end.values.length;
  const unit = Float32Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0));
  const last = nodes.at(-1)!.outputs[0]!;
  return writeOnnx({
    input: [1, 4, 3, 2],
    nodes: [
      ...nodes,
      { op: 'Reshape', inputs: [last, 'flat'], outputs: ['f'] },
      { op: 'MatMul', inputs: ['f', 'unit'], outputs: ['y'] },
    ],
    stored: [...stored, wholes('flat', [1, size]), { name: 'unit', dims: [size, size], values: unit }],
  });
}

describe('layouts', () => {
  const start: Plain = { dims: [1, 4, 3, 2], values: Array.from({ length: 24 }, (_, at) => at) };

  it('reshapes, transpositions and sums in any order give what index arithmetic gives, where they are known', async () => {
    const rounds = cases(60, 600);
    let known = 0;
    for (let seed = 0; seed < rounds; seed++) {
      const chain = chainOf(start, new Seeded(seed));
      const model = readOnnx(readOut(chain), 'chain.onnx', () => undefined);
      if (model.network.nodes.some(({ kind }) => kind === 'unknown')) continue;
      known++;
      const last = model.network.nodes.at(-1)!.id;
      const image = channelsLast(start.values, [3, 2, 4]);
      const { values } = (await runModel(model, image, [last])).get(last)!;
      expect([...values], `seed ${seed}`).to.deep.equal([...chain.end.values]);
    }
    expect(known).to.be.greaterThan(rounds / 2);
  });
});
