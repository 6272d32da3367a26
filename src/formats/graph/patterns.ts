/** Functions that files spell out in several operations, and that have a name. */
import { numbersOf, sizeOf } from './constant.js';
import { activate } from './elementwise.js';
import type { GraphNode } from './graph.js';
import type { Live } from './layout.js';
import { isConstant, isLive, type Operation } from './operation.js';

/** Whether the sigmoid of a tensor is only multiplied with that tensor; then that is done here. */
export function laterSwish({ node, around }: Operation): boolean {
  const [input, output] = [node.inputs[0], node.outputs[0]!];
  const reader = around.onlyReader(output);
  const multiplies = reader && (reader.op === 'Mul' || reader.op === 'MUL') && !reader.attributes['activation'];
  if (!multiplies || !reader.inputs.includes(input!) || !reader.inputs.includes(output)) return false;
  around.absorb(reader);
  return true;
}

/** x · ½ · (1 + erf(x / √2)), in the order in which PyTorch writes it; `undefined` for anything else. */
export function laterGelu(operation: Operation): Live | undefined {
  const { node, around } = operation;
  const [input, divisor] = operation.inputs;
  const scale = numberOf(divisor);
  if (!isLive(input) || scale === undefined) return undefined;
  if (!isNear(scale, node.op === 'Div' ? Math.SQRT2 : Math.SQRT1_2)) return undefined;
  const steps: GraphNode[] = [];
  const next = (op: string, holds: (reader: GraphNode) => boolean): boolean => {
    const reader = around.onlyReader((steps.at(-1) ?? node).outputs[0]!);
    if (reader?.op !== op || !holds(reader)) return false;
    steps.push(reader);
    return true;
  };
  const withNumber = (value: number) => (reader: GraphNode) =>
    reader.inputs.some((name) => isNear(numberOf(around.valueOf(name)), value));
  const isGelu =
    next('Erf', () => true) &&
    next('Add', withNumber(1)) &&
    next('Mul', (reader) => reader.inputs.includes(node.inputs[0]!)) &&
    next('Mul', withNumber(0.5));
  if (!isGelu) return undefined;
  steps.forEach((step) => around.absorb(step));
  return activate(operation, input, { function: 'GELU' });
}

const numberOf = (value: unknown): number | undefined => {
  const constant = value as Parameters<typeof isConstant>[0];
  return isConstant(constant) && sizeOf(constant.dims) === 1 ? numbersOf(constant)[0] : undefined;
};

const isNear = (value: number | undefined, expected: number): boolean =>
  value !== undefined && Math.abs(value - expected) < 1e-3;
