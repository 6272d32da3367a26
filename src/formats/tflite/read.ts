/** A TensorFlow Lite file → a network: float, or quantised, whose weights become what they stand for. */
import { MOST_ELEMENTS } from '../../core/limits.js';
import { once } from '../../core/once.js';
import { excerptName } from '../../core/excerpt.js';
import { modelError, tensorError } from '../file-error.js';
import { sizeOf, stridesOf, type Constant } from '../graph/constant.js';
import type { Graph, GraphNode } from '../graph/graph.js';
import { modelOfGraph } from '../graph/read-graph-model.js';
import type { Model, PixelScaling, Quantisation, ReadOptions } from '../model.js';
import { foldings, operations } from '../tensorflow/operations.js';
import { decode } from '../weights/stored-tensor.js';
import { KINDS } from './operators.js';
import { readLiteModel, type LiteModel, type LiteOperator, type LiteTensor } from './schema.js';
import { TableError } from './table.js';

/** `file`: what sentences call it. Throws `FileError` naming the part of the file that cannot be followed. */
export function readTflite(bytes: Uint8Array, file: string, options: ReadOptions = {}): Model {
  try {
    return read(bytes, file, options);
  } catch (error) {
    // Places are checked when they are read, some of them late.
    if (error instanceof TableError) throw modelError(file, error.place, error.expected, 'others');
    throw error;
  }
}

function read(bytes: Uint8Array, file: string, options: ReadOptions): Model {
  const lite = readLiteModel(bytes);
  const names = uniqueNames(lite.tensors);
  checkPlaces(lite, file);
  const quantised = quantisationsOf(lite, names);
  const model = modelOfGraph(graphOf(lite, names, file, quantised.size), { operations, foldings }, file, options);
  return { ...model, quantised, preprocessing: pixelsOf(lite) };
}

/** Tensors may share a name, or have none. */
function uniqueNames(tensors: readonly LiteTensor[]): readonly string[] {
  const counts = new Map<string, number>();
  return tensors.map(({ name }) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count > 1 ? `${name}#${count}` : name;
  });
}

/** Every number of a tensor is one that the file has; -1 stands for what is left out. */
function checkPlaces({ tensors, inputs, outputs, operators }: LiteModel, file: string): void {
  const isThere = (index: number): boolean => index >= 0 && index < tensors.length;
  if (![...inputs, ...outputs].every(isThere))
    throw modelError(file, 'subgraph', 'inputs and outputs among its tensors', 'others');
  operators.forEach((operator, at) => {
    const isFine = operator.inputs.every((index) => index === -1 || isThere(index)) && operator.outputs.every(isThere);
    if (!isFine) throw modelError(file, `operator ${at}`, 'inputs and outputs among the tensors', 'others');
  });
}

function graphOf(lite: LiteModel, names: readonly string[], file: string, quantised: number): Graph {
  const { tensors, inputs, outputs, operators, title } = lite;
  const isOwn = title !== '' && title !== 'main';
  return {
    title: isOwn ? title : file.replace(/\.tflite$/i, '') || 'model',
    inputs: inputs.map((index) => ({ name: names[index]!, dims: openDims(tensors[index]!) })),
    outputs: outputs.map((index) => names[index]!),
    nodes: operators.map((operator) => nodeOf(operator, names)),
    constants: constantsOf(lite, names),
    stated: new Map(
      tensors.flatMap(({ dims }, at) =>
        dims.length && dims.every((size) => size > 0) ? [[names[at]!, dims] as const] : [],
      ),
    ),
    channelsFirst: false,
    notes: quantised ? [QUANTISATION_NOTE] : [],
  };
}

const QUANTISATION_NOTE =
  'It is quantised: numbers are stored as whole ones of 8 bits, and computed here with as what they stand for; what lies between layers is not rounded, as it is on a device.';

const openDims = ({ dims, signature }: LiteTensor): readonly (number | null)[] =>
  dims.map((size, axis) => ((signature[axis] ?? size) > 0 ? size : null));

function nodeOf({ code, custom, inputs, outputs, options }: LiteOperator, names: readonly string[]): GraphNode {
  const kind = KINDS.get(code);
  const [first] = outputs;
  return {
    op: custom || (kind?.op ?? `operator ${code}`),
    name: first === undefined ? '' : names[first]!,
    inputs: inputs.map((index) => (index === -1 ? '' : names[index]!)),
    outputs: outputs.map((index) => names[index]!),
    attributes: kind?.attributes?.(options) ?? {},
  };
}

