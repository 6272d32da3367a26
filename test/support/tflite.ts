/** Writes a network of ours as a TensorFlow Lite file: in float32, or with weights of 8 bits. */
import { Builder } from 'flatbuffers';
import { stepsOf, weightsOf, type Network, type Step, type Window } from '../../src/core/index.js';
import type { NetworkWeights } from '../../src/formats/weights/weights.js';
import { fold, scaleAndShift } from '../../src/runtime/fold.js';

/** `per-tensor`: one scale for all of a kernel, in uint8; `per-channel`: one for each output, in int8. */
export type Stored = 'float' | 'per-tensor' | 'per-channel';

interface Quantised {
  readonly values: Uint8Array | Int8Array;
  readonly scales: readonly number[];
  readonly zeros: readonly number[];
  readonly axis: number;
}

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: number;
  readonly data?: Uint8Array;
  readonly quantised?: Quantised;
}

interface Operator {
  readonly code: number;
  readonly inputs: readonly number[];
  readonly output: number;
  /** Fields of its options, by number: bytes, whole numbers, or a real one. */
  readonly options?: readonly {
    readonly field: number;
    readonly value: number;
    readonly as: 'byte' | 'whole' | 'float';
  }[];
}

const [FLOAT32, INT32, UINT8, INT8] = [0, 2, 3, 9];
const [ADD, CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED, RESHAPE, SOFTMAX, PAD, MEAN] = [0, 3, 4, 9, 22, 25, 34, 40];

/** The written file, and the kernels as it stores them, to run the network itself with. */
export interface Lite {
  readonly bytes: Uint8Array;
  readonly weights: NetworkWeights;
}

export function writeTflite(network: Network, weights: NetworkWeights, stored: Stored): Lite {
  const writer = new LiteWriter(stored);
  const first = network.nodes[0]!;
  const image = writer.tensor({ name: first.id, shape: [1, ...network.inputShape], type: FLOAT32 });
  writer.places.set(first.id, image);
  for (const step of stepsOf(network).slice(1)) writer.write(step, weights);
  const softmax = writer.made('softmax', [1, network.outputShape[2]]);
  const last = writer.places.get(network.nodes.at(-1)!.id)!;
  writer.operators.push({
    code: SOFTMAX,
    inputs: [last],
    output: softmax,
    options: [{ field: 0, value: 1, as: 'float' }],
  });
  return { bytes: assemble(writer, image, softmax), weights: { ...weights, nodes: writer.used } };
}

class LiteWriter {
  readonly tensors: Tensor[] = [];
  readonly operators: Operator[] = [];
  readonly places = new Map<string, number>();
  readonly used = new Map<string, Record<string, Float32Array>>();

  constructor(private readonly stored: Stored) {}

  tensor(tensor: Tensor): number {
    return this.tensors.push(tensor) - 1;
  }

  made(name: string, shape: readonly number[]): number {
    return this.tensor({ name, shape, type: FLOAT32 });
  }

  wholes(name: string, values: readonly number[], shape: readonly number[] = [values.length]): number {
    return this.tensor({ name, shape, type: INT32, data: bytesOf(Int32Array.from(values)) });
  }

  /** `values` as core has them, channels of the output along `channels` of `shape`. */
  kernel(id: string, shape: readonly number[], values: Float32Array, order: Permutation, axis: number): number {
    const name = `${id}/weights`;
    if (this.stored === 'float') {
      this.used.set(id, { ...this.used.get(id), kernel: values });
      return this.tensor({ name, shape, type: FLOAT32, data: bytesOf(order.write(values)) });
    }
    const quantised =
      this.stored === 'per-tensor' ? perTensor(order.write(values)) : perChannel(order.write(values), shape, axis);
    this.used.set(id, { ...this.used.get(id), kernel: order.read(dequantised(quantised, shape)) });
    const type = this.stored === 'per-tensor' ? UINT8 : INT8;
    return this.tensor({ name, shape, type, data: bytesOf(quantised.values), quantised });
  }

  bias(id: string, values: Float32Array): number {
    this.used.set(id, { ...this.used.get(id), bias: values });
    return this.tensor({ name: `${id}/bias`, shape: [values.length], type: FLOAT32, data: bytesOf(values) });
  }

  write(step: Step, weights: NetworkWeights): void {
    if (step.kind === 'convolution') return this.convolution(step, weights);
    const { node, inputs, output } = step;
    const read = inputs.map((id) => this.places.get(id)!);
    const made = this.made(output, [1, ...node.outputShape]);
    this.places.set(output, made);
    if (node.kind === 'add') this.operators.push({ code: ADD, inputs: read, output: made });
    else if (node.kind === 'global-average-pool') {
      const axes = this.wholes(`${output}/axes`, [1, 2]);
      this.operators.push({
        code: MEAN,
        inputs: [...read, axes],
        output: made,
        options: [{ field: 0, value: 1, as: 'byte' }],
      });
    } else throw new RangeError(`${node.id}: ${node.kind} is not written here`);
  }

