import type { Preprocessing } from './types.js';

/** What the networks of torchvision, timm and most others were trained with; used where weights say nothing. */
export const IMAGENET: Preprocessing = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
