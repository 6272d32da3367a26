/** Functions that files spell out in several operations, and that have a name. */
import { float32, numbersOf, sizeOf, type Constant } from './constant.js';
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

/**
 * Layer normalisation as PyTorch writes it up to opset 16, from the mean over the last axis on: (x − mean) / √(variance + ε)
 * · γ + β. `undefined` for anything else.
 */
export function laterLayerNorm(operation: Operation): Live | undefined {
  const { node, around } = operation;
  const [input] = operation.inputs;
  const x = node.inputs[0]!;
  if (!isLive(input)) return undefined;
  const { value, axes } = operation.laid(input);
  if (axes.at(-1) !== 2) return undefined;
  const after = (tensor: string | undefined, op: string): GraphNode | undefined =>
    around.readersOf(tensor ?? '').find((reader) => reader.op === op);
  const centred = after(node.outputs[0], 'Sub');
  const difference = centred?.outputs[0];
  const square = after(difference, 'Pow');
  const variance = after(square?.outputs[0], 'ReduceMean');
  const shifted = after(variance?.outputs[0], 'Add');
  const root = after(shifted?.outputs[0], 'Sqrt');
  const quotient = after(root?.outputs[0], 'Div');
  const scaled = after(quotient?.outputs[0], 'Mul');
  const last = after(scaled?.outputs[0], 'Add');
  const steps = [centred, square, variance, shifted, root, quotient, scaled, last].filter((step) => step !== undefined);
  const stored = (step: GraphNode | undefined) =>
    step?.inputs.map((name) => around.valueOf(name)).find((one): one is Constant => isConstant(one));
  const [exponent, epsilon, gamma, beta] = [square, shifted, scaled, last].map(stored);
  const holds =
    steps.length === 8 &&
    centred!.inputs.join() === [x, node.outputs[0]].join() &&
    quotient!.inputs[0] === difference &&
    isNear(numberOf(exponent), 2) &&
    numberOf(epsilon) !== undefined &&
    [gamma, beta].every((one) => one && sizeOf(one.dims) === input.dims.at(-1));
  if (!holds) return undefined;
  steps.forEach((step) => around.absorb(step));
  const weights = { gamma: float32(gamma!), beta: float32(beta!) };
  const attributes = { over: 'layer', epsilon: numberOf(epsilon)!, scale: true, center: true } as const;
  return operation.like(value, operation.add('norm', 'norm', attributes, [value.node], weights));
}

const numberOf = (value: unknown): number | undefined => {
  const constant = value as Parameters<typeof isConstant>[0];
  return isConstant(constant) && sizeOf(constant.dims) === 1 ? numbersOf(constant)[0] : undefined;
};

const isNear = (value: number | undefined, expected: number): boolean =>
  value !== undefined && Math.abs(value - expected) < 1e-3;