  private convolution(
    { node, norm, activation, inputs, output }: Extract<Step, { kind: 'convolution' }>,
    weights: NetworkWeights,
  ): void {
    const own = weights.nodes.get(node.id)!;
    const { kernel, bias } = fold(own, norm && scaleAndShift(norm, weights.nodes.get(norm.id)!));
    const read = this.places.get(inputs[0]!)!;
    const { shape } = weightsOf(node)[0]!;
    const relu = {
      field: 0,
      value: activation ? (activation.attributes.function === 'relu6' ? 3 : 1) : 0,
      as: 'byte',
    } as const;
    if (node.kind === 'dense') {
      const [size, units] = shape as [number, number];
      const flat = this.made(`${node.id}/flat`, [1, size]);
      this.operators.push({ code: RESHAPE, inputs: [read, this.wholes(`${node.id}/shape`, [1, size])], output: flat });
      const made = this.made(output, [1, units]);
      this.places.set(output, made);
      const stored = this.kernel(node.id, [units, size], kernel, exchange(size, units), 0);
      return void this.operators.push({
        code: FULLY_CONNECTED,
        inputs: [flat, stored, this.bias(node.id, bias!)],
        output: made,
        options: [relu],
      });
    }
    const isDepthwise = node.kind === 'depthwise-conv2d';
    const [rows, columns, channels, filters] = shape as [number, number, number, number];
    const { input, padding } = this.padded(node.id, read, node.inputShapes[0]!, node.attributes);
    const stored = isDepthwise
      ? this.kernel(node.id, [1, rows, columns, channels * filters], kernel, AS_IT_IS, 3)
      : this.kernel(
          node.id,
          [filters, rows, columns, channels],
          kernel,
          exchange(rows * columns * channels, filters),
          0,
        );
    const made = this.made(output, [1, ...node.outputShape]);
    this.places.set(output, made);
    const { stride } = node.attributes;
    const sliding = [
      { field: 0, value: padding === 'SAME' ? 0 : 1, as: 'byte' },
      { field: 1, value: stride, as: 'whole' },
      { field: 2, value: stride, as: 'whole' },
    ] as const;
    const options = isDepthwise
      ? [...sliding, { field: 3, value: filters, as: 'whole' } as const, { ...relu, field: 4 }]
      : [...sliding, { ...relu, field: 3 }];
    const code = isDepthwise ? DEPTHWISE_CONV_2D : CONV_2D;
    this.operators.push({ code, inputs: [input, stored, this.bias(node.id, bias!)], output: made, options });
  }

  private padded(id: string, input: number, shape: readonly number[], { padding }: Window) {
    if (padding === 'same') return { input, padding: 'SAME' as const };
    if (padding === 0) return { input, padding: 'VALID' as const };
    const [height, width, channels] = shape as [number, number, number];
    const pads = this.wholes(`${id}/paddings`, [0, 0, padding, padding, padding, padding, 0, 0], [4, 2]);
    const made = this.made(`${id}/pad`, [1, height + 2 * padding, width + 2 * padding, channels]);
    this.operators.push({ code: PAD, inputs: [input, pads], output: made });
    return { input: made, padding: 'VALID' as const };
  }
}

interface Permutation {
  write(values: Float32Array): Float32Array;
  read(values: Float32Array): Float32Array;
}

const AS_IT_IS: Permutation = { write: (values) => values, read: (values) => values };

/** Rows of columns as columns of rows. */
function exchange(rows: number, columns: number): Permutation {
  const exchanged = (values: Float32Array, across: number, down: number): Float32Array =>
    Float32Array.from(values, (_, at) => values[(at % across) * down + Math.floor(at / across)]!);
  return { write: (values) => exchanged(values, rows, columns), read: (values) => exchanged(values, columns, rows) };
}

function perTensor(values: Float32Array): Quantised {
  const least = values.reduce((a, b) => Math.min(a, b), 0);
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  const scale = Math.fround((most - least) / 255);
  const zero = Math.round(-least / scale);
  return {
    values: Uint8Array.from(values, (value) => Math.round(value / scale) + zero),
    scales: [scale],
    zeros: [zero],
    axis: 0,
  };
}

const stepIn = (shape: readonly number[], axis: number): number =>
  shape.slice(axis + 1).reduce((size, one) => size * one, 1);

