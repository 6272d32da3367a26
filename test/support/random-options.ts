import type { BlockRow, Options, OptionValue, Resolution } from '../../src/core/index.js';
import { Seeded } from './seeded.js';

export interface RandomLimits {
  /** The longer side of the image; 224 unless told, at least 8. */
  readonly maxResolution?: number;
  /** 1.5 unless told. */
  readonly maxWidth?: number;
}

/** What the post's 4×4 pooling needs. */
const POOL = 4;
const SMALLEST_IMAGE = 8;

/**
 * Options of `mobilenet-v2` that are valid together, the same for the same seed: every option takes part, each left to its
 * default now and then, so that variants meet in all combinations.
 */
export function randomOptions(seed: number, { maxResolution = 224, maxWidth = 1.5 }: RandomLimits = {}): Options {
  const random = new Seeded(seed);
  const chosen: Record<string, OptionValue> = {};
  const sometimes = (name: string, draw: () => OptionValue, share = 0.5): void => {
    if (random.chance(share)) chosen[name] = draw();
  };
  chosen['resolution'] = drawResolution(random, maxResolution);
  chosen['width'] = random.integer(2, Math.floor(maxWidth * 20)) / 20;
  chosen['classes'] = random.oneOf([1, 10, 100, 1000, 1001]);
  sometimes('blocks', () => drawBlocks(random), 0.3);
  sometimes('expansion', () => random.oneOf([0.5, 1, 1.5, 2, 3, 4, 6, 8]), 0.4);
  sometimes('strides', () => random.oneOf(['imagenet', 'cifar']));
  sometimes('stemStride', () => random.oneOf(['1', '2']), 0.2);
  sometimes('shortcut', () => random.oneOf(['identity', 'projection', 'none']));
  sometimes('bottleneck', () => random.oneOf(['inverted', 'classical']), 0.4);
  sometimes('activationPosition', () =>
    random.oneOf(['linear', 'after-projection', 'after-addition', 'pre-activation']),
  );
  sometimes('unitExpansion', () => random.chance(0.5));
  sometimes('projectionNorm', () => random.chance(0.5));
  sometimes('stemActivation', () => random.oneOf(['relu', 'relu6']));
  sometimes('padding', () => random.oneOf(['torch', 'same']));
  sometimes('classifier', () => random.oneOf(['dense', 'conv']));
  sometimes('divisor', () => random.oneOf([1, 2, 4, 8, 16]), 0.4);
  sometimes('channelRounding', () => random.oneOf(['exact', 'truncated']), 0.3);
  sometimes('normEpsilon', () => random.oneOf([1e-5, 1e-3]));
  if (random.chance(0.4) && smallestSideOfHead(chosen) >= POOL) chosen['pool'] = '4x4';
  return chosen;
}

function drawResolution(random: Seeded, most: number): Resolution {
  const side = (): number => random.integer(SMALLEST_IMAGE, Math.max(SMALLEST_IMAGE, most));
  return random.chance(0.4) ? [side(), side()] : side();
}

function drawBlocks(random: Seeded): BlockRow[] {
  const row = (): BlockRow => [
    random.oneOf([1, 2, 2.5, 4, 6]),
    random.integer(1, 12) * 8,
    random.integer(1, 3),
    random.oneOf([1, 1, 2, 2, 3]),
  ];
  return Array.from({ length: random.integer(1, 5) }, row);
}

/** A lower bound on what the pooling sees: every stride there is divides the image, rounding up. */
function smallestSideOfHead(chosen: Readonly<Record<string, OptionValue>>): number {
  const sides = [chosen['resolution'] as Resolution].flat();
  const blocks = chosen['blocks'] as readonly BlockRow[] | undefined;
  const strides = blocks ? blocks.map(([, , , s]) => s) : [2, 2, 2, 2];
  return [2, ...strides].reduce((side, stride) => Math.ceil(side / stride), Math.min(...sides));
}
