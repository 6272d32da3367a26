import { html, nothing, svg } from 'lit';
import { formatSpread } from '../../words/experiment-format.js';
import {
  layoutPlaced,
  layoutStrips,
  type DrawnFinals,
  type Placed,
  type Strips,
} from '../../figures/experiment-finals.js';
import { formatShort } from '../../words/format.js';
import type { Arm } from './arms.js';
import { renderAxes } from './axes.js';
import { renderOption, renderOptions, type Pointing } from './pointing.js';

export interface FinalsChart {
  readonly arms: readonly Arm[];
  readonly colours: ReadonlyMap<string, string>;
  readonly width: number;
  readonly nameOf: (arm: Arm) => string;
  readonly pointing: Pointing;
}

/** A number of each arm's network that finals are drawn against. */
export interface Against {
  readonly title: string;
  readonly of: (arm: Arm) => number | undefined;
  /** Whether a line through the means says something: where the arms are steps of this very number. */
  readonly isSwept: boolean;
}

const AXIS = 'test accuracy after the last epoch, %';
const DOT = 4;
/** Half the length of a mean's stroke. */
const STROKE = 9;
const CAP = 4;

const percents = (finals: readonly number[]): readonly number[] => finals.map((share) => 100 * share);

/** What stands where nothing can be drawn. */
const waiting = ({ runs }: Arm): string => (runs.length ? 'no run is finished' : 'no runs yet');

/** A row an arm: every seed a dot, the mean a stroke, one standard deviation to either side. */
export function renderStrips(chart: FinalsChart) {
  const { arms, width, pointing } = chart;
  const isNarrow = width < 480;
  const groups = arms.map(({ id, label, finals }) => ({ id, label, values: percents(finals) }));
  const layout = layoutStrips(groups, width, isNarrow ? 12 : 104);
  const { left, right, top, bottom, height, ticks, rows } = layout;
  return html`
    <svg part="finals" width=${width} height=${height} viewBox="0 0 ${width} ${height}">
      <g aria-hidden="true">
        ${ticks.map(
          ({ text, at }) => svg`
            <line class="grid" x1=${at} x2=${at} y1=${top} y2=${bottom}></line>
            <text class="tick" x=${at} y=${bottom + 14} text-anchor="middle">${text}</text>`,
        )}
        ${renderReference(layout, arms)}
        <text class="axis" x=${(left + right) / 2} y=${bottom + 30} text-anchor="middle">${AXIS}</text>
      </g>
      ${renderOptions(
        `${AXIS}: ${arms.length} arms`,
        { ...pointing, order: arms.map(({ id }) => id) },
        rows.map((row, index) => renderRow(row, arms[index]!, layout, chart)),
      )}
    </svg>
  `;
}

/** The baseline's mean through all rows. */
function renderReference({ rows, top, bottom }: Strips, arms: readonly Arm[]) {
  const at = rows[arms.findIndex(({ isBaseline }) => isBaseline)]?.summary?.at;
  return at === undefined ? nothing : svg`<line class="reference" x1=${at} x2=${at} y1=${top} y2=${bottom}></line>`;
}

function renderRow(
  row: DrawnFinals,
  arm: Arm,
  layout: Strips,
  { colours, nameOf, pointing, width, arms }: FinalsChart,
) {
  const { top, isNarrow } = layout;
  const { id, label, across: y, summary } = row;
  const pitch = (layout.bottom - top) / layout.rows.length;
  const value = arm.summary ? formatSpread(arm.summary) : waiting(arm);
  const labelY = isNarrow ? y - 14 : y + 4;
  const content = svg`
    <rect class="hit" x="0" y=${isNarrow ? y - pitch * 0.72 : y - pitch / 2} width=${width} height=${pitch}></rect>
    <text class="label" x="0" y=${labelY}>${label}</text>
    <text class="value" x=${width} y=${labelY} text-anchor="end">${value}</text>
    ${summary?.from === undefined ? nothing : svg`<path class="spread" d="M${summary.from},${y}H${summary.to!}"></path>`}
    ${row.dots.map((x) => svg`<circle class="dot" cx=${x} cy=${y} r=${DOT}></circle>`)}
    ${summary ? svg`<path class="mean" d="M${summary.at},${y - STROKE}v${2 * STROKE}"></path>` : nothing}
  `;
  const order = arms.map((one) => one.id);
  return renderOption(id, nameOf(arm), colours.get(id)!, { ...pointing, order }, content);
}

/** Finals against a number of each network: where it stands sideways, how it did upwards. */
export function renderPlaced(chart: FinalsChart, against: Against) {
  const { arms, width, pointing } = chart;
  const height = Math.round(Math.min(320, Math.max(250, width * 0.48)));
  const groups = arms.flatMap((arm) => {
    const x = against.of(arm);
    return x === undefined ? [] : [{ id: arm.id, label: arm.label, x, values: percents(arm.finals) }];
  });
  const layout = layoutPlaced(groups, width, height);
  const xTicks = layout.xTicks.map(({ at, value }) => ({ at, text: roundShort(value) }));
  const order = layout.points.map(({ id }) => id);
  return html`
    <svg part="finals" width=${width} height=${height} viewBox="0 0 ${width} ${height}">
      ${renderAxes({ ...layout, xTicks }, { upwards: AXIS, sideways: against.title })}
      ${against.isSwept ? svg`<path class="sweep" d=${layout.path}></path>` : nothing}
      ${renderOptions(
        `${AXIS}, against ${against.title}: ${order.length} arms`,
        { ...pointing, order },
        layout.points.map((point) => renderPoint(point, chart, order)),
      )}
    </svg>
    ${renderWaiting(arms)}
  `;
}

/** `2 M`: a round number. */
const roundShort = (value: number): string => formatShort(value).replace(/\.?0+(?=\D|$)(?<=\.\d*)/, '');

function renderPoint(
  point: Placed['points'][number],
  { arms, colours, nameOf, pointing }: FinalsChart,
  order: readonly string[],
) {
  const { id, label, across: x, dots, summary, labelAt } = point;
  const reach = [...dots, summary!.from ?? summary!.at, summary!.to ?? summary!.at];
  const [high, low] = [Math.min(...reach), Math.max(...reach)];
  const content = svg`
    <rect class="hit" x=${x - 12} y=${high - 8} width="24" height=${low - high + 16}></rect>
    ${
      summary!.from === undefined
        ? nothing
        : svg`<path class="spread" d="M${x},${summary!.from}V${summary!.to!}M${x - CAP},${summary!.from}h${2 * CAP}M${x - CAP},${summary!.to!}h${2 * CAP}"></path>`
    }
    ${dots.map((y) => svg`<circle class="dot" cx=${x} cy=${y} r=${DOT}></circle>`)}
    <path class="mean" d="M${x - STROKE},${summary!.at}h${2 * STROKE}"></path>
    <text class="label" x=${labelAt.x} y=${labelAt.y} text-anchor="middle">${label}</text>
  `;
  const arm = arms.find((one) => one.id === id)!;
  return renderOption(id, nameOf(arm), colours.get(id)!, { ...pointing, order }, content);
}

/** Arms that have no place in the drawing yet. */
function renderWaiting(arms: readonly Arm[]) {
  const absent = arms.filter(({ finals }) => !finals.length);
  return absent.length
    ? html`<p class="soft absent">Not drawn: ${absent.map((arm) => `${arm.label} (${waiting(arm)})`).join(', ')}.</p>`
    : nothing;
}
