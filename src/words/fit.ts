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

/** `middle square of 1024 × 768, resized to 32 × 32`: width before height, as photos are measured, and said where a network's input, height before width, would be mistaken. */
export function describeFit(fit: Fit, image: Size, input: Size): string {
  const whole = `all of ${sizeOf(image)}`;
  const isSquare = input.width === input.height;
  const inside = isSquare ? sizeOf(input) : `${sizeOf(input)} (width × height)`;
  if (hasShapeOf(image, input)) return `${whole}, resized to ${inside}`;
  if (fit === 'squash') return `${whole}, squashed to ${inside}`;
  if (fit === 'letterbox') return `${whole}, resized to ${sizeOf(fittingOf(fit, image, input).place)} within ${inside}`;
  return `middle${isSquare ? ' square' : ''} of ${sizeOf(image)}, resized to ${inside}`;
}
