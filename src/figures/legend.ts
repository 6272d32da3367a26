import type { Network, Shape } from '../core/index.js';
import type { Box } from './frame.js';
import { tensorScale } from './tensor-scale.js';

/** A slab of the legend with what it stands for. */
export interface LegendSlab extends Box {
  readonly text: string;
}

export interface LegendScale {
  readonly width: number;
  readonly height: number;
  readonly slabs: readonly LegendSlab[];
}

const FULL = 40;
const ROOT = 0.9;
const STEP = 50;

/** Largest, middle and smallest of what a network has. */
const spreadOf = (values: readonly number[]): readonly number[] => {
  const sorted = [...new Set(values.filter(Boolean))].sort((a, b) => b - a);
  return [...new Set([sorted[0]!, sorted[Math.floor(sorted.length / 2)]!, sorted.at(-1)!])];
};

function sample(shapes: readonly Shape[], texts: readonly string[], input: Shape): LegendScale {
  const { extent, thickness } = tensorScale(input, FULL, ROOT);
  const slabs = shapes.map((shape, at): LegendSlab => {
    const [width, height] = [thickness(shape[2]), extent(shape)];
    return { x: at * STEP + (STEP - width) / 2, y: (FULL - height) / 2, width, height, text: texts[at]! };
  });
  return { width: shapes.length * STEP, height: FULL, slabs };
}

/** What height means: maps of few channels and several sizes. */
export function heightScale({ nodes, inputShape }: Network): LegendScale {
  const sizes = spreadOf(nodes.map(({ outputShape: [height, width] }) => Math.round(Math.sqrt(height * width))));
  return sample(
    sizes.map((size) => [size, size, 64]),
    sizes.map((size) => `${size}×${size}`),
    inputShape,
  );
}

/** What thickness means: maps of one size and several numbers of channels. */
export function thicknessScale({ nodes, inputShape }: Network): LegendScale {
  const channels = spreadOf(nodes.map(({ outputShape }) => outputShape[2]));
  const size = Math.round(Math.sqrt(inputShape[0] * inputShape[1]) / 4) || 1;
  return sample(
    channels.map((count) => [size, size, count]),
    channels.map((count) => `${count}`),
    inputShape,
  );
}
