/** Accuracy against cost as a scene. */
import { formatCount } from '../words/format.js';
import { signColour, signPath, type Dot, type Scatter } from './accuracy-scatter.js';
import { axisLooks, kindTints, outlined, type Looks } from './looks.js';
import { circle, group, line, path, text, translate, type Group, type Scene, type Shape } from './scene.js';
import { textWidth } from './text-width.js';

const LABEL_SIZE = 11;

/** How the scatter looks. */
export const scatterLooks: Looks = {
  ...axisLooks,
  ...kindTints,
  '.sign': { fill: 'tint', 'fill-opacity': 0.78, stroke: 'paper' },
  '.over .sign': { fill: 'paper', 'fill-opacity': 1, stroke: 'ink-faint', 'stroke-dasharray': '2 2' },
  '.ring': { fill: 'transparent', stroke: 'transparent', 'stroke-width': 2 },
  '.best .ring': { stroke: 'ink' },
  '.own': { fill: 'paper', stroke: 'accent', 'stroke-width': 1.5 },
  'line.own': { 'stroke-dasharray': '5 3' },
  '.front': { fill: 'none', stroke: 'ink-faint', 'stroke-width': 1.5 },
  'line.other, circle.other': { stroke: 'ink-soft' },
  '.own-label, .dot-label': { 'font-size': `${LABEL_SIZE}px`, fill: 'accent', ...outlined(4) },
  '.other-label': { 'font-size': `${LABEL_SIZE}px`, fill: 'ink-soft', ...outlined(4) },
  '.dot-label': { fill: 'ink', 'font-weight': 600 },
};

/** What is known of a point besides where it lies. */
export interface PointFacts {
  /** All of it in words. */
  readonly name: string;
  /** What stands above it where a reader looks at it. */
  readonly label: string;
  readonly family: number;
  readonly fits: boolean;
}

/** A network of which no accuracy is published. */
interface MarkFacts {
  readonly words: string;
  /** Whether it is the reader's own, and not one of those that are compared. */
  readonly isOwn: boolean;
}

export interface ScatterFacts {
  readonly title: string;
  readonly size: readonly [width: number, height: number];
  /** `MACs`: what lies along the axis. */
  readonly unit: string;
  readonly pointOf: (id: string) => PointFacts;
  /** What stands at each cost without an accuracy. */
  readonly marks: readonly MarkFacts[];
  /** The best that fits a budget, and what a reader looks at. */
  readonly best: string | undefined;
  readonly chosen: string | undefined;
}

export interface ScatterScene extends Scene {
  readonly axes: Group;
  /** What no other point beats in both. */
  readonly front: Shape;
  /** Costs without an accuracy. */
  readonly marks: readonly Group[];
  readonly dots: readonly Group[];
  readonly labels: readonly Shape[];
}

/** `200 M`: a round number. */
const shortTick = (value: number): string => formatCount(value).replace(/\.0+(?=\D)/, '');

const drawAxes = ({ left, right, top, bottom, xTicks, yTicks }: Scatter, unit: string): Group =>
  group(
    '',
    [
      ...yTicks.flatMap(({ value, at }) => [
        line('grid', { x1: left, x2: right, y1: at, y2: at }),
        text('tick', { x: left - 6, y: at + 4, 'text-anchor': 'end' }, `${value}`),
      ]),
      ...xTicks.flatMap(({ value, at }) => [
        line('grid', { x1: at, x2: at, y1: top, y2: bottom }),
        text('tick', { x: at, y: bottom + 16, 'text-anchor': 'middle' }, shortTick(value)),
      ]),
      text('axis', { x: 0, y: 12 }, 'top-1 on ImageNet, %'),
      text('axis', { x: right, y: 12, 'text-anchor': 'end' }, `${unit}, logarithmic scale`),
    ],
    { hidden: true },
  );

/** Labels of different networks stand one above the other. */
const drawMarks = ({ marks, top, bottom, left, right }: Scatter, facts: ScatterFacts): readonly Group[] =>
  marks.map(({ at }, index) => {
    const { words, isOwn } = facts.marks[index]!;
    const width = textWidth(words, LABEL_SIZE);
    const start = at + 10 + width < right ? at + 9 : Math.max(left, at - 9 - width); // beside the line where there is room
    const place = { x: start, y: bottom - 8 - index * (LABEL_SIZE + 3), 'text-anchor': 'start' } as const;
    const role = isOwn ? 'own' : 'own other';
    const shapes = [
      line(role, { x1: at, x2: at, y1: top, y2: bottom }),
      circle(role, { cx: at, cy: bottom, r: 4 }),
      text(isOwn ? 'own-label' : 'other-label', place, words),
    ];
    return group('', shapes, { part: isOwn ? 'own-mark' : 'other-mark' });
  });

function drawDot({ id, x, y, path: d, radius }: Dot, { pointOf, best }: ScatterFacts): Group {
  const { name, family, fits } = pointOf(id);
  const role = ['dot', !fits && 'over', id === best && 'best'].filter(Boolean).join(' ');
  const shapes = [circle('ring', { r: Math.max(10, radius + 4) }), path(`sign kind-${signColour(family)}`, d)];
  return group(role, shapes, { path: id, title: name, transform: translate(x, y) });
}

function drawLabels({ dots, left, right, top }: Scatter, { best, chosen, pointOf }: ScatterFacts): readonly Shape[] {
  const labelled = [...new Set([best, chosen])].flatMap((id) => dots.find((dot) => dot.id === id) ?? []);
  return labelled.map(({ id, x, y, radius }) => {
    const words = pointOf(id).label;
    const half = textWidth(words, LABEL_SIZE) / 2;
    const above = y - radius - 9;
    const place = { x: Math.min(right - half, Math.max(left + half, x)), y: above < top ? y + radius + 18 : above };
    return text('dot-label', { ...place, 'text-anchor': 'middle' }, words, { hidden: true });
  });
}

export function sceneOfScatter(scatter: Scatter, facts: ScatterFacts): ScatterScene {
  const { title, size, unit } = facts;
  const axes = drawAxes(scatter, unit);
  const marks = drawMarks(scatter, facts);
  const dots = scatter.dots.map((dot) => drawDot(dot, facts));
  const labels = drawLabels(scatter, facts);
  const front = path('front', scatter.front);
  const shapes = [axes, front, ...marks, group('', dots), ...labels];
  return { title, viewBox: [0, 0, ...size], looks: scatterLooks, axes, front, marks, dots, labels, shapes };
}

/** The sign of a family alone. */
export const sceneOfSign = (family: number, title: string): Scene => ({
  title,
  viewBox: [-7, -7, 14, 14],
  looks: scatterLooks,
  shapes: [path(`sign kind-${signColour(family)}`, signPath(family, 9))],
});
