import { line } from 'd3-shape';
import { linearAxis, type ChartFrame, type Tick } from './experiment-axis.js';
import { summarise, type Summary } from '../words/experiment-statistics.js';
import { short } from './frame.js';
import { textWidth } from './text-width.js';

/** One arm's final values, a seed each. */
export interface FinalGroup {
  readonly id: string;
  readonly label: string;
  readonly values: readonly number[];
}

/** One arm where something is known of it besides. */
export interface PlacedGroup extends FinalGroup {
  readonly x: number;
}

/** Mean and spread along the axis of values; `undefined` where there are none. */
export interface DrawnSummary extends Summary {
  readonly at: number;
  /** One standard deviation to either side; `undefined` for a single value. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

export interface DrawnFinals {
  readonly id: string;
  readonly label: string;
  /** Where it stands across the axis of values. */
  readonly across: number;
  /** The seeds, along the axis of values. */
  readonly dots: readonly number[];
  readonly summary: DrawnSummary | undefined;
}

/** Groups in rows, values from left to right. */
export interface Strips {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly height: number;
  readonly ticks: readonly Tick[];
  /** Whether a label stands above its row; else before it. */
  readonly isNarrow: boolean;
  readonly rows: readonly DrawnFinals[];
}

/** Groups against a number of theirs, values upwards. */
export interface Placed extends ChartFrame {
  readonly points: readonly (DrawnFinals & { readonly labelAt: { readonly x: number; readonly y: number } })[];
  /** Through the means from left to right. */
  readonly path: string;
}

const SIZE = 12;
/** Below this width there is no room for a column of labels. */
const NARROW = 480;

function draw({ id, label, values }: FinalGroup, across: number, at: (value: number) => number): DrawnFinals {
  const summary = summarise(values);
  const edge = (side: number) =>
    summary?.deviation === undefined ? undefined : at(summary.mean + side * summary.deviation);
  return {
    id,
    label,
    across: short(across),
    dots: values.map(at),
    summary: summary && { ...summary, at: at(summary.mean), from: edge(-1), to: edge(1) },
  };
}

/** Every value that is drawn, the ends of the spreads too. */
const reachOf = (groups: readonly FinalGroup[]): readonly number[] =>
  groups.flatMap(({ values }) => {
    const { mean = 0, deviation = 0 } = summarise(values) ?? {};
    return values.length ? [...values, mean - deviation, mean + deviation] : [];
  });

/** A row a group. `valueRoom`: pixels on the right for what stands at the end of a row. */
export function layoutStrips(groups: readonly FinalGroup[], width: number, valueRoom: number): Strips {
  const isNarrow = width < NARROW;
  const pitch = isNarrow ? 46 : 30;
  const column = Math.max(0, ...groups.map(({ label }) => textWidth(label, SIZE)));
  const [left, right] = [isNarrow ? 8 : Math.min(column + 14, width * 0.4), width - valueRoom];
  const top = 8;
  const bottom = top + pitch * groups.length;
  const { at, ticks } = linearAxis({ values: reachOf(groups), from: left, to: right, spacing: 56, span: LEAST_POINTS });
  const rows = groups.map((group, index) => draw(group, top + pitch * (index + (isNarrow ? 0.72 : 0.5)), at));
  return { left: short(left), right, top, bottom, height: bottom + 36, ticks, isNarrow, rows };
}

const MARGIN = { left: 36, right: 14, top: 40, bottom: 38 };
const LABEL_LINE = 14;
/** Percentage points that an axis of accuracies spans at least: less would draw chance large. */
const LEAST_POINTS = 2;
/** An axis of parameters or MACs spans at least this share of the largest, so that nearly equal looks so. */
const LEAST_SPAN = 0.2;

/** Groups against `x`, in its order, those without a value left out; labels above their topmost value, one over the other where they would overlap. */
export function layoutPlaced(groups: readonly PlacedGroup[], width: number, height: number): Placed {
  const ordered = groups.filter(({ values }) => values.length).sort((a, b) => a.x - b.x);
  const { left, top } = MARGIN;
  const [right, bottom] = [width - MARGIN.right, height - MARGIN.bottom];
  const xs = groups.map(({ x }) => x); // of those without a value too: their room is kept
  const x = linearAxis({ values: xs, from: left + 8, to: right - 8, spacing: 64, span: LEAST_SPAN * Math.max(...xs) });
  const y = linearAxis({ values: reachOf(ordered), from: bottom, to: top, spacing: 44, span: LEAST_POINTS });
  const drawn = ordered.map((group) => draw(group, x.at(group.x), y.at));
  const means = drawn.map(({ across, summary }): [number, number] => [across, summary!.at]);
  return {
    left,
    right,
    top,
    bottom,
    xTicks: x.ticks,
    yTicks: y.ticks,
    points: drawn.map((point, index) => ({ ...point, labelAt: labelPlaces(drawn, left, right)[index]! })),
    path: line().digits(2)(means) ?? '',
  };
}

/** Greedily from left to right: each label as low as those before it let it. */
function labelPlaces(drawn: readonly DrawnFinals[], left: number, right: number) {
  const placed: { x: number; y: number; half: number }[] = [];
  for (const { label, across, dots, summary } of drawn) {
    const half = textWidth(label, SIZE) / 2 + 4;
    const x = Math.min(right - half, Math.max(left + half, across));
    let y = Math.min(...dots, summary!.to ?? Infinity) - 10;
    const inTheWay = () =>
      placed.find((other) => Math.abs(other.x - x) < half + other.half && Math.abs(other.y - y) < LABEL_LINE);
    for (let other = inTheWay(); other; other = inTheWay()) y = other.y - LABEL_LINE;
    placed.push({ x: short(x), y: short(y), half });
  }
  return placed.map(({ x, y }) => ({ x, y }));
}
