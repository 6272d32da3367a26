export type Orientation = 'horizontal' | 'vertical';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/**
 * A figure is worked out along the flow (`u`) and across it (`v`); a frame puts that onto the page, from left to right
 * or from top to bottom.
 */
export interface Frame {
  readonly orientation: Orientation;
  readonly point: (u: number, v: number) => Point;
  readonly box: (u: number, v: number, length: number, breadth: number) => Box;
  /** `12,34`: a point in a path. */
  readonly at: (u: number, v: number) => string;
}

export function frameOf(orientation: Orientation): Frame {
  const flat = orientation === 'horizontal';
  const point = (u: number, v: number): Point => (flat ? { x: u, y: v } : { x: v, y: u });
  return {
    orientation,
    point,
    box: (u, v, length, breadth) => ({
      ...point(u, v),
      width: flat ? length : breadth,
      height: flat ? breadth : length,
    }),
    at: (u, v) => (flat ? `${short(u)},${short(v)}` : `${short(v)},${short(u)}`),
  };
}

/** Hundredths of a pixel are enough, and keep the page small. */
export const short = (value: number): number => Math.round(value * 100) / 100;

export const shortBox = ({ x, y, width, height }: Box): Box => ({
  x: short(x),
  y: short(y),
  width: short(width),
  height: short(height),
});

export const boxPath = ({ x, y, width, height }: Box): string =>
  `M${short(x)},${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`;

/** Where two tensors meet. */
export interface Ring extends Point {
  readonly radius: number;
  readonly sign: Sign;
}

/** What stands in it. */
export type Sign = 'plus' | 'bars' | 'cross' | 'none';

const crossPath = (x: number, y: number, arm: number): string => {
  const side = short(2 * arm);
  return `M${short(x - arm)},${short(y - arm)}l${side},${side}m${-side},0l${side},${-side}`;
};

const SIGN = 4.5;

/** A small box with a plus or a minus in it, its middle at a point. */
export function signPath(sign: 'plus' | 'minus', x: number, y: number): string {
  const box = boxPath({ x: x - SIGN, y: y - SIGN, width: 2 * SIGN, height: 2 * SIGN });
  const across = `M${short(x - SIGN + 2)},${short(y)}h${2 * SIGN - 4}`;
  return box + across + (sign === 'plus' ? `M${short(x)},${short(y - SIGN + 2)}v${2 * SIGN - 4}` : '');
}

/** A circle with its sign in it. */
export function ringPath({ x, y, radius, sign }: Ring): string {
  const half = `a${radius},${radius},0,1,1,`;
  const arm = radius - 2.5;
  const signs = {
    plus: `M${short(x - arm)},${short(y)}h${2 * arm}M${short(x)},${short(y - arm)}v${2 * arm}`,
    cross: crossPath(x, y, arm * Math.SQRT1_2),
    none: '',
    bars: `M${short(x - 1.5)},${short(y - arm)}v${2 * arm}m3,0v${-2 * arm}`,
  };
  return `M${short(x - radius)},${short(y)}${half}${2 * radius},0${half}${-2 * radius},0Z${signs[sign]}`;
}

/** Where a band lies: from the height of the tensor that it reads to the height of the one that it makes. */
export interface Band {
  readonly u: number;
  readonly length: number;
  readonly before: number;
  readonly after: number;
  readonly axis: number;
}

/** The share of a piece of a band that is left open. */
const OPEN = 0.3;

/** An operation: a band, in one piece or cut lengthwise into several. */
export const bandPath = ({ at }: Frame, { u, length, before, after, axis }: Band, pieces = 1): string => {
  const open = pieces > 1 ? OPEN / 2 : 0;
  const piece = (index: number): string => {
    const [top, bottom] = [(index + open) / pieces - 0.5, (index + 1 - open) / pieces - 0.5];
    const corner = (share: number, end: number): string => at(u + end * length, axis + share * (end ? after : before));
    return `M${corner(top, 0)}L${corner(top, 1)}L${corner(bottom, 1)}L${corner(bottom, 0)}Z`;
  };
  return Array.from({ length: pieces }, (_, index) => piece(index)).join('');
};

/** A band whose sides cross: what lay above comes to lie below. */
export const crossedPath = ({ at }: Frame, { u, length, before, after, axis }: Band): string =>
  `M${at(u, axis - before / 2)}L${at(u + length, axis + after / 2)}L${at(u + length, axis - after / 2)}L${at(u, axis + before / 2)}Z`;

/** A shortcut: up from one tensor, along the crest and down to another, with round shoulders. */
export function archPath({ at, orientation }: Frame, from: Ends, to: Ends, crest: number): string {
  const span = to.u - from.u;
  const radius = Math.max(0, Math.min(14, span / 2, Math.min(from.v, to.v) - crest));
  const corner = `A${short(radius)},${short(radius)},0,0,${orientation === 'horizontal' ? 1 : 0},`;
  return [
    `M${at(from.u, from.v)}L${at(from.u, crest + radius)}`,
    `${corner}${at(from.u + radius, crest)}L${at(to.u - radius, crest)}`,
    `${corner}${at(to.u, crest + radius)}L${at(to.u, to.v)}`,
  ].join('');
}

interface Ends {
  readonly u: number;
  readonly v: number;
}
