import { html, svg } from 'lit';
import { layoutCurves, type CurveGroup } from '../../figures/experiment-curves.js';
import { curveOf, meanCurve, type CurvePoint, type Quantity } from '../../figures/experiment-runs.js';
import { sceneOfCurves } from '../../figures/experiment-scenes.js';
import { formatViewBox, type Group } from '../../figures/scene.js';
import { printShapes } from '../shared/print-scene.js';
import type { Arm } from './arms.js';
import { renderArms, type Pointing } from './pointing.js';

/** A curve that is not of the experiment: a reader's own training. */
export interface OwnCurve {
  readonly label: string;
  readonly points: readonly CurvePoint[];
}

export interface CurvesChart {
  readonly arms: readonly Arm[];
  readonly colours: ReadonlyMap<string, string>;
  readonly quantity: Quantity;
  readonly epochs: number;
  readonly width: number;
  /** What a screen reader hears of an arm. */
  readonly nameOf: (arm: Arm) => string;
  readonly pointing: Pointing;
  /** Drawn among the losses alone. */
  readonly own: readonly OwnCurve[];
}

/** What lies upwards, as the axis says it. */
export const AXIS_TITLES: Readonly<Record<Quantity, string>> = {
  test: 'test accuracy, %',
  loss: 'training loss, nats',
};

/** No arm's id begins so. */
const OWN = '\0';

const scaled = (points: readonly CurvePoint[], quantity: Quantity): readonly CurvePoint[] =>
  quantity === 'test' ? points.map(({ epoch, value }) => ({ epoch, value: 100 * value })) : points;

const heightFor = (width: number): number => Math.round(Math.min(340, Math.max(250, width * 0.5)));

/** Every seed's curve and the mean of each arm, named at its end; arms are options of a list. */
export function renderCurves(chart: CurvesChart) {
  const { arms, quantity, epochs, width, own } = chart;
  const height = heightFor(width);
  const groups = arms.map(({ id, label, runs, isBaseline }): CurveGroup => ({
    id,
    label: isBaseline ? `${label} (baseline)` : label,
    seeds: runs.map((run) => scaled(curveOf(run, quantity), quantity)),
    mean: scaled(meanCurve(runs, epochs, quantity), quantity),
  }));
  const ours = (quantity === 'loss' ? own : []).map(({ label, points }, index): CurveGroup => ({
    id: `${OWN}${index}`,
    label,
    seeds: [],
    mean: points,
  }));
  const layout = layoutCurves({ groups: [...groups, ...ours], epochs, width, height });
  const isOurs = (id: string): boolean => ours.some((group) => group.id === id);
  const drawn = layout.drawn.filter(({ id }) => !isOurs(id));
  const order = [...drawn].sort((a, b) => a.label.y - b.label.y).map(({ id }) => id);
  const titles = { upwards: AXIS_TITLES[quantity], sideways: 'epoch' };
  const title = `${titles.upwards}, by epoch: ${drawn.length} arms`;
  const scene = sceneOfCurves(layout, isOurs, titles, { title, size: [width, height], colours: chart.colours });
  const pointing = { ...chart.pointing, order };
  const labels = layout.drawn.filter(({ id }) => isOurs(id)).map(({ label }) => label.lines.join(' '));
  return html`
    <svg .scene=${scene} part="curves" width=${width} height=${height} viewBox=${formatViewBox(scene)}>
      ${printShapes(scene.ground)} ${renderArms(scene, chart, pointing)}
      ${scene.own.map((group, index) => renderOwn(group, labels[index]!))}
    </svg>
  `;
}

const renderOwn = ({ role, content }: Group, label: string) =>
  svg`<g class=${role} role="img" aria-label=${label}>${printShapes(content)}</g>`;
