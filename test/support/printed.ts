import type { Scene } from '../../src/figures/scene.js';
import { printSvg } from '../../src/figures/svg-text.js';

/** What a reader's acts and assistive technology add to a figure in a page. */
const ADDED = /^(aria-.*|role|tabindex|data-.*|xmlns|style)$/;
const STATES = new Set(['selected', 'hovered', 'fresh', 'changed', 'glides', 'active', 'faded', 'figure']);

const words = (text: string): string => text.replace(/\s+/g, ' ').trim();

function attributesOf(element: Element): readonly string[] {
  const kept = [...element.attributes].filter(({ name, value }) => !ADDED.test(name) && value !== '');
  const valueOf = ({ name, value }: Attr): string =>
    name === 'class'
      ? words(value)
          .split(' ')
          .filter((role) => !STATES.has(role))
          .join(' ')
      : value;
  return kept.map((attribute) => `${attribute.name}=${valueOf(attribute)}`).sort();
}

/** What is drawn: an element a line, with its attributes and its own words, and deeper what is inside. */
export function structureOf(element: Element, depth = 0): readonly string[] {
  const own = element.childElementCount ? '' : words(element.textContent);
  const line = `${' '.repeat(depth)}${[element.localName, ...attributesOf(element), own].join(' ')}`;
  return [line, ...[...element.children].flatMap((child) => structureOf(child, depth + 1))];
}

/** What is drawn in the elements, one after the other. */
export const structuresOf = (elements: Iterable<Element>): readonly string[] =>
  [...elements].flatMap((element) => structureOf(element));

const parse = (svg: string): Element => {
  const { documentElement } = new DOMParser().parseFromString(svg, 'image/svg+xml');
  if (documentElement.localName !== 'svg') throw new Error(documentElement.textContent);
  return documentElement;
};

/** A scene's shapes as the string writer prints them, for a page that has the styles. */
export const printedShapes = (scene: Scene): readonly Element[] =>
  [...parse(printSvg(scene)).children].filter(({ localName }, at) => at || localName !== 'title');

/** What a figure in a page has drawn, and the scene that it was drawn from. */
export function drawnIn(svg: Element): { readonly figure: Element; readonly scene: Scene } {
  return { figure: svg.querySelector('.figure') ?? svg, scene: (svg as Element & { scene?: Scene }).scene! };
}

/** The same, with looks as attributes. */
export const printedLooks = (scene: Scene, theme: 'light' | 'dark'): Element => parse(printSvg(scene, { theme }));

const SOLID = 'rect, path, circle, line, text';

/** The four bytes of a colour, as a browser paints them. */
const bytesOf = (() => {
  const known = new Map<string, readonly number[]>([['none', [0, 0, 0, 0]]]);
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  return (colour: string): readonly number[] => {
    const found = known.get(colour);
    if (found) return found;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const bytes = [...context.getImageData(0, 0, 1, 1).data];
    known.set(colour, bytes);
    return bytes;
  };
})();

const PLAIN: Readonly<Record<string, string>> = {
  opacity: '1',
  'fill-opacity': '1',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'font-weight': '400',
  'text-anchor': 'start',
};

interface Seen {
  readonly name: string;
  readonly colours: readonly number[];
  readonly rest: readonly string[];
}

/** What the eye sees of a shape, by what is said of its style. */
function seen(element: Element, valueOf: (property: string) => string): Seen {
  const [fill, stroke] = [bytesOf(valueOf('fill')), bytesOf(valueOf('stroke'))];
  const names = [
    ...Object.keys(PLAIN).filter((name) => name !== 'stroke-width' || stroke[3]),
    ...(element.localName === 'text' ? ['font-size'] : []),
  ];
  const rest = names.map((name) => `${name} ${valueOf(name).replace(/px/g, '').replaceAll(', ', ' ')}`);
  return { name: element.localName, colours: [...fill, ...stroke], rest };
}

const isVisible = ({ colours, name }: Seen): boolean => name === 'text' || Boolean(colours[3] || colours[7]);

/** Everything visible in a page, as its style sheets make it. */
export const seenInPage = (root: Element): readonly Seen[] =>
  [...root.querySelectorAll(SOLID)]
    .map((element) => {
      const style = getComputedStyle(element);
      return seen(element, (property) => style.getPropertyValue(property));
    })
    .filter(isVisible);

/** Everything in a document that says all by attributes. */
export const seenInText = (root: Element): readonly Seen[] =>
  [...root.querySelectorAll(SOLID)].map((element) =>
    seen(element, (name) => element.getAttribute(name) ?? PLAIN[name] ?? (name === 'fill' ? 'black' : 'none')),
  );

/** Where two figures look different: by more than a rounding of a colour. */
export function differences(page: readonly Seen[], text: readonly Seen[]): readonly string[] {
  if (page.length !== text.length) return [`${page.length} shapes in the page, ${text.length} in the text`];
  return page.flatMap(({ name, colours, rest }, at) => {
    const other = text[at]!;
    const isSame =
      name === other.name &&
      rest.join() === other.rest.join() &&
      colours.every((byte, index) => Math.abs(byte - other.colours[index]!) <= 1);
    return isSame ? [] : [`${at}: ${JSON.stringify({ name, colours, rest })} is ${JSON.stringify(other)}`];
  });
}
