/** Which tensors of an ONNX file are stored as small whole numbers, and how. */
import { excerptName } from '../../core/excerpt.js';
import { numbersOf, sizeOf, type Constant } from '../graph/constant.js';
import { MOST_NUMBERS } from '../../core/limits.js';
import type { Quantisation } from '../model.js';
import type { GraphProto, NodeProto } from './proto.js';

/** Where an operation has what is stored, its scales and its zeros, and the usual axis of the scales. */
interface Places {
  readonly stored: number;
  readonly axis: number;
}

const PLACES: ReadonlyMap<string, Places> = new Map([
  ['DequantizeLinear', { stored: 0, axis: 1 }],
  ['QLinearConv', { stored: 3, axis: 0 }],
  ['QLinearMatMul', { stored: 3, axis: 1 }],
  ['QGemm', { stored: 3, axis: 0 }],
]);

const TITLES: ReadonlyMap<number, string> = new Map([
  [2, 'uint8'],
  [3, 'int8'],
  [4, 'uint16'],
  [5, 'int16'],
  [6, 'int32'],
]);

export function quantisationsIn(
  { nodes, initializers }: GraphProto,
  constants: ReadonlyMap<string, Constant>,
): ReadonlyMap<string, Quantisation> {
  const types = new Map(initializers.map(({ name, type }) => [name, type]));
  const found = new Map<string, Quantisation>();
  for (const node of nodes) {
    const places = PLACES.get(node.op);
    const name = places && node.inputs[places.stored];
    const type = types.get(name ?? '');
    if (name === undefined || type === undefined) continue;
    const quantisation = quantisationOf(node, places!, TITLES.get(type) ?? excerptName(`type ${type}`), constants);
    if (quantisation) found.set(name, quantisation);
  }
  return found;
}

function quantisationOf(
  { inputs, attributes }: NodeProto,
  { stored, axis }: Places,
  type: string,
  constants: ReadonlyMap<string, Constant>,
): Quantisation | undefined {
  const [scale, zero] = [constants.get(inputs[stored + 1] ?? ''), constants.get(inputs[stored + 2] ?? '')];
  if (!scale || sizeOf(scale.dims) > MOST_NUMBERS) return undefined;
  const scales = numbersOf(scale);
  const zeros = zero && sizeOf(zero.dims) <= MOST_NUMBERS ? numbersOf(zero) : scales.map(() => 0);
  const along = attributes.get('axis');
  return { type, scales, zeros, ...(scales.length > 1 && { axis: typeof along === 'number' ? along : axis }) };
}
