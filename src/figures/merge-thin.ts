/** What is thinner than a pointer can tell, drawn together. */
import { barPaths } from './bar-paths.js';
import type { ColourToken } from './encodings.js';
import { boxPath, type Box } from './frame.js';
import type { Arch, BlockGraph, GraphItem, MergedShape } from './graph-parts.js';
import { largest } from './totals.js';

/** Pixels along the flow: a column that is thinner is no target of its own. */
const THIN = 4;
/** A shortcut over less than this shows no more than its arch. */
const THIN_ARCH = 12;

const isThin = ({ kind, hit }: GraphItem): boolean => kind !== 'failure' && hit.width < THIN;

/** A figure from left to right with few elements, however many its columns are. `isKept` says which items stay by themselves. */
export function mergeThin(graph: BlockGraph, isKept: (path: string) => boolean): BlockGraph {
  const thin = graph.items.filter(isThin);
  if (!thin.length) return graph;
  const isShort = ({ span: [start, end] }: Arch): boolean => end - start < THIN_ARCH;
  const arches = graph.arches.filter(isShort).map(({ path }) => path);
  return {
    ...graph,
    items: graph.items.filter((item) => !isThin(item) || isKept(item.entry.path)),
    arches: graph.arches.filter((arch) => !isShort(arch)),
    merged: [
      ...mergeMarks(thin),
      ...mergeSlabs(thin),
      ...barPaths(thin).map(({ colour, path }) => ({ role: 'bar', colour, path }) as const),
      ...(arches.length ? [{ role: 'arch', colour: 'add', path: arches.join('') } as const] : []),
    ],
  };
}

/** What is drawn of operations where there is hardly a pixel for one: nothing but their colours, as high as their tensors. */
const mergeMarks = (items: readonly GraphItem[]): readonly MergedShape[] =>
  mergeBoxes(
    'mark',
    items.flatMap(({ x, y, marks, slabs, hit }) =>
      marks.slice(0, 1).map(({ colour }) => {
        const height = largest(slabs.map((slab) => slab.height)) ?? 0;
        const [slab] = slabs;
        return { colour, box: { x, y: y + (slab?.y ?? 0), width: hit.width / 2, height } };
      }),
    ),
  );

const mergeSlabs = (items: readonly GraphItem[]): readonly MergedShape[] =>
  mergeBoxes(
    'slab',
    items.flatMap(({ x, y, slabs }) =>
      slabs.map(({ colour, ...box }) => ({ colour, box: { ...box, x: x + box.x, y: y + box.y } })),
    ),
  );

/**
 * A map of all columns, one path a colour: of each, its tensors side by side in colours of what makes them, all around 0. A
 * pixel is a `step` long.
 */
export const mapColumns = (items: readonly GraphItem[], step: number): readonly MergedShape[] =>
  mergeBoxes(
    'slab',
    items.flatMap(({ kind, x, slabs, hit }) =>
      (kind === 'leaf' ? slabs : []).map(({ colour, height }, at) => {
        const length = hit.width / slabs.length;
        const box = { x: x + at * length, y: -height / 2, width: Math.max(0.8 * length, step), height };
        return { colour, box };
      }),
    ),
    step,
  );

/** One path a colour. Of boxes that begin within one step the tallest is drawn. */
function mergeBoxes(
  role: MergedShape['role'],
  boxes: readonly { readonly colour: ColourToken; readonly box: Box }[],
  step = 1,
): readonly MergedShape[] {
  const kept = new Map<ColourToken, Box[]>();
  for (const { colour, box } of boxes) {
    const before = kept.get(colour) ?? [];
    const last = before.at(-1);
    if (last && box.x < last.x + step)
      before[before.length - 1] = box.height > last.height ? { ...box, x: last.x } : last;
    else before.push(box);
    kept.set(colour, before);
  }
  return [...kept].map(([colour, own]) => ({ role, colour, path: own.map(boxPath).join('') }));
}
