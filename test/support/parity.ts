/** Reference activations of whole networks, as test/golden/parity holds them. */
import { writeSafetensors } from './safetensors.js';
import { formulaValues, type FormulaImage, type FormulaTensor } from './wgen.js';

export interface ParityOutput {
  readonly name: string;
  readonly op?: string;
  readonly keras_class?: string;
  readonly torch_name?: string | null;
  readonly shape_nhwc: readonly number[];
  readonly std: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly probes_nhwc: readonly number[];
  readonly probe_values: readonly number[];
}

export interface Parity {
  readonly id: string;
  readonly input: FormulaImage;
  readonly weights: { readonly key: string };
  readonly logits: readonly number[];
  readonly outputs: readonly ParityOutput[];
  readonly tensors: readonly FormulaTensor[];
}

/** The weights by formula, as the file that PyTorch would write. */
export const formulaFile = ({ weights, tensors }: Pick<Parity, 'weights' | 'tensors'>): ArrayBuffer =>
  writeSafetensors(tensors.map((tensor) => ({ ...tensor, data: formulaValues(weights.key, tensor) })));

/** The largest difference at the probes, in standard deviations of the activation. */
export function probeError(
  data: Float32Array,
  { probes_nhwc: probes, probe_values: values, std }: ParityOutput,
): number {
  return Math.max(...probes.map((index, i) => Math.abs(data[index]! - values[i]!))) / std;
}
