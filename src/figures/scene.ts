/**
 * A figure as data: shapes and texts, each with its role. A page prints it through Lit, `svg-text.ts` prints it as text
 * where there is no DOM; how a role looks is written once, in `looks.ts` and beside each figure.
 */
import type { Looks } from './looks.js';

/** What says where a shape lies, by the names that SVG gives it. */
export interface Geometry {
  readonly rect: {
    readonly x?: number;
    readonly y?: number;
    readonly width: number;
    readonly height: number;
    readonly rx?: number;
  };
  readonly path: { readonly d: string };
  readonly circle: { readonly cx?: number; readonly cy?: number; readonly r: number };
  readonly line: { readonly x1?: number; readonly x2: number; readonly y1: number; readonly y2: number };
  readonly text: { readonly x?: number; readonly y?: number; readonly 'text-anchor'?: 'start' | 'middle' | 'end' };
  readonly tspan: { readonly x: number; readonly y: number };
  readonly image: {
    readonly x?: number;
    readonly y?: number;
    readonly width: number;
    readonly height: number;
    readonly href: string;
  };
  readonly g: { readonly transform?: string };
}

export type Tag = keyof Geometry;

/** What a shape may say besides where it lies. */
export interface Extras {
  /** The name by which a page's author may style it. */
  readonly part?: string;
  /** Path of the item that a group stands for. */
  readonly path?: string;
  /** What it says to a pointer that rests on it. */
  readonly title?: string;
  /** Not for assistive technology: other words say the same. */
  readonly hidden?: boolean;
}

export interface ShapeOf<T extends Tag> extends Extras {
  readonly tag: T;
  /** Names, as classes have them, by which looks find it: `slab kind-depthwise`. */
  readonly role: string;
  readonly geometry: Geometry[T];
  /** Words, or shapes inside. */
  readonly content?: string | readonly Shape[];
}

export type Shape = { readonly [T in Tag]: ShapeOf<T> }[Tag];
export type Group = ShapeOf<'g'> & { readonly content: readonly Shape[] };

export interface Scene {
  /** What it shows, in words. */
  readonly title: string;
  readonly description?: string;
  readonly viewBox: readonly [x: number, y: number, width: number, height: number];
  /** Drawn as wide and high as there is room, not in proportion. */
  readonly stretches?: boolean;
  readonly looks: Looks;
  readonly shapes: readonly Shape[];
}

const shape = <T extends Tag>(
  tag: T,
  role: string,
  geometry: Geometry[T],
  rest: Extras & { readonly content?: string | readonly Shape[] } = {},
): ShapeOf<T> => ({ ...rest, tag, role, geometry });

export const rect = (role: string, geometry: Geometry['rect'], extras?: Extras) =>
  shape('rect', role, geometry, extras);
export const path = (role: string, d: string, extras?: Extras) => shape('path', role, { d }, extras);
export const circle = (role: string, geometry: Geometry['circle']) => shape('circle', role, geometry);
export const line = (role: string, geometry: Geometry['line']) => shape('line', role, geometry);
export const image = (geometry: Geometry['image']) => shape('image', '', geometry);

export const text = (role: string, geometry: Geometry['text'], words: string, extras?: Extras) =>
  shape('text', role, geometry, { ...extras, content: words });

/** Words in lines of their own. */
export const lines = (role: string, each: readonly (Geometry['tspan'] & { readonly words: string })[]) =>
  shape('text', role, {}, { content: each.map(({ words, ...at }) => shape('tspan', '', at, { content: words })) });

export const group = (
  role: string,
  content: readonly Shape[],
  { transform, ...extras }: Extras & Geometry['g'] = {},
): Group => ({ ...extras, tag: 'g', role, geometry: transform === undefined ? {} : { transform }, content });

export const translate = (x: number, y: number): string => `translate(${x},${y})`;

export const formatViewBox = ({ viewBox }: Scene): string => viewBox.join(' ');
