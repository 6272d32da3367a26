/** Every layer kind in every form that takes a way of its own, as single nodes. */
import { NetworkBuilder, type AttributesOf, type Network, type OpKind, type Shape } from '../../src/core/index.js';

/** What of a kind takes a way of its own through tfjs. */
export type Samples<K extends OpKind> = readonly {
  readonly attributes: AttributesOf<K>;
  /** Of the tensors that come in; one map of four channels where absent. */
  readonly inputs?: readonly Shape[];
}[];

const MAP: Shape = [6, 5, 4];
const window = { kernel: 3, stride: 2, padding: 1 } as const;
const same = { ...window, padding: 'same' } as const;
const oblong = { ...same, across: { kernel: 1, stride: 1 } } as const;

type FunctionName = AttributesOf<'activation'>['function'];
/** A record, so that a function that is missing does not compile. */
const functions: Readonly<Record<FunctionName, Omit<AttributesOf<'activation'>, 'function'>>> = {
  relu: {},
  relu6: {},
  'leaky ReLU': { alpha: 0.3 },
  ELU: {},
  SELU: {},
  GELU: {},
  swish: {},
  mish: {},
  sigmoid: {},
  'hard sigmoid': {},
  tanh: {},
  softplus: {},
  softsign: {},
  softmax: { axis: 0 },
  'GELU (tanh)': {},
  'hard swish': {},
  clip: { least: -0.2, most: 0.3 },
  exp: {},
  log: {},
  erf: {},
  'absolute value': {},
  power: { alpha: -1 },
};
const mergings: Readonly<Record<AttributesOf<'merge'>['function'], true>> = {
  sum: true,
  product: true,
  maximum: true,
  minimum: true,
  difference: true,
  quotient: true,
};
const namesOf = <Name extends string>(record: Readonly<Record<Name, unknown>>): readonly Name[] =>
  Object.keys(record) as Name[];

/** The image is given and what is not known cannot run: all other kinds have samples, or this does not compile. */
export const samples: { readonly [K in Exclude<OpKind, 'input' | 'unknown'>]: Samples<K> } = {
  conv2d: [
    { attributes: { ...window, filters: 8, groups: 1, bias: true } },
    { attributes: { ...same, filters: 8, groups: 2, bias: false } },
    { attributes: { ...oblong, filters: 2, groups: 1, bias: true } },
    { attributes: { ...window, stride: 1, dilation: 2, filters: 2, groups: 1, bias: true } },
  ],
  'depthwise-conv2d': [{ attributes: window }, { attributes: { ...same, bias: true, multiplier: 2 } }],
  'batch-norm': [
    { attributes: { epsilon: 1e-3 } },
    { attributes: { epsilon: 1e-3, scale: false, center: false } },
    { attributes: { epsilon: 1e-3, counted: true } },
  ],
  activation: namesOf(functions).map((name) => ({ attributes: { function: name, ...functions[name] } })),
  add: [{ attributes: {}, inputs: [MAP, MAP] }],
  'average-pool': [
    { attributes: window },
    { attributes: same },
    { attributes: { ...window, countPadding: false } },
    { attributes: oblong },
  ],
  'global-average-pool': [{ attributes: {} }],
  dense: [{ attributes: { units: 3, bias: true } }, { attributes: { units: 3, bias: false } }],
  'max-pool': [
    { attributes: window },
    { attributes: same },
    { attributes: { ...window, ceil: true } },
    { attributes: { kernel: 1, stride: 2, padding: 0 } },
  ],
  'adaptive-average-pool': [{ attributes: { size: 4 } }],
  'channel-shuffle': [{ attributes: { groups: 2 } }],
  concat: [
    { attributes: {}, inputs: [MAP, MAP] },
    { attributes: { axis: 1 }, inputs: [MAP, [6, 2, 4]] },
    { attributes: { axis: 1, constant: [6, 2, 4] } },
  ],
  split: [{ attributes: { part: 1, parts: 2 } }],
  'local-response-norm': [{ attributes: { size: 3, alpha: 1e-2, beta: 0.75, k: 1 } }],
  merge: [
    ...namesOf(mergings).map((name) => ({ attributes: { function: name }, inputs: [MAP, [1, 1, 4]] as const })),
    { attributes: { function: 'difference', constant: [1, 5, 1] } },
    { attributes: { function: 'quotient', constant: [1, 1, 4], constantFirst: true } },
  ],
  pad: [
    { attributes: { top: 1, bottom: 0, left: 2, right: 1 } },
    { attributes: { top: -1, bottom: 0, left: 0, right: -2 } },
    { attributes: { top: 1, bottom: 2, left: 2, right: 1, value: 'reflected' } },
    { attributes: { top: 1, bottom: 2, left: 2, right: 1, value: 3 } },
    { attributes: { top: 0, bottom: 0, left: 0, right: 0, channels: 3 } },
  ],
  prelu: [{ attributes: { shape: [1, 1, 4] } }],
  rescale: [{ attributes: { scale: 0.5, offset: -1 } }, { attributes: { scale: [1, 2, 3, 4], offset: 0 } }],
  reshape: [{ attributes: { shape: [1, 1, 120] } }],
  resize: [
    { attributes: { height: 12, width: 15, interpolation: 'nearest' } },
    { attributes: { height: 12, width: 10, interpolation: 'bilinear' } },
    { attributes: { height: 9, width: 7, interpolation: 'bilinear', align: 'corners' } },
    { attributes: { height: 9, width: 7, interpolation: 'bilinear', align: 'centres' } },
  ],
  'transposed-conv2d': [
    { attributes: { ...window, filters: 8, groups: 1, bias: true } },
    { attributes: { ...same, filters: 8, groups: 2, bias: false } },
    { attributes: { ...oblong, filters: 2, groups: 1, bias: true } },
    { attributes: { ...window, kernel: 2, stride: 3, padding: 0, extra: [1, 0], filters: 2, groups: 1, bias: true } },
  ],
  norm: [
    { attributes: { over: 'layer', epsilon: 1e-5, scale: true, center: true } },
    { attributes: { over: 'instance', epsilon: 1e-5, scale: false, center: false } },
    { attributes: { over: 'group', groups: 2, epsilon: 1e-5, scale: true, center: true } },
  ],
  reduce: (['mean', 'sum', 'maximum', 'minimum'] as const).flatMap((name) => [
    { attributes: { function: name, axes: [0, 1] } },
    { attributes: { function: name, axes: [2] } },
  ]),
  slice: [
    { attributes: { begin: [1, 0, 2], shape: [4, 5, 2] } },
    { attributes: { begin: [1, 0, 2], shape: [2, 5, 1], steps: [3, 1, 1] } },
  ],
  transpose: [{ attributes: { order: [2, 0, 1] } }],
  'depth-to-space': (['places', 'channels'] as const).flatMap((first) => [
    { attributes: { block: 2, first } },
    { attributes: { block: 2, first, inverse: true }, inputs: [[6, 4, 2]] },
  ]),
  'matrix-product': [
    { attributes: {}, inputs: [MAP, [6, 4, 3]] },
    { attributes: { transposed: true }, inputs: [MAP, [6, 3, 4]] },
  ],
};

/** A network of inputs and one node. */
export function networkOf(kind: OpKind, { attributes, inputs = [MAP] }: Samples<OpKind>[number]): Network {
  const builder = new NetworkBuilder('sample', 'Sample', {});
  const ids = inputs.map((shape, at) => builder.add(`input${at}`, 'input', { shape }, []));
  builder.add('node', kind, attributes, ids);
  return builder.finish();
}
