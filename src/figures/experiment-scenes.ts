/** The drawings of an experiment as scenes: curves by epoch, finals in rows, finals against a number. */
import { SWEEP_STEPS, sweepColour, type CATEGORIES } from './experiment-colours.js';
import { LABEL_LINE, type Curves, type DrawnCurves } from './experiment-curves.js';
import type { DrawnFinals, Placed, Strips } from './experiment-finals.js';
import { axisLooks, mix, outlined, tints, type Colour, type Look, type Looks } from './looks.js';
import {
  circle,
  group,
  line,
  lines,
  path,
  rect,
  text,
  type Geometry,
  type Group,
  type Scene,
  type Shape,
} from './scene.js';

const RADIUS = 3.5;
const DOT = 4;
/** Half the length of a mean's stroke. */
const STROKE = 9;
const CAP = 4;

const curve: Look = { fill: 'none', stroke: 'tint', 'stroke-linejoin': 'round', 'stroke-linecap': 'round' };

const categories = [
  'kind-pointwise',
  'kind-depthwise',
  'kind-add',
  'kind-activation',
  'kind-norm',
  'kind-dense',
  'kind-pool',
] as const satisfies readonly Colour[] & { readonly length: typeof CATEGORIES };

const sweep = Array.from(
  { length: SWEEP_STEPS },
  (_, step) => [sweepColour(step, 'light'), sweepColour(step, 'dark')] as const,
);

/** How the drawings of an experiment look. */
export const experimentLooks: Looks = {
  ...axisLooks,
  '.reference': { stroke: 'ink-faint', 'stroke-dasharray': '2 3' },
  '.arm, .base': { tint: 'ink' },
  '.own': { tint: 'ink-soft' },
  ...tints('other', categories),
  ...tints('sweep', sweep),
  '.hit': { fill: 'none', stroke: 'transparent', 'stroke-width': 13 },
  'rect.hit': { stroke: 'none' },
  '.seed': { ...curve, 'stroke-width': 1, opacity: 0.5 },
  '.mean': { ...curve, 'stroke-width': 2.5 },
  '.own .mean': { 'stroke-dasharray': '5 4' },
  '.leader': { ...curve, opacity: 0.45 },
  '.sweep': { ...curve, stroke: 'ink-faint' },
  '.end': { fill: 'tint' },
  '.label, .value': { fill: mix('tint', 82, 'ink'), 'font-size': '12px', ...outlined(3) },
  '.value': { fill: 'ink' },
  '.dot': { fill: 'tint', 'fill-opacity': 0.5, stroke: 'paper', 'stroke-width': 0.75 },
  '.spread': { fill: 'none', stroke: 'tint', 'stroke-width': 1.25, opacity: 0.6 },
};

/** In the order in which it is painted. */
export interface ArmsScene extends Scene {
  readonly ground: readonly Shape[];
  /** Each named by its arm's id as its path. */
  readonly arms: readonly Group[];
  /** Curves that are not of the experiment. */
  readonly own: readonly Group[];
}

/** What a drawing is called, how large it is, and which role has an arm's colour. */
export interface ArmsFacts {
  readonly title: string;
  readonly size: readonly [width: number, height: number];
  readonly colours: ReadonlyMap<string, string>;
}

const armsScene = (
  { title, size }: ArmsFacts,
  ground: readonly Shape[],
  arms: readonly Group[],
  own: readonly Group[] = [],
): ArmsScene => ({
  title,
  viewBox: [0, 0, ...size],
  looks: experimentLooks,
  ground,
  arms,
  own,
  shapes: [...ground, group('', arms), ...own],
});

interface TextTick {
  readonly at: number;
  readonly text: string;
}

/** Where a chart is drawn, and what stands along its sides. */
interface Framed {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly xTicks: readonly TextTick[];
  readonly yTicks: readonly TextTick[];
}

/** What both sides of a chart say. */
export interface AxisTitles {
  readonly upwards: string;
  readonly sideways: string;
}

const middle = (x: number, y: number): Geometry['text'] => ({ x, y, 'text-anchor': 'middle' });

/** Lines across a chart with their values, notches below it with theirs, and what both sides say. */
const drawAxes = ({ left, right, bottom, xTicks, yTicks }: Framed, { upwards, sideways }: AxisTitles): Group =>
  group(
    '',
    [
      ...yTicks.flatMap(({ text: words, at }) => [
        line('grid', { x1: left, x2: right, y1: at, y2: at }),
        text('tick', { x: left - 6, y: at + 4, 'text-anchor': 'end' }, words),
      ]),
      ...xTicks.flatMap(({ text: words, at }) => [
        line('notch', { x1: at, x2: at, y1: bottom, y2: bottom + 4 }),
        text('tick', middle(at, bottom + 17), words),
      ]),
      text('axis', { x: 0, y: 12 }, upwards),
      text('axis', middle((left + right) / 2, bottom + 32), sideways),
    ],
    { hidden: true },
  );

