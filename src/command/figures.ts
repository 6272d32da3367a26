/** `svg` and `embed`: the drawing, and a tag that has it inside for readers without scripts. */
import {
  conventionOf,
  costOf,
  countOperations,
  countParameters,
  DETAILS,
  excerptName,
  formatShape,
  noteOf,
  parseConvention,
  type ConventionId,
} from '../core/index.js';
import { layoutBlockGraph, stillGraph } from '../figures/block-graph.js';
import { MEASURES, type MeasureId } from '../figures/cost-bars.js';
import { sceneOfGraph } from '../figures/graph-scene.js';
import { rowsOf } from '../figures/layer-rows.js';
import { rect, type Scene } from '../figures/scene.js';
import { escapeMarkup, printSvg } from '../figures/svg-text.js';
import type { Theme } from '../figures/tokens.js';
import { formatExact } from '../words/format.js';
import { oneOf, readArguments } from './arguments.js';
import type { Files } from './files.js';
import type { Subject } from './subject.js';
import { UsageError } from './usage-error.js';

const DRAWING = {
  convention: 'torchvision',
  detail: 'blocks',
  orientation: 'horizontal',
  pixels: '1000',
  measure: 'operations',
  theme: 'light',
};

type Drawing = { readonly [Name in keyof typeof DRAWING]: string };

const ORIENTATIONS = ['horizontal', 'vertical'] as const;
const THEMES = ['light', 'dark'] as const satisfies readonly Theme[];
const [NARROWEST, WIDEST] = [200, 10_000];

async function oneSubject<Options extends Record<string, string>>(
  words: readonly string[],
  defaults: Options,
  files: Files,
) {
  const { subjects, options } = await readArguments(words, defaults, files);
  if (subjects.length > 1) throw new UsageError(`expected one network, got ${subjects.length}`);
  return { subject: subjects[0]!, options: options as { readonly [Name in keyof Options]: string } };
}

function widthIn(text: string): number {
  const width = Number(text);
  if (Number.isInteger(width) && width >= NARROWEST && width <= WIDEST) return width;
  throw new UsageError(`--pixels: expected a whole number from ${NARROWEST} to ${WIDEST}, got ${excerptName(text)}`);
}

function sceneOf({ network, about }: Subject, drawing: Drawing): Scene {
  const convention = parseConvention(drawing.convention);
  const measures = oneOf('measure', [...MEASURES, 'all', 'none'], drawing.measure);
  const graph = layoutBlockGraph({
    network,
    cost: costOf(network),
    convention,
    opening: { detail: oneOf('detail', DETAILS, drawing.detail), toggled: new Set() },
    orientation: oneOf('orientation', ORIENTATIONS, drawing.orientation),
    width: widthIn(drawing.pixels),
    ...(measures !== 'all' && { measures: measures === 'none' ? [] : [measures as MeasureId] }),
  });
  const scene = sceneOfGraph(stillGraph(graph), `${network.title}, drawn to scale`);
  const [x, y, width, height] = scene.viewBox;
  const { title } = conventionOf(convention);
  return {
    ...scene,
    description: `${about} Counted as ${title}: ${noteOf(convention)}`,
    shapes: [rect('ground', { x, y, width, height }), ...scene.shapes],
  };
}

const printed = (subject: Subject, drawing: Drawing): string =>
  printSvg(sceneOf(subject, drawing), { theme: oneOf('theme', THEMES, drawing.theme), font: 'sans-serif' });

/** The drawing as an SVG file. */
export async function svg(words: readonly string[], files: Files): Promise<string> {
  const { subject, options } = await oneSubject(words, DRAWING, files);
  return `${printed(subject, options)}\n`;
}

/** The stages with what they cost: what a feed shows where it takes out drawings. */
function tableOf({ network }: Subject, convention: ConventionId): string {
  const { unit, title } = conventionOf(convention);
  const line = (cells: readonly string[], tag = 'td'): string =>
    `    <tr>${cells.map((cell) => `<${tag}>${escapeMarkup(cell)}</${tag}>`).join('')}</tr>`;
  const rows = rowsOf(network, convention).map(({ path, outputShape, values }) =>
    line([path, outputShape, formatExact(values.parameters), formatExact(values.operations)]),
  );
  const total = [
    'all',
    formatShape(network.outputShape),
    formatExact(countParameters(network, convention)),
    formatExact(countOperations(network, convention)),
  ];
  return [
    '  <table>',
    `    <caption>${escapeMarkup(`${network.title}, counted as ${title}`)}</caption>`,
    line(['part', 'output', 'parameters', unit], 'th'),
    ...rows,
    line(total),
    '  </table>',
  ].join('\n');
}

const HOSTED = 'https://your.host/mobilenet-explorer/index.js';
const NOTE =
  '<!-- once a page: dist/ of the package, whole, on a host of yours (the option script names its index.js) -->';

/** The tag with the drawing and a table inside it, for feeds, print and pages without scripts. */
export async function embed(words: readonly string[], files: Files): Promise<string> {
  const defaults = { ...DRAWING, script: HOSTED };
  const { subject, options } = await oneSubject(words, defaults, files);
  if (!subject.attributes)
    throw new UsageError('embed: expected a network of the register, got a file, to which no tag leads');
  const said = options.convention === DRAWING.convention ? [] : [['convention', options.convention] as const];
  const attributes = [...subject.attributes, ...said]
    .map(([name, text]) => ` ${name}="${escapeMarkup(text)}"`)
    .join('');
  return [
    `<net-explorer${attributes}>`,
    `  ${printed(subject, options)}`,
    tableOf(subject, parseConvention(options.convention)),
    '</net-explorer>',
    ...(options.script === HOSTED ? [NOTE] : []),
    `<script type="module" src="${escapeMarkup(options.script)}"></script>`,
    '',
  ].join('\n');
}
