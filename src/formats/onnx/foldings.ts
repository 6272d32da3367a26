/** What ONNX's operations give where all of their inputs are constants. */
import { reshaped, sizeOf, type Constant } from '../graph/constant.js';
import {
  constants,
  cut,
  elementwise,
  expanded,
  filled,
  gathered,
  joined,
  mapped,
  multiplied,
  range,
  relaid,
  shapeOf,
  turned,
  withAxes,
  withoutAxes,
} from '../graph/folding.js';
import type { AttributeValue } from '../graph/graph.js';
import type { Operation, ReadOperation } from '../graph/operation.js';
import { Unsupported } from '../graph/unsupported.js';
import { cutsIn } from './shaping.js';
import { dequantiseConstant } from './quantised.js';

const whole = (operation: Operation): Constant => operation.needed(0);

const axesOf = (operation: Operation): readonly number[] | undefined => operation.list('axes') ?? operation.numbers(1);

/** The numbers of ONNX's whole types. */
const WHOLE: ReadonlySet<number> = new Set([2, 3, 4, 5, 6, 7, 9, 12, 13]);

const cast: ReadOperation = (operation) => {
  const isWhole = WHOLE.has(operation.number('to', 1));
  const input = isWhole && !whole(operation).isWhole ? mapped(Math.trunc)(operation) : whole(operation);
  return { ...input, isWhole };
};

const isStored = (value: AttributeValue | undefined): value is Constant =>
  typeof value === 'object' && !Array.isArray(value);

const constant: ReadOperation = ({ node: { attributes } }) => {
  const value = attributes['value'];
  if (isStored(value)) return value;
  const numbers =
    attributes['value_ints'] ?? attributes['value_floats'] ?? attributes['value_int'] ?? attributes['value_float'];
  const isWhole = 'value_int' in attributes || 'value_ints' in attributes;
  if (typeof numbers === 'number') return { dims: [], isWhole, values: () => [numbers] };
  if (Array.isArray(numbers)) return { dims: [numbers.length], isWhole, values: () => numbers as number[] };
  throw new Unsupported('expected a constant of numbers, got another');
};

const constantOfShape: ReadOperation = (operation) => {
  const value = operation.node.attributes['value'];
  const known = isStored(value) ? value : undefined;
  return filled(operation.numbers(0) ?? [], known?.values()[0] ?? 0, known?.isWhole ?? false);
};

const where: ReadOperation = (operation) => {
  const [condition, first, second] = constants(operation);
  if (!condition || !first || !second || sizeOf(first.dims) > 10_000)
    throw new Unsupported('expected a few constants, got others');
  const [a, b, test] = [expanded(first, condition.dims), expanded(second, condition.dims), condition.values()];
  const [yes, no] = [a.values(), b.values()];
  return {
    dims: a.dims,
    isWhole: a.isWhole,
    values: () => Float64Array.from(yes, (value, at) => (test[at] ? value : no[at]!)),
  };
};

export const foldings: ReadonlyMap<string, ReadOperation> = new Map<string, ReadOperation>([
  ['Constant', constant],
  ['ConstantOfShape', constantOfShape],
  ['Identity', whole],
  ['Dropout', whole],
  ['Cast', cast],
  ['Shape', shapeOf],
  ['Add', elementwise((a, b) => a + b)],
  ['Sub', elementwise((a, b) => a - b)],
  ['Mul', elementwise((a, b) => a * b)],
  ['Div', elementwise((a, b) => a / b)],
  ['Pow', elementwise((a, b) => a ** b)],
  ['Equal', elementwise((a, b) => Number(a === b))],
  ['Mod', elementwise((a, b) => a - b * Math.floor(a / b))],
  ['Neg', mapped((value) => -value)],
  ['Sqrt', mapped(Math.sqrt)],
  ['Reciprocal', mapped((value) => 1 / value)],
  ['Floor', mapped(Math.floor)],
  ['Ceil', mapped(Math.ceil)],
  ['ReduceProd', (operation) => multiplied(whole(operation), operation.number('keepdims', 1) !== 0)],
  ['Where', where],
  ['Concat', (operation) => joined(constants(operation), operation.number('axis', 0))],
  ['Gather', (operation) => gathered(whole(operation), operation.needed(1), operation.number('axis', 0))],
  ['Slice', (operation) => cut(whole(operation), cutsIn(operation, whole(operation).dims.length))],
  ['Unsqueeze', (operation) => reshaped(whole(operation), withAxes(whole(operation).dims, axesOf(operation) ?? []))],
  ['Squeeze', (operation) => reshaped(whole(operation), withoutAxes(whole(operation).dims, axesOf(operation)))],
  ['Reshape', (operation) => relaid(whole(operation), operation.list('shape') ?? operation.numbers(1) ?? [])],
  ['Transpose', (operation) => turned(whole(operation), operation.list('perm'))],
  ['Expand', (operation) => expanded(whole(operation), operation.numbers(1) ?? [])],
  ['Range', (operation) => range(operation.numbers(0)![0]!, operation.numbers(1)![0]!, operation.numbers(2)![0]!)],
  ['DequantizeLinear', dequantiseConstant],
]);