const drawName = ({ label: { x, y, lines: words } }: DrawnCurves): Shape => {
  const first = y + 4 - ((words.length - 1) * LABEL_LINE) / 2;
  return lines(
    'label',
    words.map((line, at) => ({ x, y: first + at * LABEL_LINE, words: line })),
  );
};

const drawMean = (curves: DrawnCurves): readonly Shape[] => [
  path('mean', curves.mean),
  circle('end', { cx: curves.end.x, cy: curves.end.y, r: RADIUS }),
  path('leader', curves.leader),
  drawName(curves),
];

/** Every seed's curve and the mean of each arm, named at its end. */
export function sceneOfCurves(
  layout: Curves,
  isOwn: (id: string) => boolean,
  titles: AxisTitles,
  facts: ArmsFacts,
): ArmsScene {
  const arms = layout.drawn
    .filter(({ id }) => !isOwn(id))
    .map((curves) => {
      const { id, seeds, mean } = curves;
      const hits = [mean, ...seeds].map((d) => path('hit', d));
      const shapes = [...hits, ...seeds.map((d) => path('seed', d)), ...drawMean(curves)];
      return group(`arm ${facts.colours.get(id)!}`, shapes, { path: id });
    });
  const own = layout.drawn.filter(({ id }) => isOwn(id)).map((curves) => group('arm own', drawMean(curves)));
  return armsScene(facts, [drawAxes(layout, titles)], arms, own);
}

/** A row's final value in words, and whether the row is what the others are compared with. */
export interface RowFacts {
  readonly value: string;
  readonly isBaseline: boolean;
}

function drawRow(
  row: DrawnFinals,
  { top, bottom, isNarrow, rows }: Strips,
  width: number,
  value: string,
): readonly Shape[] {
  const { label, across: y, summary, dots } = row;
  const pitch = (bottom - top) / rows.length;
  const labelY = isNarrow ? y - 14 : y + 4;
  return [
    rect('hit', { x: 0, y: isNarrow ? y - pitch * 0.72 : y - pitch / 2, width, height: pitch }),
    text('label', { x: 0, y: labelY }, label),
    text('value', { x: width, y: labelY, 'text-anchor': 'end' }, value),
    ...(summary?.from === undefined ? [] : [path('spread', `M${summary.from},${y}H${summary.to!}`)]),
    ...dots.map((x) => circle('dot', { cx: x, cy: y, r: DOT })),
    ...(summary ? [path('mean', `M${summary.at},${y - STROKE}v${2 * STROKE}`)] : []),
  ];
}

/** A row an arm: every seed a dot, the mean a stroke, one standard deviation to either side; the baseline's mean through all. */
export function sceneOfStrips(
  layout: Strips,
  factsOf: (index: number) => RowFacts,
  sideways: string,
  facts: ArmsFacts,
): ArmsScene {
  const { left, right, top, bottom, ticks, rows } = layout;
  const reference = rows.find((_, at) => factsOf(at).isBaseline)?.summary?.at;
  const vertical = (role: string, at: number) => line(role, { x1: at, x2: at, y1: top, y2: bottom });
  const axes = [
    ...ticks.flatMap(({ text: words, at }) => [vertical('grid', at), text('tick', middle(at, bottom + 14), words)]),
    ...(reference === undefined ? [] : [vertical('reference', reference)]),
    text('axis', middle((left + right) / 2, bottom + 30), sideways),
  ];
  const arms = rows.map((row, at) =>
    group(`arm ${facts.colours.get(row.id)!}`, drawRow(row, layout, facts.size[0], factsOf(at).value), {
      path: row.id,
    }),
  );
  return armsScene(facts, [group('', axes, { hidden: true })], arms);
}

function drawPoint({ label, across: x, dots, summary, labelAt }: Placed['points'][number]): readonly Shape[] {
  const { at, from, to } = summary!;
  const reach = [...dots, from ?? at, to ?? at];
  const [high, low] = [Math.min(...reach), Math.max(...reach)];
  const cap = (y: number): string => `M${x - CAP},${y}h${2 * CAP}`;
  return [
    rect('hit', { x: x - 12, y: high - 8, width: 24, height: low - high + 16 }),
    ...(from === undefined ? [] : [path('spread', `M${x},${from}V${to!}${cap(from)}${cap(to!)}`)]),
    ...dots.map((y) => circle('dot', { cx: x, cy: y, r: DOT })),
    path('mean', `M${x - STROKE},${at}h${2 * STROKE}`),
    text('label', middle(labelAt.x, labelAt.y), label),
  ];
}

/** Finals against a number of each network: where it stands sideways, how it did upwards; `isSwept`: with a line through the means. */
export function sceneOfPlaced(
  layout: Omit<Placed, 'xTicks'> & Pick<Framed, 'xTicks'>,
  isSwept: boolean,
  titles: AxisTitles,
  facts: ArmsFacts,
): ArmsScene {
  const ground = [drawAxes(layout, titles), ...(isSwept ? [path('sweep', layout.path)] : [])];
  const arms = layout.points.map((point) =>
    group(`arm ${facts.colours.get(point.id)!}`, drawPoint(point), { path: point.id }),
  );
  return armsScene(facts, ground, arms);
}
