/** Activation functions, as layers and as settings of others. */
import { excerpt, excerptName } from '../../../core/excerpt.js';
import type { ActivationAttributes } from '../../../core/ops/activation.js';
import { snakeCase, type Json } from '../json.js';
import { toShape, type Known } from '../tensor.js';
import { inputOf, isLastAxis, nameIn, numberIn, Unsupported, type Layer, type ReadLayer } from './layer.js';

/** By Keras' name; `linear` does nothing. Keras 3's `gelu` is exact, as tfjs's is. */
const functions: Readonly<Record<string, ActivationAttributes | undefined>> = {
  relu: { function: 'relu' },
  relu6: { function: 'relu6' },
  elu: { function: 'ELU' },
  selu: { function: 'SELU' },
  gelu: { function: 'GELU' },
  swish: { function: 'swish' },
  silu: { function: 'swish' },
  mish: { function: 'mish' },
  sigmoid: { function: 'sigmoid' },
  hard_swish: { function: 'hard swish' },
  hard_silu: { function: 'hard swish' },
  exponential: { function: 'exp' },
  hard_sigmoid: { function: 'hard sigmoid' },
  tanh: { function: 'tanh' },
  softplus: { function: 'softplus' },
  softsign: { function: 'softsign' },
  softmax: { function: 'softmax' },
  leaky_relu: { function: 'leaky ReLU', alpha: 0.2 },
};

/** Adds the function that `config.activation` names, after a node; nothing where it is linear. */
export function activate(layer: Layer, input: Known): Known {
  const name = snakeCase(nameIn(layer.config, 'activation') ?? 'linear');
  if (name === 'linear') return input;
  const attributes = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (attributes) return layer.add('activation', 'activation', attributes, [input]);
  return layer.addUnknown(
    'activation',
    `Activation ${excerptName(name)}`,
    'its function is not among those known here',
    input,
  );
}

const activation: ReadLayer = (layer) => activate(layer, inputOf(layer));

const fixed =
  (attributes: (config: Json) => ActivationAttributes): ReadLayer =>
  (layer) =>
    layer.add('activation', 'activation', attributes(layer.config), [inputOf(layer)]);

function reluOf(config: Json): ActivationAttributes {
  const most = config['max_value'] ?? null;
  const slope = numberIn(config, 'negative_slope', 0);
  if (numberIn(config, 'threshold', 0) !== 0)
    throw new Unsupported(`expected the threshold 0, got ${excerpt(config['threshold'])}`);
  if (slope && most === null) return { function: 'leaky ReLU', alpha: slope };
  if (!slope && most === null) return { function: 'relu' };
  if (!slope && most === 6) return { function: 'relu6' };
  if (!slope && typeof most === 'number' && most > 0) return { function: 'clip', least: 0, most };
  throw new Unsupported(
    `expected a max_value above 0 or none, and no slope beside it, got ${excerpt(most)}${slope ? ` with slope ${slope}` : ''}`,
  );
}

function eluOf(config: Json): ActivationAttributes {
  const alpha = numberIn(config, 'alpha', 1);
  return alpha === 1 ? { function: 'ELU' } : { function: 'ELU', alpha };
}

const softmax: ReadLayer = (layer) => {
  const input = inputOf(layer);
  const axis = layer.config['axis'] ?? -1;
  if (!isLastAxis(axis, input)) throw new Unsupported(`expected the last axis, got ${excerpt(axis)}`);
  return layer.add('activation', 'activation', { function: 'softmax' }, [input]);
};

const prelu: ReadLayer = (layer) => {
  const input = inputOf(layer);
  const shared: unknown = layer.config['shared_axes'] ?? [];
  if (!Array.isArray(shared)) throw new Unsupported(`expected shared_axes to be a list, got ${excerpt(shared)}`);
  const shape = toShape(input.dims.map((size, axis) => (shared.includes(axis + 1) ? 1 : size)));
  return layer.add('activation', 'prelu', { shape }, [input]);
};

export const activationClasses: Readonly<Record<string, ReadLayer>> = {
  Activation: activation,
  ReLU: fixed(reluOf),
  LeakyReLU: fixed((config) => ({
    function: 'leaky ReLU',
    alpha: numberIn(config, 'alpha', numberIn(config, 'negative_slope', 0.3)),
  })),
  ELU: fixed(eluOf),
  PReLU: prelu,
  Softmax: softmax,
};
