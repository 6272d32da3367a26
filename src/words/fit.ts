import type { Fit } from '../core/fit.js';
import { fittingOf } from '../core/fitting.js';

interface Size {
  readonly width: number;
  readonly height: number;
}

export const FIT_TITLES: Readonly<Record<Fit, string>> = {
  crop: 'Crop',
  squash: 'Squash',
  letterbox: 'Letterbox',
};

const sizeOf = ({ width, height }: Size): string => `${width}\u00a0×\u00a0${height}`;

export const hasShapeOf = (a: Size, b: Size): boolean => a.width * b.height === a.height * b.width;

/** `middle square of 1024 × 768, resized to 32 × 32`: width before height, as photos are measured. */
export function describeFit(fit: Fit, image: Size, input: Size): string {
  const whole = `all of ${sizeOf(image)}`;
  if (hasShapeOf(image, input)) return `${whole}, resized to ${sizeOf(input)}`;
  if (fit === 'squash') return `${whole}, squashed to ${sizeOf(input)}`;
  if (fit === 'letterbox')
    return `${whole}, resized to ${sizeOf(fittingOf(fit, image, input).place)} within ${sizeOf(input)}`;
  const middle = input.width === input.height ? 'middle square' : 'middle';
  return `${middle} of ${sizeOf(image)}, resized to ${sizeOf(input)}`;
}
