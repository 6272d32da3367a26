import type { ColourToken } from './encodings.js';
import { boxPath } from './frame.js';
import type { GraphItem } from './graph-parts.js';

/** All pieces of bars that have one colour, in the coordinates of the figure. */
export interface BarPath {
  readonly colour: ColourToken;
  readonly path: string;
}

/** The bars of all items, one path a colour: what never moves alone need not be drawn alone. */
export function barPaths(items: readonly GraphItem[]): readonly BarPath[] {
  const paths = new Map<ColourToken, string>();
  for (const { x, y, bars } of items) {
    for (const { colour, ...box } of bars.flatMap(({ parts }) => parts)) {
      paths.set(colour, (paths.get(colour) ?? '') + boxPath({ ...box, x: x + box.x, y: y + box.y }));
    }
  }
  return [...paths].map(([colour, path]) => ({ colour, path }));
}
