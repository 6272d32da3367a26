/** Small multiples: one tile a channel, in rows. */
import type { ChannelOrder } from '../words/channel-orders.js';

export interface TileGrid {
  readonly count: number;
  readonly columns: number;
  readonly rows: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly gap: number;
  readonly width: number;
  readonly height: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A tile under a point, and where in it, from 0 to 1. */
export interface Hit {
  readonly place: number;
  readonly across: number;
  readonly down: number;
}

const GAP = 3;

/** Few channels are shown larger. */
const targetFor = (count: number): number => (count <= 32 ? 72 : count <= 160 ? 56 : count <= 480 ? 40 : 28);

/** A whole number of screen pixels a value, or of values a screen pixel, near a side of `target`. */
function magnify(side: number, target: number): number {
  return side <= target * 1.4 ? Math.max(1, Math.round(target / side)) : 1 / Math.round(side / target);
}

/** Lays `count` maps of `height` × `width` values out in rows that fit `available` pixels. */
export function layoutTiles(
  count: number,
  [height, width]: readonly [height: number, width: number],
  available: number,
  target = targetFor(count),
): TileGrid {
  const factor = magnify(Math.max(height, width), target);
  const tileWidth = Math.max(1, Math.round(width * factor));
  const tileHeight = Math.max(1, Math.round(height * factor));
  const columns = Math.max(1, Math.min(count, Math.floor((available + GAP) / (tileWidth + GAP))));
  const rows = Math.ceil(count / columns);
  const size = (tiles: number, side: number): number => Math.max(0, tiles * (side + GAP) - GAP);
  return {
    count,
    columns,
    rows,
    tileWidth,
    tileHeight,
    gap: GAP,
    width: size(columns, tileWidth),
    height: size(rows, tileHeight),
  };
}

/** Where the tile at `place` is. */
export function tileBox({ columns, tileWidth, tileHeight, gap }: TileGrid, place: number): Box {
  const [row, column] = [Math.floor(place / columns), place % columns];
  return { x: column * (tileWidth + gap), y: row * (tileHeight + gap), width: tileWidth, height: tileHeight };
}

/** The tile under a point; `undefined` in a gap and outside. */
export function tileAt(grid: TileGrid, x: number, y: number): Hit | undefined {
  const [column, row] = [Math.floor(x / (grid.tileWidth + grid.gap)), Math.floor(y / (grid.tileHeight + grid.gap))];
  const place = row * grid.columns + column;
  if (x < 0 || y < 0 || column >= grid.columns || place >= grid.count) return undefined;
  const box = tileBox(grid, place);
  const [across, down] = [(x - box.x) / box.width, (y - box.y) / box.height];
  return across < 1 && down < 1 ? { place, across, down } : undefined;
}

/** Half-open range of the tiles whose rows meet the part of the grid from `top`, `height` high. */
export function tilesWithin(grid: TileGrid, top: number, height: number): readonly [first: number, end: number] {
  const step = grid.tileHeight + grid.gap;
  const first = Math.max(0, Math.floor(top / step)) * grid.columns;
  const end = Math.ceil((top + height) / step) * grid.columns;
  return [Math.min(first, grid.count), Math.min(end, grid.count)];
}

/** Where a key leads from a tile; `undefined` for keys that do not move. `page` is the number of rows in view. */
export function moveTile(
  { columns, count }: Pick<TileGrid, 'columns' | 'count'>,
  place: number,
  key: string,
  page = 1,
): number | undefined {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * page,
    PageDown: columns * page,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  if (step === undefined) return undefined;
  const target = place + step;
  if (key === 'ArrowUp' && target < 0) return place;
  return Math.min(Math.max(target, 0), count - 1);
}

/** Channels by their number, or the largest mean, variance or share of zeros first. */
export function orderChannels(
  order: ChannelOrder,
  statistics: Readonly<Record<Exclude<ChannelOrder, 'index'>, ArrayLike<number>>>,
): readonly number[] {
  const channels = Array.from(statistics.mean, (_, channel) => channel);
  if (order === 'index') return channels;
  const values = statistics[order];
  return channels.sort((a, b) => values[b]! - values[a]! || a - b);
}
