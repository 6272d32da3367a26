/** The figure as a file of its own: what the page's styles make of it is written into it, and under it what it shows. */
import { conventions, sparseOptions, type ConventionId } from '../../core/index.js';
import type { BlockGraph } from '../../figures/block-graph.js';
import { ON_PROCESSOR } from '../shared/on-processor.js';
import type { ExplorerState } from '../../explorer/state.js';
import { themeOf } from '../shared/theme-of.js';
import { paintPictures } from './pictures.js';
import { VERSION } from './version.js';

export type FigureFormat = 'svg' | 'png';

const NAMESPACE = 'http://www.w3.org/2000/svg';
const LINE = 15;
const MARGIN = 12;
/** About as wide as a letter of the caption is on average. */
const LETTER = 5.6;
const CAPTION_TEXT = 11;
/** Pixels of the PNG for one of the figure, where that is no larger than browsers can draw. */
const SCALE = 2;
const LARGEST_SIDE = 16_000;

/** What a drawing needs of a computed style. */
const PROPERTIES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;
const COLOURS: ReadonlySet<string> = new Set(['fill', 'stroke']);

/** Network, options, convention and source: a line each. */
export function captionOf({ network, choice, convention, family }: ExplorerState): readonly string[] {
  const { title, note } = conventions[convention as ConventionId];
  const options = Object.entries(sparseOptions(family, choice.options));
  const chosen = options.map(
    ([name, value]) => `${name} ${Array.isArray(value) ? JSON.stringify(value) : String(value)}`,
  );
  return [
    `${network.title}; options: ${chosen.join(', ') || 'all as by default'}.`,
    'Height: square root of spatial size. Thickness: square root of channels.',
    `Counted as ${title}: ${note}`,
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

/** Colours as every program reads them: a browser may compute `oklab(…)`, a drawing program knows `#1d5fa8`. */
function plainColours(): (colour: string) => string {
  const known = new Map<string, string>();
  const context = new OffscreenCanvas(1, 1).getContext('2d', ON_PROCESSOR)!;
  const read = (colour: string): string => {
    if (colour === 'none') return colour;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data as unknown as [
      number,
      number,
      number,
      number,
    ];
    const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('');
    return alpha ? `#${hex}` : 'none';
  };
  return (colour) => {
    const plain = known.get(colour) ?? read(colour);
    known.set(colour, plain);
    return plain;
  };
}

/** A copy of what is drawn, with styles as attributes; what cannot be seen is left out. */
function copyOf(source: Element, plain: (colour: string) => string): Element | undefined {
  // What is selected at the moment is the reader’s, not the figure’s.
  if (source.classList.contains('hit') && !source.closest('.failure')) return undefined;
  const copy = document.createElementNS(NAMESPACE, source.localName);
  if (source.localName === 'g') {
    for (const child of source.children) copy.append(copyOf(child, plain) ?? '');
    copyAttributes(source, copy, ['transform']);
    return copy.childElementCount ? copy : undefined;
  }
  const style = getComputedStyle(source);
  const isText = source.localName === 'text';
  for (const property of PROPERTIES) {
    if (!isText && (property.startsWith('font') || property === 'text-anchor')) continue;
    const value = style.getPropertyValue(property);
    copy.setAttribute(property, COLOURS.has(property) ? plain(value) : value);
  }
  if (copy.getAttribute('fill') === 'none' && copy.getAttribute('stroke') === 'none') return undefined;
  copyAttributes(source, copy, ['x', 'y', 'width', 'height', 'rx', 'd']);
  if (isText) copy.textContent = source.textContent;
  return copy;
}

function copyAttributes(source: Element, copy: Element, names: readonly string[]): void {
  for (const name of names) {
    const value = source.getAttribute(name);
    if (value !== null) copy.setAttribute(name, value);
  }
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, text = ''): Element {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, `${value}`);
  if (text) made.textContent = text;
  return made;
}

export interface Figure {
  readonly host: HTMLElement;
  readonly view: SVGSVGElement;
  readonly graph: BlockGraph;
  readonly state: ExplorerState;
}

/** The whole figure at full size, whatever the reader has zoomed to, on the page's ground. */
export function figureSvg({ host, view, graph, state }: Figure): SVGSVGElement {
  const plain = plainColours();
  const hostStyle = getComputedStyle(host);
  const caption = captionOf(state).flatMap((line) => wrap(line, Math.max(40, (graph.width - 2 * MARGIN) / LETTER)));
  const [width, height] = [Math.max(graph.width, 320), graph.height + caption.length * LINE + 2 * MARGIN];
  const svg = element('svg', {
    xmlns: NAMESPACE,
    width,
    height,
    viewBox: `0 ${graph.top} ${width} ${height}`,
    'font-family': hostStyle.fontFamily,
    role: 'img',
  }) as SVGSVGElement;
  const paper = plain(paperOf(view));
  svg.append(
    element('title', {}, `${state.network.title}, drawn to scale`),
    element('desc', {}, captionOf(state).join(' ')),
  );
  svg.append(element('rect', { y: graph.top, width, height, fill: paper === 'none' ? '#ffffff' : paper }));
  const pictures = pictureOf(graph, state, host);
  if (pictures) svg.append(pictures);
  for (const part of view.querySelector('.figure')!.children) {
    const copy = copyOf(part, plain);
    if (part.classList.contains('sticky')) copy?.removeAttribute('transform');
    svg.append(copy ?? '');
  }
  const ink = plain(hostStyle.color);
  caption.forEach((line, at) => {
    const y = graph.top + graph.height + MARGIN + (at + 1) * LINE - 4;
    svg.append(element('text', { x: MARGIN, y, 'font-size': `${CAPTION_TEXT}px`, fill: ink }, line));
  });
  return svg;
}

/** The ground of the figure: what the titles of rows lie on, else white. */
const paperOf = (view: SVGSVGElement): string => {
  const ground = view.querySelector('.sticky > rect');
  return ground ? getComputedStyle(ground).fill : 'none';
};

/** The pictures of activations, where there are any. */
function pictureOf(graph: BlockGraph, { inspection }: ExplorerState, host: HTMLElement): Element | undefined {
  if (!inspection.thumbnails.size) return undefined;
  const { width, height, top } = graph;
  const canvas = document.createElement('canvas');
  paintPictures(canvas, [width, height], graph, inspection.thumbnails, { x: 0, y: -top, k: 1 }, themeOf(host));
  return element('image', { y: top, width, height, href: canvas.toDataURL() });
}

/** The figure as text, or drawn at twice its size. Throws where a page's policy forbids the browser to draw it. */
export async function figureBlob(figure: Figure, format: FigureFormat): Promise<Blob> {
  const svg = figureSvg(figure);
  const text = new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' });
  if (format === 'svg') return text;
  const [width, height] = [Number(svg.getAttribute('width')), Number(svg.getAttribute('height'))];
  const scale = Math.min(SCALE, LARGEST_SIDE / Math.max(width, height));
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
export async function saveFigure(figure: Figure, format: FigureFormat): Promise<void> {
  const address = URL.createObjectURL(await figureBlob(figure, format));
  const link = Object.assign(document.createElement('a'), {
    href: address,
    download: `${figure.state.network.id}-${figure.state.depth}.${format}`,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
