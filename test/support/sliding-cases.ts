/** Windows of every shape that slide over an image: what the oracle and the engine are both asked. */
import { NetworkBuilder, type AttributesOf, type Network } from '../../src/core/index.js';
import { Seeded } from './seeded.js';

export const slidingKinds = [
  'convolution',
  'grouped',
  'depthwise',
  'multiplied',
  'max-pool',
  'average-pool',
  'average of the image',
] as const;
export type SlidingKind = (typeof slidingKinds)[number];

/** One number for rows, one for columns. */
export type Pair = readonly [rows: number, columns: number];

/** Rows and columns around the image; `ceil`: PyTorch's, with one row of padding on each side. */
export type CasePadding = 'valid' | 'same' | number | 'ceil' | { readonly rows: Pair; readonly columns: Pair };

export interface SlidingCase {
  readonly kind: SlidingKind;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly padding: CasePadding;
}

const SIDES = [1, 2, 3, 4, 5, 6, 7];
const STRIDES: readonly Pair[] = [
  [1, 1],
  [2, 2],
  [1, 2],
  [2, 1],
  [3, 2],
];
const DILATIONS: readonly Pair[] = [
  [2, 2],
  [1, 2],
  [3, 1],
];
const ONE: Pair = [1, 1];
/** What tfjs moves: a stride or a dilation. */
const MOVES = [
  ...STRIDES.map((stride) => ({ stride, dilation: ONE })),
  ...DILATIONS.map((dilation) => ({ stride: ONE, dilation })),
];

export const isPool = (kind: SlidingKind): boolean =>
  !['convolution', 'grouped', 'depthwise', 'multiplied'].includes(kind);

/** Pools have no dilation; PyTorch pads them by half a window at most, and only they are rounded up. */
function isPossible({ kind, kernel, dilation, padding }: SlidingCase): boolean {
  if (!isPool(kind)) return padding !== 'ceil';
  const rows = padding === 'ceil' ? 1 : typeof padding === 'number' ? padding : 0;
  return dilation === ONE && Math.min(...kernel) >= 2 * rows;
}

/** Every kind, kernel, move and padding. */
export function slidingGrid(): readonly SlidingCase[] {
  const paddings: CasePadding[] = ['valid', 'same', 1, 2, 'ceil', { rows: [1, 2], columns: [0, 1] }];
  const kernels = SIDES.flatMap((rows) => SIDES.map((columns): Pair => [rows, columns]));
  return slidingKinds
    .flatMap((kind) =>
      kernels.flatMap((kernel) =>
        MOVES.flatMap((move) => paddings.map((padding) => ({ kind, kernel, ...move, padding }))),
      ),
    )
    .filter(isPossible);
}

/** So many of the values, drawn without repeats, in their order; all where there are no more. */
export function sample<T>(values: readonly T[], count: number, seed = 1): readonly T[] {
  const random = new Seeded(seed);
  let wanted = Math.min(count, values.length);
  return values.filter((_, at) => {
    const isDrawn = random.next() * (values.length - at) < wanted;
    if (isDrawn) wanted--;
    return isDrawn;
  });
}

const pair = ([rows, columns]: Pair): string => `${rows}×${columns}`;

export function titleOf({ kind, kernel, stride, dilation, padding }: SlidingCase): string {
  const around = typeof padding === 'object' ? `rows ${padding.rows}, columns ${padding.columns}` : padding;
  return `${kind} ${pair(kernel)}, stride ${pair(stride)}, dilation ${pair(dilation)}, padding ${around}`;
}

/** The sizes of a case: image, channels out of the window, and what the kernel's four axes are. */
export interface CaseSizes {
  readonly image: readonly [height: number, width: number, channels: number];
  readonly filters: number;
  readonly groups: number;
}

/** An image that each window fits at least once. */
export function sizesOf({ kind, kernel, dilation }: SlidingCase, random: Seeded): CaseSizes {
  const least = kernel.map((side, axis) => (side - 1) * dilation[axis]! + 1) as [number, number];
  const channels = kind === 'grouped' ? 4 : random.integer(1, 3);
  const filters =
    { grouped: 6, convolution: random.integer(1, 4), multiplied: 2 * channels }[kind as string] ?? channels;
  const image = [least[0] + random.integer(0, 6), least[1] + random.integer(0, 6), channels] as const;
  return { image, filters, groups: kind === 'grouped' ? 2 : 1 };
}

/** The window alone in a network, with what a convolution may fuse behind it; nodes `window` and `cut`. */
export function networkOf(asked: SlidingCase, sizes: CaseSizes): Network {
  const builder = new NetworkBuilder('sliding', titleOf(asked), {});
  const image = builder.add('image', 'input', { shape: sizes.image }, []);
  builder.scope('unit', { role: 'unit', title: 'unit' }, () => {
    const window = addWindow(builder, asked, sizes, image);
    if (!isPool(asked.kind)) builder.add('cut', 'activation', { function: 'relu6' }, [window]);
  });
  return builder.finish();
}

function addWindow(builder: NetworkBuilder, asked: SlidingCase, { filters, groups }: CaseSizes, image: string): string {
  const { kind, padding } = asked;
  const x = typeof padding === 'object' ? builder.add('pad', 'pad', sidesOf(padding), [image]) : image;
  const window = windowOf(asked);
  const add = () => {
    switch (kind) {
      case 'convolution':
      case 'grouped':
        return builder.add('window', 'conv2d', { ...window, filters, groups, bias: true }, [x]);
      case 'depthwise':
        return builder.add('window', 'depthwise-conv2d', { ...window, bias: true }, [x]);
      case 'multiplied':
        return builder.add('window', 'depthwise-conv2d', { ...window, multiplier: 2, bias: true }, [x]);
      case 'max-pool':
        return builder.add('window', 'max-pool', window, [x]);
      case 'average-pool':
        return builder.add('window', 'average-pool', window, [x]);
      case 'average of the image':
        return builder.add('window', 'average-pool', { ...window, countPadding: false }, [x]);
    }
  };
  return add();
}

const sidesOf = ({ rows: [top, bottom], columns: [left, right] }: Extract<CasePadding, object>) => ({
  top,
  bottom,
  left,
  right,
});

/** Written as a reader of files writes it: `across` only where columns differ. */
function windowOf({ kernel, stride, dilation, padding }: SlidingCase): AttributesOf<'max-pool'> {
  const along = (axis: 0 | 1) => ({
    kernel: kernel[axis],
    stride: stride[axis],
    ...(Math.max(...dilation) > 1 && { dilation: dilation[axis] }),
  });
  const isSquare = [kernel, stride, dilation].every(([rows, columns]) => rows === columns);
  return {
    ...along(0),
    padding: padding === 'same' ? 'same' : padding === 'ceil' ? 1 : typeof padding === 'number' ? padding : 0,
    ...(padding === 'ceil' && { ceil: true }),
    ...(!isSquare && { across: along(1) }),
  };
}
