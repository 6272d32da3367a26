import type { Preprocessing } from './types.js';

/** What the networks of torchvision, timm and most others were trained with; used where weights say nothing. */
export const IMAGENET: Preprocessing = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

/** From −1 to 1: what Keras' MobileNets were trained with, and the ResNets of its second version. */
export const MINUS_ONE_TO_ONE: Preprocessing = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] };

/** Whoever named the tensors prepared the images, too. */
export const usualIn = (scheme: string): Preprocessing => (scheme === 'keras' ? MINUS_ONE_TO_ONE : IMAGENET);
