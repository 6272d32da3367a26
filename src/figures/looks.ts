/** How roles look. What several figures have in common stands here, what is one figure's own stands beside it. */
import type { ColourToken } from './encodings.js';
import type { Pair, Token } from './tokens.js';

/**
 * A token; `tint`, the colour that some role of the shape or around it names; a mixture in Oklab; or a colour that is no
 * token.
 */
export type Colour = Token | 'tint' | 'none' | 'transparent' | Mixture | Pair;

export interface Mixture {
  readonly mix: Token | 'tint';
  /** Per cent of it; the rest is the other. */
  readonly share: number;
  readonly into: Token;
}

/** What a role gives a shape, by the names that CSS and SVG have in common. */
export interface Look {
  /** The colour that `tint` means here and inside. */
  readonly tint?: Colour;
  readonly fill?: Colour;
  readonly stroke?: Colour;
  readonly opacity?: number;
  readonly 'fill-opacity'?: number;
  readonly 'stroke-width'?: number;
  readonly 'stroke-dasharray'?: string;
  readonly 'stroke-linecap'?: 'round';
  readonly 'stroke-linejoin'?: 'round';
  readonly 'vector-effect'?: 'non-scaling-stroke';
  readonly 'paint-order'?: 'stroke';
  readonly 'font-size'?: `${number}px`;
  readonly 'font-weight'?: number;
  readonly 'text-anchor'?: 'middle';
}

/**
 * Looks by selector: a tag, classes, or both, perhaps inside something (`.failure .hit`), several with `, ` between them.
 * Where two fit, the later one has its way, however many classes the other names.
 */
export type Looks = Readonly<Record<string, Look>>;

export const mix = (colour: Mixture['mix'], share: number, into: Token = 'paper'): Mixture => ({
  mix: colour,
  share,
  into,
});

/** What stands on the paper and shows through no lines below it. */
export const outlined = (width: number): Look => ({ stroke: 'paper', 'stroke-width': width, 'paint-order': 'stroke' });

const kinds: Readonly<Record<ColourToken, Token>> = {
  tensor: 'ink-faint',
  conv: 'kind-conv',
  pointwise: 'kind-pointwise',
  depthwise: 'kind-depthwise',
  norm: 'kind-norm',
  activation: 'kind-activation',
  add: 'kind-add',
  pool: 'kind-pool',
  dense: 'kind-dense',
  unknown: 'kind-unknown',
};

/** One tint a role: `tints('family', ['accent'])` gives `.family-0` the accent. */
export const tints = (name: string, colours: Readonly<Record<string, Colour>> | readonly Colour[]): Looks =>
  Object.fromEntries(Object.entries(colours).map(([key, tint]) => [`.${name}-${key}`, { tint }]));

/** `kind-depthwise` and the others. */
export const kindTints = tints('kind', kinds);

/** A shortcut and the ring where it meets the main path. */
export const shortcutLooks = (width: number): Looks => ({
  '.arch': { fill: 'none', stroke: 'kind-add', 'stroke-width': width },
  '.ring': { fill: 'paper', stroke: 'kind-add', 'stroke-width': width },
});

/** Lines, numbers and words along the sides of a chart. */
export const axisLooks: Looks = {
  '.grid': { stroke: 'rule' },
  '.notch': { stroke: 'ink-faint' },
  '.tick, .axis': { fill: 'ink-soft', 'font-size': '11px' },
};

const cssColour = (colour: Colour): string => {
  if (typeof colour !== 'string')
    return 'mix' in colour
      ? `color-mix(in oklab,${cssColour(colour.mix)} ${colour.share}%,${cssColour(colour.into)})`
      : `light-dark(${colour.join()})`;
  return colour === 'none' || colour === 'transparent' ? colour : `var(--_${colour})`;
};

const COLOURS: ReadonlySet<string> = new Set(['tint', 'fill', 'stroke'] satisfies (keyof Look)[]);

export const isColour = (property: string): boolean => COLOURS.has(property);

const cssLook = (look: Look): string =>
  Object.entries(look)
    .map(
      ([name, value]) => `${name === 'tint' ? '--_tint' : name}:${isColour(name) ? cssColour(value as Colour) : value}`,
    )
    .join(';');

/**
 * Looks as a style sheet, under whatever else an element says: no rule of it has any specificity. Each selector stands by
 * itself, since browsers look rules up by the class that a selector ends with, and try a list of them on every element.
 */
export const cssOf = (looks: Looks, scope = ''): string =>
  Object.entries(looks)
    .map(([selectors, look]) => {
      const own = selectors.split(', ').map((selector) => `:where(${scope}${selector})`);
      return `${own.join()}{${cssLook(look)}}`;
    })
    .join('');
