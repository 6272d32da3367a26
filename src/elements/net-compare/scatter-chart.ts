import { html, nothing, svg } from 'lit';
import { networks } from '../../core/index.js';
import { layoutScatter, signColour, signPath, type Dot, type Scatter } from '../../figures/accuracy-scatter.js';
import { formatCount } from '../../words/format.js';
import { textWidth } from '../../figures/text-width.js';
import { formatAccuracy, type Point } from './points.js';
import { countOf, type Measure, type Subject } from './subject.js';

export interface ScatterChart {
  readonly points: readonly Point[];
  readonly measure: Measure;
  readonly convention: string;
  /** `MACs`, `parameters`: what lies along the axis, and what the area of a sign stands for. */
  readonly unit: string;
  readonly sizeUnit: string;
  readonly width: number;
  /** The reader's own network, whose accuracy nobody has published. */
  readonly own: Subject | undefined;
  readonly fits: (point: Point) => boolean;
  /** Id of the best that fits a budget. */
  readonly best: string | undefined;
  /** Id of the one that the reader looks at. */
  readonly chosen: string | undefined;
  readonly choose: (id: string) => void;
}

const LABEL_SIZE = 11;

export const familyIndex = (id: string): number => networks.findIndex((family) => family.id === id);

/** What a family's signs are filled with. */
const styleOf = (family: string): string => `--_family: var(--_kind-${signColour(familyIndex(family))})`;

export const otherMeasure = (measure: Measure): Measure => (measure === 'operations' ? 'parameters' : 'operations');

const heightFor = (width: number): number => Math.round(Math.min(400, Math.max(260, width * 0.45)));

/** The published accuracies against what they cost; points are options of a list, for the keyboard and screen readers. */
export function renderScatter(chart: ScatterChart) {
  const { points, measure, convention, width, own } = chart;
  const height = heightFor(width);
  const layout = layoutScatter({
    points: points.map(({ id, network, cost, top1 }) => ({
      id,
      family: familyIndex(network.id),
      cost: countOf(measure, cost, convention),
      top1,
      weight: countOf(otherMeasure(measure), cost, convention),
    })),
    marks: own ? [countOf(measure, own.cost, convention)] : [],
    width,
    height,
  });
  return html`
    ${renderKey(chart)}
    <svg part="scatter" width=${width} height=${height} viewBox="0 0 ${width} ${height}">
      ${renderAxes(layout, chart)} ${renderOwn(layout, chart)}
      <g
        role="listbox"
        aria-label="Published accuracies, ${points.length} points, by ${chart.unit}"
        @keydown=${(event: KeyboardEvent) => moveFocus(event, chart)}
      >
        ${layout.dots.map((dot) => renderDot(dot, chart))}
      </g>
      ${renderBestLabel(layout, chart)}
    </svg>
  `;
}

function renderKey({ points, sizeUnit }: ScatterChart) {
  const families = networks.filter(({ id }) => points.some(({ network }) => network.id === id));
  return html`
    <ul class="key" aria-label="Signs">
      ${families.map(
        ({ id, title }) => html`
          <li>
            <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
              <path class="sign" .style=${styleOf(id)} d=${signPath(familyIndex(id), 9)}></path>
            </svg>
            ${title}
          </li>
        `,
      )}
      <li>area: ${sizeUnit}</li>
    </ul>
  `;
}

const renderAxes = ({ left, right, top, bottom, xTicks, yTicks }: Scatter, { unit }: ScatterChart) => svg`
  <g aria-hidden="true">
    ${yTicks.map(
      ({ value, at }) => svg`
        <line class="grid" x1=${left} x2=${right} y1=${at} y2=${at}></line>
        <text class="tick" x=${left - 6} y=${at + 4} text-anchor="end">${value}</text>`,
    )}
    ${xTicks.map(
      ({ value, at }) => svg`
        <line class="grid" x1=${at} x2=${at} y1=${top} y2=${bottom}></line>
        <text class="tick" x=${at} y=${bottom + 16} text-anchor="middle">${shortTick(value)}</text>`,
    )}
    <text class="axis" x="0" y="12">top-1 on ImageNet, %</text>
    <text class="axis" x=${right} y="12" text-anchor="end">${unit}, logarithmic scale</text>
  </g>
`;

