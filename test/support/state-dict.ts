/** State dicts of published models, as the reference rows of `test/golden/counts` name and shape them. */
import type { ReferenceRow } from './golden-networks.js';
import type { WrittenTensor } from './safetensors.js';
import { fnv } from './wgen.js';

export interface StateRow extends Pick<ReferenceRow, 'name' | 'op' | 'kernel' | 'groups' | 'params'> {
  readonly in_shapes: readonly (readonly number[])[];
  readonly out_shape: ReferenceRow['out_shape'];
}

/** A number that only this place of this tensor has; from 0 to 1, as a variance must be. */
export const valueAt = (tensor: string, index: number): number => numbered(fnv(tensor), index);
const numbered = (seed: number, index: number): number => ((seed ^ Math.imul(index + 1, 0x9e3779b1)) >>> 8) / 2 ** 24;

function written(name: string, shape: readonly number[]): WrittenTensor {
  const seed = fnv(name);
  const data = new Float32Array(shape.reduce((product, axis) => product * axis, 1));
  for (let i = 0; i < data.length; i++) data[i] = numbered(seed, i);
  return { name, shape, data };
}

/** The tensors of a module, in PyTorch's shapes. */
function tensorsOf({ op, kernel, groups, params, in_shapes, out_shape }: StateRow, module: string): WrittenTensor[] {
  const [inputs, outputs] = [in_shapes[0]![1]!, out_shape[1] as number];
  const bias = params?.['bias'] ? [written(`${module}.bias`, [outputs])] : [];
  if (op === 'conv2d') return [written(`${module}.weight`, [outputs, inputs / groups!, ...kernel!]), ...bias];
  if (op === 'linear') return [written(`${module}.weight`, [outputs, inputs]), ...bias];
  if (op !== 'batchnorm') return [];
  const parts = ['weight', 'bias', 'running_mean', 'running_var'];
  const tracked = { name: `${module}.num_batches_tracked`, shape: [], data: new BigInt64Array(1), dtype: 'I64' };
  return [...parts.map((part) => written(`${module}.${part}`, [outputs])), tracked];
}

/** `rename` gives each module that has tensors another code base's name. */
export const stateDict = (rows: readonly StateRow[], rename = (module: string): string => module): WrittenTensor[] =>
  rows.flatMap((row) => (WEIGHTED.includes(row.op) ? tensorsOf(row, rename(row.name)) : []));

const WEIGHTED: readonly string[] = ['conv2d', 'linear', 'batchnorm'];
