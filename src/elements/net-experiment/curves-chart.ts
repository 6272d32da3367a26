import { html, svg } from 'lit';
import { LABEL_LINE, layoutCurves, type CurveGroup, type DrawnCurves } from '../../figures/experiment-curves.js';
import { curveOf, meanCurve, type CurvePoint, type Quantity } from '../../figures/experiment-runs.js';
import type { Arm } from './arms.js';
import { renderAxes } from './axes.js';
import { renderOption, renderOptions, type Pointing } from './pointing.js';

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
const RADIUS = 3.5;

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
  const isOurs = ({ id }: DrawnCurves): boolean => ours.some((group) => group.id === id);
  const drawn = layout.drawn.filter((curves) => !isOurs(curves));
  const order = [...drawn].sort((a, b) => a.label.y - b.label.y).map(({ id }) => id);
  const pointing = { ...chart.pointing, order };
  const list = `${AXIS_TITLES[quantity]}, by epoch: ${drawn.length} arms`;
  return html`
    <svg part="curves" width=${width} height=${height} viewBox="0 0 ${width} ${height}">
      ${renderAxes(layout, { upwards: AXIS_TITLES[quantity], sideways: 'epoch' })}
      ${renderOptions(
        list,
        pointing,
        drawn.map((curves) => renderArm(curves, chart, pointing)),
      )}
      ${layout.drawn.filter(isOurs).map(renderOwn)}
    </svg>
  `;
}

function renderArm(curves: DrawnCurves, { arms, colours, nameOf }: CurvesChart, pointing: Pointing) {
  const { id, seeds, mean, end, leader } = curves;
  const arm = arms.find((one) => one.id === id)!;
  const content = svg`
    ${[mean, ...seeds].map((path) => svg`<path class="hit" d=${path}></path>`)}
    ${seeds.map((path) => svg`<path class="seed" d=${path}></path>`)}
    <path class="mean" d=${mean}></path>
    <circle class="end" cx=${end.x} cy=${end.y} r=${RADIUS}></circle>
    <path class="leader" d=${leader}></path>
    ${renderLabel(curves)}
  `;
  return renderOption(id, nameOf(arm), colours.get(id)!, pointing, content);
}

function renderLabel({ label: { x, y, lines } }: DrawnCurves) {
  const first = y + 4 - ((lines.length - 1) * LABEL_LINE) / 2;
  return svg`
    <text class="label">
      ${lines.map((words, index) => svg`<tspan x=${x} y=${first + index * LABEL_LINE}>${words}</tspan>`)}
    </text>
  `;
}

const renderOwn = (curves: DrawnCurves) => svg`
  <g class="arm own" role="img" aria-label=${curves.label.lines.join(' ')}>
    <path class="mean" d=${curves.mean}></path>
    <circle class="end" cx=${curves.end.x} cy=${curves.end.y} r=${RADIUS}></circle>
    <path class="leader" d=${curves.leader}></path>
    ${renderLabel(curves)}
  </g>
`;
