/** A scene as text, without a DOM: to be saved, compared, or printed by a command or a server. */
import { isColour, type Colour, type Look, type Looks } from './looks.js';
import { hexOf, mixColours } from './mix-colours.js';
import { formatViewBox, type Scene, type Shape } from './scene.js';
import { colourOf, pick, type Overrides, type Theme, type Token } from './tokens.js';

export interface SvgOptions {
  /**
   * Colours and sizes become attributes, which every program reads, and what cannot be seen is left out. Without a theme,
   * roles become classes, for a page that has the styles.
   */
  readonly theme?: Theme;
  /** Colours that stand in for those of tokens. */
  readonly colours?: Overrides;
  readonly font?: string;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** What is known of a shape from those around it. */
interface Surroundings {
  readonly roles: readonly string[];
  readonly tint: string;
}

/** How a shape is written: with its looks, or with its classes; `undefined` where it cannot be seen. */
type Dress = (shape: Shape, around: Surroundings) => (Surroundings & { readonly attributes: Attributes }) | undefined;

// XML has no place for most control characters, and names of layers come from readers' files.
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for markup, in elements and attributes. */
export const escapeMarkup = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);

const write = (tag: string, attributes: Attributes, content = ''): string => {
  const written = Object.entries(attributes).map(([name, value]) =>
    value === undefined ? '' : ` ${name}="${escapeMarkup(`${value}`)}"`,
  );
  const open = `<${tag}${written.join('')}`;
  return content ? `${open}>${content}</${tag}>` : `${open}/>`;
};

const writeTitle = (title: string | undefined): string => (title ? write('title', {}, escapeMarkup(title)) : '');

/** The whole figure as an SVG document. */
export function printSvg(scene: Scene, { theme, colours, font }: SvgOptions = {}): string {
  const [, , width, height] = scene.viewBox;
  const dress = theme ? wearLooks(scene.looks, theme, colours) : wearClasses;
  const shapes = scene.shapes.map((shape) => printShape(shape, dress, { roles: [], tint: 'none' }));
  const description = scene.description ? write('desc', {}, escapeMarkup(scene.description)) : '';
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: formatViewBox(scene),
    preserveAspectRatio: scene.stretches ? 'none' : undefined,
    'font-family': font,
    role: 'img',
  };
  return write('svg', attributes, writeTitle(scene.title) + description + shapes.join(''));
}

function printShape(shape: Shape, dress: Dress, around: Surroundings): string {
  const { tag, title, content = [] } = shape;
  const dressed = dress(shape, around);
  if (!dressed) return '';
  const inside =
    typeof content === 'string'
      ? escapeMarkup(content)
      : content.map((one) => printShape(one, dress, dressed)).join('');
  return tag === 'g' && !inside && dress !== wearClasses
    ? ''
    : write(tag, dressed.attributes, writeTitle(title) + inside);
}

const wearClasses: Dress = ({ role, part, path, hidden, geometry }, around) => ({
  ...around,
  attributes: {
    class: role || undefined,
    part,
    'data-path': path,
    'aria-hidden': hidden ? 'true' : undefined,
    ...geometry,
  },
});

function wearLooks(looks: Looks, theme: Theme, overrides?: Overrides): Dress {
  const rules = rulesOf(looks);
  const token = (name: Token): string => hexOf(colourOf(name, theme, overrides));
  const resolve = (colour: Colour, tint: string): string => {
    if (typeof colour !== 'string')
      return 'mix' in colour
        ? mixColours(resolve(colour.mix, tint), colour.share, token(colour.into))
        : hexOf(pick(colour, theme));
    if (colour === 'none' || colour === 'transparent') return 'none';
    return colour === 'tint' ? tint : token(colour);
  };
  return ({ tag, role, geometry }, around) => {
    const roles = role.split(' ');
    const { tint: named, ...rest } = lookOf(rules, tag, roles, around.roles);
    const tint = named === undefined ? around.tint : resolve(named, around.tint);
    const worn = Object.entries(rest).map(([name, value]) => [
      name,
      isColour(name) ? resolve(value as Colour, tint) : value,
    ]);
    const attributes: Attributes = { ...geometry, ...Object.fromEntries(worn) };
    return isDrawn(tag, attributes) ? { attributes, tint, roles: [...around.roles, ...roles] } : undefined;
  };
}

const SOLID: ReadonlySet<string> = new Set(['rect', 'path', 'circle', 'line'] satisfies Shape['tag'][]);

const isDrawn = (tag: string, { fill, stroke = 'none' }: Attributes): boolean =>
  !SOLID.has(tag) || fill !== 'none' || stroke !== 'none';

/** A selector in pieces: each a tag, classes, or both; the last speaks of the shape itself, the others of what is around. */
interface Rule {
  readonly pieces: readonly (readonly string[])[];
  readonly look: Look;
}

const rulesOf = (looks: Looks): readonly Rule[] =>
  Object.entries(looks).flatMap(([selectors, look]) =>
    selectors
      .split(', ')
      .map((selector) => ({ look, pieces: selector.split(' ').map((piece) => piece.split(/(?=\.)/)) })),
  );

function lookOf(rules: readonly Rule[], tag: string, roles: readonly string[], around: readonly string[]): Look {
  const [own, outer] = [new Set([tag, ...roles.map((role) => `.${role}`)]), new Set(around.map((role) => `.${role}`))];
  const fits = ({ pieces }: Rule): boolean =>
    pieces.at(-1)!.every((name) => own.has(name)) &&
    pieces
      .slice(0, -1)
      .flat()
      .every((name) => outer.has(name));
  return Object.assign({}, ...rules.filter(fits).map(({ look }) => look)) as Look;
}
