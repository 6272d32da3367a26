/** The figure as a file of its own: its looks are written into it, and under it what it shows. */
import { conventionOf, noteOf, sparseOptions } from '../../core/index.js';
import type { ExplorerState } from '../../explorer/state.js';
import { layoutBlockGraph, stillGraph, type BlockGraph, type GraphRequest } from '../../figures/block-graph.js';
import { sceneOfGraph, type GraphScene } from '../../figures/graph-scene.js';
import { image, rect, text, type Scene, type Shape } from '../../figures/scene.js';
import { printSvg } from '../../figures/svg-text.js';
import type { Theme } from '../../figures/tokens.js';
import { pageColours } from '../shared/page-colours.js';
import { download } from '../shared/download.js';
import { themeOf } from '../shared/theme-of.js';
import { titleOf } from './drawing.js';
import { paintPictures } from './pictures.js';
import { VERSION } from './version.js';

export type FigureFormat = 'svg' | 'png';

const LINE = 15;
const MARGIN = 12;
/** About as wide as a letter of the caption is on average. */
const LETTER = 5.6;
const LARGEST_SIDE = 16_000;

/** Network, options, convention and source: a line each. */
export function captionOf({ network, choice, convention, family }: ExplorerState): readonly string[] {
  const { title } = conventionOf(convention);
  const options = Object.entries(sparseOptions(family, choice.options));
  const chosen = options.map(
    ([name, value]) => `${name} ${Array.isArray(value) ? JSON.stringify(value) : String(value)}`,
  );
  return [
    `${network.title}; options: ${chosen.join(', ') || 'all as by default'}.`,
    'Height: square root of spatial size. Thickness: square root of channels.',
    `Counted as ${title}: ${noteOf(convention)}`,
    `Drawn by mobilenet-explorer ${VERSION}.`,
  ];
}

/** Lines of at most so many letters. */
function wrap(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && longer.length <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

export interface FigureOptions {
  /** Pixels of a PNG for one of the figure, where that is no larger than browsers can draw; 2 where absent. */
  readonly scale?: number;
  /** Without the page's ground. */
  readonly isTransparent?: boolean;
}

export interface Figure {
  readonly host: HTMLElement;
  /** As it is shown; saved is all of it, however little of it is in view. */
  readonly request: GraphRequest;
  readonly state: ExplorerState;
}

/** The whole figure at full size, whatever the reader has zoomed to, on the page's ground, and under it what it shows. */
export function savedScene({ host, request, state }: Figure, isTransparent = false): Scene {
  const graph = stillGraph(layoutBlockGraph({ ...request, squeezed: false, maxHeight: undefined }));
  const scene = sceneOfGraph(graph, titleOf(request));
  const closed = graph.items.flatMap(({ entry, kind }) => (kind === 'leaf' ? [entry] : []));
  const caption = [...captionOf(state), ...(request.overlay ? [request.overlay.caption(closed)] : [])];
  const broken = caption.flatMap((line) => wrap(line, Math.max(40, (graph.width - 2 * MARGIN) / LETTER)));
  const [, top] = scene.viewBox;
  const [width, height] = [Math.max(graph.width, 320), graph.height + broken.length * LINE + 2 * MARGIN];
  const texts = broken.map((line, at) =>
    text('caption', { x: MARGIN, y: top + graph.height + MARGIN + (at + 1) * LINE - 4 }, line),
  );
  return {
    ...scene,
    description: caption.join(' '),
    viewBox: [0, top, width, height],
    shapes: [
      ...(isTransparent ? [] : [rect('ground', { y: top, width, height })]),
      ...drawPictures(graph, state, themeOf(host)),
      ...(isTransparent ? scene.shapes.map((shape) => withoutPaper(shape, scene)) : scene.shapes),
      ...texts,
    ],
  };
}

/** The titles of rows lie on paper of their own, for what is panned below them. */
const withoutPaper = (shape: Shape, { titles }: GraphScene): Shape =>
  shape === titles ? { ...titles, content: titles.content.filter(({ tag }) => tag !== 'rect') } : shape;

/** The pictures of activations, where there are any. */
function drawPictures(
  graph: BlockGraph,
  { knownInspection: inspection }: ExplorerState,
  theme: Theme,
): readonly Shape[] {
  if (!inspection?.thumbnails.size) return [];
  const { width, height, top } = graph;
  const canvas = document.createElement('canvas');
  paintPictures(canvas, [width, height], graph, inspection.thumbnails, { x: 0, y: -top, k: 1 }, theme);
  return [image({ y: top, width, height, href: canvas.toDataURL() })];
}

/** The figure as text, or drawn at some times its size. Throws where a page's policy forbids the browser to draw it. */
export async function figureBlob(
  figure: Figure,
  format: FigureFormat,
  { scale: wanted = 2, isTransparent }: FigureOptions = {},
): Promise<Blob> {
  const scene = savedScene(figure, isTransparent);
  const text = new Blob([printSvg(scene, pageColours(figure.host))], { type: 'image/svg+xml' });
  if (format === 'svg') return text;
  const [, , width, height] = scene.viewBox;
  const scale = Math.min(wanted, LARGEST_SIDE / Math.max(width, height));
  const address = URL.createObjectURL(text);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob();
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Hands the figure to the reader as a download. */
export async function saveFigure(figure: Figure, format: FigureFormat, options?: FigureOptions): Promise<void> {
  const { network, detail } = figure.state;
  download(await figureBlob(figure, format, options), `${network.id}-${detail}.${format}`);
}