interface Type {
  readonly title: string;
  readonly bytes: number;
  readonly isWhole: boolean;
  readonly decode: (buffer: ArrayBuffer) => ArrayLike<number>;
}

const real = (title: string, bytes: number, dtype: string): Type => ({
  title,
  bytes,
  isWhole: false,
  decode: (buffer) => decode({ name: title, dtype, shape: [], bytes: () => buffer }),
});
const whole = (title: string, bytes: number, values: Type['decode']): Type => ({
  title,
  bytes,
  isWhole: true,
  decode: values,
});

/** By number, as `TensorType` has them. */
const TYPES: ReadonlyMap<number, Type> = new Map([
  [0, real('float32', 4, 'F32')],
  [1, real('float16', 2, 'F16')],
  [2, whole('int32', 4, (buffer) => new Int32Array(buffer))],
  [3, whole('uint8', 1, (buffer) => new Uint8Array(buffer))],
  [4, whole('int64', 8, (buffer) => Float64Array.from(new BigInt64Array(buffer), Number))],
  [6, whole('bool', 1, (buffer) => new Uint8Array(buffer))],
  [7, whole('int16', 2, (buffer) => new Int16Array(buffer))],
  [9, whole('int8', 1, (buffer) => new Int8Array(buffer))],
]);

function constantsOf({ tensors, bufferOf }: LiteModel, names: readonly string[]): ReadonlyMap<string, Constant> {
  const constants = new Map<string, Constant>();
  tensors.forEach((tensor, at) => {
    const bytes = bufferOf(tensor.buffer);
    if (bytes) constants.set(names[at]!, constantOf(tensor, bytes, names[at]!));
  });
  return constants;
}

function constantOf(tensor: LiteTensor, bytes: Uint8Array, name: string): Constant {
  const { dims, scales } = tensor;
  const type = TYPES.get(tensor.type);
  if (!type)
    throw tensorError(
      'weights-dtype',
      name,
      'numbers such as float32 or int8',
      `type ${excerptName(`${tensor.type}`)}`,
    );
  if (!dims.every((size) => size >= 0) || sizeOf(dims) > MOST_ELEMENTS)
    throw tensorError('weights-format', name, `a shape of at most ${MOST_ELEMENTS} values`, 'another');
  if (bytes.length !== sizeOf(dims) * type.bytes)
    throw tensorError('weights-offsets', name, `${sizeOf(dims) * type.bytes} bytes`, `${bytes.length}`);
  const isQuantised = type.isWhole && scales.length > 0;
  const values = once(() => {
    const stored = type.decode(bytes.slice().buffer);
    return isQuantised ? dequantised(stored, tensor, name) : stored;
  });
  return { dims, isWhole: type.isWhole && !isQuantised, isQuantised, values };
}

/** (q − zero) · scale; one scale for all, or one for each place along an axis. */
function dequantised(stored: ArrayLike<number>, { dims, scales, zeros, axis }: LiteTensor, name: string): Float32Array {
  if (scales.length > 1 && dims[axis] !== scales.length)
    throw tensorError('weights-format', name, `${dims[axis] ?? 1} scales or one`, `${scales.length}`);
  const step = stridesOf(dims)[axis] ?? 1;
  return Float32Array.from(stored, (value, place) => {
    const which = scales.length > 1 ? Math.floor(place / step) % scales.length : 0;
    return (value - (zeros[which] ?? zeros[0] ?? 0)) * scales[which]!;
  });
}

function quantisationsOf({ tensors }: LiteModel, names: readonly string[]): ReadonlyMap<string, Quantisation> {
  const quantised = new Map<string, Quantisation>();
  tensors.forEach(({ type, scales, zeros, axis }, at) => {
    const { title, isWhole } = TYPES.get(type) ?? { title: 'unknown', isWhole: false };
    if (isWhole && scales.length)
      quantised.set(names[at]!, { type: title, scales, zeros, ...(scales.length > 1 && { axis }) });
  });
  return quantised;
}

/** Pixels of 8 bits are what comes in: the file says what they stand for. */
function pixelsOf({ tensors, inputs }: LiteModel): PixelScaling | undefined {
  const input = tensors[inputs[0] ?? -1];
  const title = input && TYPES.get(input.type)?.title;
  const [scale, zero = 0] = [input?.scales[0], input?.zeros[0]];
  if (!scale || (title !== 'uint8' && title !== 'int8')) return undefined;
  // A pixel from 0 to 255 is that number as uint8, and 128 less as int8.
  const mean = (title === 'int8' ? zero + 128 : zero) / 255;
  const std = 1 / (255 * scale);
  return { mean: [mean, mean, mean], std: [std, std, std] };
}
