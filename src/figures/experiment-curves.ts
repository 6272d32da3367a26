import { line } from 'd3-shape';
import { countAxis, linearAxis, type Axis, type ChartFrame } from './experiment-axis.js';
import type { CurvePoint } from './experiment-runs.js';
import { short } from './frame.js';
import { spreadApart } from './spread-apart.js';
import { textWidth, wrapText } from './text-width.js';

/** One arm: a curve a seed, and their mean where there is one. */
export interface CurveGroup {
  readonly id: string;
  readonly label: string;
  readonly seeds: readonly (readonly CurvePoint[])[];
  readonly mean: readonly CurvePoint[];
}

export interface CurvesRequest {
  readonly groups: readonly CurveGroup[];
  /** Epochs of the recipe; the axis is longer where a curve is. */
  readonly epochs: number;
  readonly width: number;
  readonly height: number;
}

export interface DrawnCurves {
  readonly id: string;
  readonly seeds: readonly string[];
  /** Empty where no run is finished. */
  readonly mean: string;
  /** Where the mean, or else the first seed, ends. */
  readonly end: { readonly x: number; readonly y: number };
  readonly label: { readonly x: number; readonly y: number; readonly lines: readonly string[] };
  /** From the end to its label. */
  readonly leader: string;
}

export interface Curves extends ChartFrame {
  /** In the order of the groups; those without a point are left out. */
  readonly drawn: readonly DrawnCurves[];
}

export const LABEL_SIZE = 12;
export const LABEL_LINE = 14;

const MARGIN = { left: 36, top: 26, bottom: 34 };
/** Pixels between the end of a line and its label. */
const LEADER = 18;
/** No more of the width than this is for labels: they break into lines. */
const LABEL_SHARE = 0.36;

/** Curves over epochs from the left, and their names at their ends on the right, out of each other's way. */
export function layoutCurves({ groups, epochs, width, height }: CurvesRequest): Curves {
  const present = groups.filter(({ seeds, mean }) => mean.length || seeds.some((seed) => seed.length));
  const labels = present.map(({ label }) => wrapText(label, width * LABEL_SHARE - LEADER, LABEL_SIZE));
  const room = Math.max(0, ...labels.flat().map((text) => textWidth(text, LABEL_SIZE)));
  const { left, top } = MARGIN;
  const [right, bottom] = [short(width - room - LEADER), height - MARGIN.bottom];
  const points = present.flatMap(({ seeds, mean }) => [...seeds.flat(), ...mean]);
  const last = Math.max(epochs, ...points.map(({ epoch }) => Math.ceil(epoch)));
  const x = countAxis(last, left, right, 34);
  const y = linearAxis({ values: points.map(({ value }) => value), from: bottom, to: top, spacing: 44 });
  const ends = present.map((group) => endOf(group, x, y));
  const wishes = ends.map((end, index) => ({ at: end.y, size: labels[index]!.length * LABEL_LINE + 2 }));
  const places = spreadApart(wishes, top - LABEL_LINE / 2, bottom + LABEL_LINE / 2);
  const path = line<CurvePoint>(
    ({ epoch }) => x.at(epoch),
    ({ value }) => y.at(value),
  ).digits(2);
  const drawn = present.map(({ id, seeds, mean }, index) => {
    const [end, at] = [ends[index]!, short(places[index]!)];
    return {
      id,
      seeds: seeds.map((seed) => path(seed) ?? ''),
      mean: path(mean) ?? '',
      end,
      label: { x: right + LEADER, y: at, lines: labels[index]! },
      leader: `M${end.x + 5},${end.y}L${right + LEADER - 4},${at}`,
    };
  });
  return { left, right, top, bottom, xTicks: x.ticks, yTicks: y.ticks, drawn };
}

function endOf({ seeds, mean }: CurveGroup, x: Axis, y: Axis): { x: number; y: number } {
  const { epoch, value } = (mean.length ? mean : seeds.find((seed) => seed.length)!).at(-1)!;
  return { x: x.at(epoch), y: y.at(value) };
}