/** `200 M`: a round number. */
const shortTick = (value: number): string => formatCount(value).replace(/\.0+(?=\D)/, '');

function renderOwn({ marks, top, bottom, right }: Scatter, { own, unit }: ScatterChart) {
  const [mark] = marks;
  if (!own || !mark) return nothing;
  const text = `yours: ${formatCount(mark.value)} ${unit}`;
  const fitsRight = mark.at + 10 + textWidth(text, LABEL_SIZE) < right;
  return svg`
    <g part="own-mark" role="img" aria-label="${own.network.title}, ${text}, accuracy not published">
      <line class="own" x1=${mark.at} x2=${mark.at} y1=${top} y2=${bottom}></line>
      <circle class="own" cx=${mark.at} cy=${bottom} r="4"></circle>
      <text class="own-label" x=${mark.at + (fitsRight ? 9 : -9)} y=${bottom - 8} text-anchor=${fitsRight ? 'start' : 'end'}>
        ${text}
      </text>
    </g>
  `;
}

const nameOf = ({ network, top1, cost }: Point, { measure, convention, unit }: ScatterChart, fits: boolean): string =>
  `${network.title}: ${formatAccuracy(top1)}, ${formatCount(countOf(measure, cost, convention))} ${unit}${fits ? '' : ', does not fit'}`;

function renderDot({ id, x, y, path, radius }: Dot, chart: ScatterChart) {
  const point = chart.points.find((candidate) => candidate.id === id)!;
  const fits = chart.fits(point);
  const isFocusable = id === (chart.chosen ?? chart.best ?? chart.points[0]!.id);
  const name = nameOf(point, chart, fits);
  return svg`
    <g
      class="dot ${fits ? '' : 'over'} ${id === chart.best ? 'best' : ''}"
      role="option"
      data-id=${id}
      tabindex=${isFocusable ? 0 : -1}
      aria-selected=${id === chart.chosen}
      aria-label=${name}
      transform="translate(${x},${y})"
      @click=${() => chart.choose(id)}
    >
      <title>${name}</title>
      <circle class="ring" r=${Math.max(10, radius + 4)}></circle>
      <path class="sign" .style=${styleOf(point.network.id)} d=${path}></path>
    </g>
  `;
}

function renderBestLabel({ dots, left, right, top }: Scatter, { best, chosen, points }: ScatterChart) {
  const labelled = [...new Set([best, chosen])].flatMap((id) => dots.find((dot) => dot.id === id) ?? []);
  return labelled.map(({ id, x, y, radius }) => {
    const { network, top1 } = points.find((point) => point.id === id)!;
    const text = `${network.title}, ${formatAccuracy(top1)}`;
    const half = textWidth(text, LABEL_SIZE) / 2;
    const at = Math.min(right - half, Math.max(left + half, x));
    const above = y - radius - 9;
    return svg`<text class="dot-label" aria-hidden="true" x=${at} y=${above < top ? y + radius + 18 : above} text-anchor="middle">${text}</text>`;
  });
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

/** Points in the order of the axis: arrows move, Home and End jump. */
function moveFocus(event: KeyboardEvent, { points, measure, convention, choose }: ScatterChart): void {
  const ordered = [...points].sort(
    (a, b) => countOf(measure, a.cost, convention) - countOf(measure, b.cost, convention) || a.top1 - b.top1,
  );
  const current = (event.target as Element).closest('[data-id]')?.getAttribute('data-id');
  const at = ordered.findIndex(({ id }) => id === current);
  const step = STEPS[event.key];
  const last = ordered.length - 1;
  const next = event.key === 'Home' ? 0 : event.key === 'End' ? last : step && Math.min(last, Math.max(0, at + step));
  if (next === undefined && event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  choose(ordered[next ?? at]!.id);
}
