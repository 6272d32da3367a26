import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolStar, symbolTriangle } from 'd3-shape';
import type { ColourToken } from './encodings.js';
import type { ChartFrame } from './experiment-axis.js';
import { short } from './frame.js';

/** Something to place: how much it costs, how well it does, and what its size stands for. */
export interface Measured {
  readonly id: string;
  /** Place in the register of families: which shape it has. */
  readonly family: number;
  readonly cost: number;
  readonly top1: number;
  readonly weight: number;
}

export interface ScatterRequest {
  readonly points: readonly Measured[];
  /** Costs without an accuracy, drawn as lines. */
  readonly marks: readonly number[];
  readonly width: number;
  readonly height: number;
}

export interface Dot {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** Drawn around 0, 0. */
  readonly path: string;
  readonly radius: number;
}

export interface Tick {
  readonly value: number;
  /** Pixels along its axis. */
  readonly at: number;
}

export interface Scatter extends ChartFrame<Tick> {
  /** The largest first, so that the small ones stay in sight. */
  readonly dots: readonly Dot[];
  readonly marks: readonly Tick[];
  /** Steps along the points than which none is both cheaper and more accurate. */
  readonly front: string;
}

const MARGIN = { left: 34, right: 14, top: 26, bottom: 24 };
/** Pixels: square root of the area of the smallest and the largest sign. */
const [SMALLEST, LARGEST] = [8, 30];
const SHAPES = [symbolCircle, symbolSquare, symbolDiamond, symbolStar, symbolCross, symbolTriangle];
/** Kinds of layers that lend families their colours, one more than there are shapes. */
const COLOURS = ['pointwise', 'depthwise', 'conv', 'norm', 'add', 'activation', 'pool'] as const;

/** The colour of a family's sign, by its place in the register: the token `--net-kind-*` of a kind of layer. */
export const signColour = (family: number): ColourToken => COLOURS[family % COLOURS.length]!;

/** The outline of a family's sign with this square root of its area. Where colours begin again, each has the next shape. */
export function signPath(family: number, size: number): string {
  const round = Math.floor(family / COLOURS.length);
  return symbol(SHAPES[((family % COLOURS.length) + round) % SHAPES.length], size * size)() ?? '';
}

/** 1, 2, 5, 10, … that lie between two numbers; only powers of ten where there is no room for more. */
function logTicks(low: number, high: number, room: number): readonly number[] {
  const steps = Math.log10(high / low) * 3 > room ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = 10 ** Math.floor(Math.log10(low)); power <= high; power *= 10)
    for (const step of steps) if (step * power >= low && step * power <= high) ticks.push(step * power);
  return ticks;
}

const multiples = (low: number, high: number, step: number): readonly number[] =>
  Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, index) => low + index * step);

/** Those than which no other costs as little and is as accurate, the cheapest first; of several alike the first. */
export function paretoFront<P extends Pick<Measured, 'cost' | 'top1'>>(points: readonly P[]): readonly P[] {
  const front: P[] = [];
  for (const point of [...points].sort((a, b) => a.cost - b.cost || b.top1 - a.top1))
    if (!front.length || point.top1 > front.at(-1)!.top1) front.push(point);
  return front;
}

/** Accuracy against cost: cost along a logarithmic axis, accuracy in percent upwards, areas for the other measure. */
export function layoutScatter({ points, marks, width, height }: ScatterRequest): Scatter {
  const { left, top } = MARGIN;
  const [right, bottom] = [width - MARGIN.right, height - MARGIN.bottom];
  const costs = [...points.map(({ cost }) => cost), ...marks];
  const [low, high] = [Math.min(...costs) / 1.25, Math.max(...costs) * 1.25];
  const x = (cost: number): number => left + (Math.log(cost / low) / Math.log(high / low)) * (right - left);
  const [worst, best] = [
    Math.floor(Math.min(...points.map(({ top1 }) => top1)) / 5) * 5,
    Math.floor(Math.max(...points.map(({ top1 }) => top1)) / 5 + 1) * 5,
  ];
  const y = (top1: number): number => bottom - ((top1 - worst) / (best - worst)) * (bottom - top);
  const heaviest = Math.max(...points.map(({ weight }) => weight));
  const sizeOf = (weight: number): number => Math.max(SMALLEST, LARGEST * Math.sqrt(weight / heaviest));
  const dots = points.map(({ id, family, cost, top1, weight }) => {
    const size = sizeOf(weight);
    return { id, x: short(x(cost)), y: short(y(top1)), path: signPath(family, size), radius: short(size * 0.62) };
  });
  const place = (at: (value: number) => number) => (value: number) => ({ value, at: short(at(value)) });
  return {
    left,
    right,
    top,
    bottom,
    xTicks: logTicks(low, high, (right - left) / 46).map(place(x)),
    yTicks: multiples(worst, best, 5).map(place(y)),
    dots: dots.sort((a, b) => b.radius - a.radius),
    marks: marks.map(place(x)),
    front: paretoFront(points)
      .map(({ cost, top1 }, at) =>
        at ? `H${short(x(cost))}V${short(y(top1))}` : `M${short(x(cost))} ${short(y(top1))}`,
      )
      .join(''),
  };
}