function perChannel(values: Float32Array, shape: readonly number[], axis: number): Quantised {
  const step = stepIn(shape, axis);
  const count = shape[axis]!;
  const largest = new Float32Array(count).fill(1e-6);
  values.forEach((value, at) => {
    const channel = Math.floor(at / step) % count;
    largest[channel] = Math.max(largest[channel]!, Math.abs(value));
  });
  const scales = Array.from(largest, (most) => Math.fround(most / 127));
  const stored = Int8Array.from(values, (value, at) => Math.round(value / scales[Math.floor(at / step) % count]!));
  return { values: stored, scales, zeros: scales.map(() => 0), axis };
}

function dequantised({ values, scales, zeros, axis }: Quantised, shape: readonly number[]): Float32Array {
  const step = stepIn(shape, axis);
  return Float32Array.from(values, (value, at) => {
    const which = scales.length > 1 ? Math.floor(at / step) % scales.length : 0;
    return (value - zeros[which]!) * scales[which]!;
  });
}

const bytesOf = (values: Float32Array | Int32Array | Uint8Array | Int8Array): Uint8Array =>
  new Uint8Array(values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength));

/** Tables as TensorFlow's schema numbers their fields. */
function assemble({ tensors, operators }: LiteWriter, input: number, output: number): Uint8Array {
  const builder = new Builder(1024);
  const vector = (size: number, values: readonly number[], add: (value: number) => void): number => {
    builder.startVector(size, values.length, size);
    values.toReversed().forEach(add);
    return builder.endVector();
  };
  const offsets = (values: readonly number[]) => vector(4, values, (value) => builder.addOffset(value));
  const wholes = (values: readonly number[]) => vector(4, values, (value) => builder.addInt32(value));
  const bytes = (values: Uint8Array) => vector(1, [...values], (value) => builder.addInt8(value));
  const table = (fields: readonly (() => void)[], count: number): number => {
    builder.startObject(count);
    fields.forEach((field) => field());
    return builder.endObject();
  };
  const buffers = [undefined, ...tensors.map(({ data }) => data)].map((data) => {
    const stored = data && bytes(data);
    return table(stored === undefined ? [] : [() => builder.addFieldOffset(0, stored, 0)], 3);
  });
  const written = tensors.map(({ name, shape, type, quantised }, at) => {
    const [title, dims] = [builder.createString(name), wholes(shape)];
    const quantisation = quantised && writeQuantisation(quantised);
    return table(
      [
        () => builder.addFieldOffset(0, dims, 0),
        () => builder.addFieldInt8(1, type, 0),
        () => builder.addFieldInt32(2, at + 1, 0),
        () => builder.addFieldOffset(3, title, 0),
        ...(quantisation === undefined ? [] : [() => builder.addFieldOffset(4, quantisation, 0)]),
      ],
      8,
    );
  });
  function writeQuantisation({ scales, zeros, axis }: Quantised): number {
    const [factors, offset] = [
      vector(4, scales, (value) => builder.addFloat32(value)),
      vector(8, zeros, (value) => builder.addInt64(BigInt(value))),
    ];
    return table(
      [
        () => builder.addFieldOffset(2, factors, 0),
        () => builder.addFieldOffset(3, offset, 0),
        () => builder.addFieldInt32(6, axis, 0),
      ],
      7,
    );
  }
  const codes = [...new Set(operators.map(({ code }) => code))];
  const kinds = codes.map((code) =>
    table([() => builder.addFieldInt8(0, code, 0), () => builder.addFieldInt32(3, code, 0)], 4),
  );
  const steps = operators.map(({ code, inputs, output: made, options }) => {
    const [read, given] = [wholes(inputs), wholes([made])];
    const own =
      options &&
      table(
        options.map(({ field, value, as }) => () => {
          if (as === 'byte') builder.addFieldInt8(field, value, -1);
          else if (as === 'whole') builder.addFieldInt32(field, value, -1);
          else builder.addFieldFloat32(field, value, -1);
        }),
        8,
      );
    return table(
      [
        () => builder.addFieldInt32(0, codes.indexOf(code), -1),
        () => builder.addFieldOffset(1, read, 0),
        () => builder.addFieldOffset(2, given, 0),
        ...(own === undefined ? [] : [() => builder.addFieldOffset(4, own, 0)]),
      ],
      6,
    );
  });
  const [all, inputs, outputs, list] = [offsets(written), wholes([input]), wholes([output]), offsets(steps)];
  const graph = table(
    [all, inputs, outputs, list].map((value, at) => () => builder.addFieldOffset(at, value, 0)),
    5,
  );
  const [operatorCodes, graphs, stored] = [offsets(kinds), offsets([graph]), offsets(buffers)];
  const model = table(
    [
      () => builder.addFieldInt32(0, 3, 0),
      () => builder.addFieldOffset(1, operatorCodes, 0),
      () => builder.addFieldOffset(2, graphs, 0),
      () => builder.addFieldOffset(4, stored, 0),
    ],
    5,
  );
  builder.finish(model, 'TFL3');
  return builder.asUint8Array().slice();
}
