import { EngineError } from './engine-error.js';
import type { Preprocessing } from './types.js';

/** What the networks of torchvision, timm and most others were trained with; used where weights say nothing. */
export const IMAGENET: Preprocessing = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

/** From −1 to 1: what Keras' MobileNets were trained with, and the ResNets of its second version. */
export const MINUS_ONE_TO_ONE: Preprocessing = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] };

/** Who named the tensors also defined the preprocessing. */
export const usualIn = (scheme: string): Preprocessing => (scheme === 'keras' ? MINUS_ONE_TO_ONE : IMAGENET);

/** Throws `EngineError` for means that are not finite, and deviations that are not or are 0: every image would be none. */
export function checkPreprocessing({ mean, std }: Preprocessing): void {
  if ([...mean, ...std].every(Number.isFinite) && std.every((deviation) => deviation !== 0)) return;
  const got = `mean [${mean.join(', ')}] and std [${std.join(', ')}]`;
  throw new EngineError('preprocessing', `preprocessing: expected finite numbers and no std of 0, got ${got}`);
}
