import { html, svg } from 'lit';
import { networks, type ConventionId } from '../../core/index.js';
import { layoutScatter } from '../../figures/accuracy-scatter.js';
import { sceneOfScatter, sceneOfSign, type PointFacts } from '../../figures/scatter-scene.js';
import { formatViewBox, type Group } from '../../figures/scene.js';
import { formatCount } from '../../words/format.js';
import { printShape, printShapes } from '../shared/print-scene.js';
import { renderKey } from './key.js';
import { formatAccuracy } from '../../explorer/budget/accuracies.js';
import type { Point } from './points.js';
import { countOf, type Measure, type Subject } from '../../explorer/budget/subject.js';

export interface ScatterChart {
  readonly points: readonly Point[];
  readonly measure: Measure;
  readonly convention: ConventionId;
  /** `MACs`, `parameters`: what lies along the axis, and what the area of a sign stands for. */
  readonly unit: string;
  readonly sizeUnit: string;
  readonly width: number;
  /** The reader's own network, whose accuracy nobody has published. */
  readonly own: Subject | undefined;
  /** Those that are compared, and of which no accuracy is published. */
  readonly others: readonly Subject[];
  readonly fits: (point: Point) => boolean;
  /** Id of the best that fits a budget. */
  readonly best: string | undefined;
  /** Id of the one that the reader looks at. */
  readonly chosen: string | undefined;
  readonly choose: (id: string) => void;
}

export const familyIndex = (id: string): number => networks.findIndex((family) => family.id === id);

export const otherMeasure = (measure: Measure): Measure => (measure === 'operations' ? 'parameters' : 'operations');

const heightFor = (width: number): number => Math.round(Math.min(400, Math.max(260, width * 0.45)));

/** The published accuracies against what they cost; points are options of a list, for the keyboard and screen readers. */
export function renderScatter(chart: ScatterChart) {
  const { points, measure, convention, width, own, others } = chart;
  const marked = own ? [own, ...others] : others;
  const height = heightFor(width);
  const layout = layoutScatter({
    points: points.map(({ id, network, top1 }) => ({
      id,
      family: familyIndex(network.id),
      cost: countOf(measure, network, convention),
      top1,
      weight: countOf(otherMeasure(measure), network, convention),
    })),
    marks: marked.map(({ network }) => countOf(measure, network, convention)),
    width,
    height,
  });
  const scene = sceneOfScatter(layout, {
    title: `Published accuracies, ${points.length} points, by ${chart.unit}`,
    size: [width, height],
    unit: chart.unit,
    pointOf: (id) =>
      factsOf(
        points.find((point) => point.id === id)!,
        chart,
      ),
    marks: layout.marks.map(({ value }, at) => {
      const isOwn = marked[at] === own;
      return { isOwn, words: `${isOwn ? 'yours' : marked[at]!.network.title}: ${formatCount(value)} ${chart.unit}` };
    }),
    best: chart.best,
    chosen: chart.chosen,
  });
  return html`
    ${renderSigns(chart)}
    <svg .scene=${scene} part="scatter" width=${width} height=${height} viewBox=${formatViewBox(scene)}>
      ${printShape(scene.axes)} ${printShape(scene.front)}
      ${scene.marks.map((mark, at) => renderMark(mark, marked[at]!, chart))}
      <g role="listbox" aria-label=${scene.title} @keydown=${(event: KeyboardEvent) => moveFocus(event, chart)}>
        ${scene.dots.map((dot) => renderDot(dot, chart))}
      </g>
      ${printShapes(scene.labels)}
    </svg>
  `;
}

function renderSigns({ points, sizeUnit }: ScatterChart) {
  const families = networks.filter(({ id }) => points.some(({ network }) => network.id === id));
  return html`
    <ul class="key" aria-label="Signs">
      ${families.map(({ id, title }) => renderKey(sceneOfSign(familyIndex(id), title)))}
      <li>area: ${sizeUnit}</li>
      <li>line: no network is both cheaper and more accurate</li>
    </ul>
  `;
}

function renderMark({ part, content }: Group, { network }: Subject, { own, measure, convention, unit }: ScatterChart) {
  const whose = network === own?.network ? ', yours' : '';
  const count = formatCount(countOf(measure, network, convention));
  const label = `${network.title}${whose}: ${count} ${unit}, accuracy not published`;
  return svg`<g part=${part} role="img" aria-label=${label}>${printShapes(content)}</g>`;
}

const nameOf = ({ network, top1 }: Point, { measure, convention, unit }: ScatterChart, fits: boolean): string =>
  `${network.title}: ${formatAccuracy(top1)}, ${formatCount(countOf(measure, network, convention))} ${unit}${fits ? '' : ', does not fit'}`;

const factsOf = (point: Point, chart: ScatterChart): PointFacts => {
  const fits = chart.fits(point);
  const { network, top1 } = point;
  const label = `${network.title}, ${formatAccuracy(top1)}`;
  return { fits, label, name: nameOf(point, chart, fits), family: familyIndex(network.id) };
};

function renderDot({ role, path: id, title, geometry, content }: Group, chart: ScatterChart) {
  const isFocusable = id === (chart.chosen ?? chart.best ?? chart.points[0]!.id);
  return svg`
    <g
      class=${role}
      role="option"
      data-id=${id}
      tabindex=${isFocusable ? 0 : -1}
      aria-selected=${id === chart.chosen}
      aria-label=${title}
      transform=${geometry.transform}
      @click=${() => chart.choose(id!)}
    >
      <title>${title}</title>
      ${printShapes(content)}
    </g>
  `;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

/** Points in the order of the axis: arrows move, Home and End jump. */
function moveFocus(event: KeyboardEvent, { points, measure, convention, choose }: ScatterChart): void {
  const ordered = [...points].sort(
    (a, b) => countOf(measure, a.network, convention) - countOf(measure, b.network, convention) || a.top1 - b.top1,
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
