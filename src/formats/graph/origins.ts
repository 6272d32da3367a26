/** Where operations stand: the modules and scopes in their names. */
import { MOST_WORDS } from '../../core/limits.js';
import type { Origin } from '../draft/draft.js';
import type { GraphNode } from './graph.js';

/** An origin whose place among the others is found once all are there. */
export class PathOrigin implements Origin {
  name = '';
  nests: Origin['nests'] = [];
  path: readonly string[];

  /** Whether its name says where it stands. */
  private readonly isPlaced: boolean;

  constructor(node: GraphNode) {
    this.path = pathOf(node);
    this.isPlaced = node.name.includes('/');
  }

  /** What says nothing of its place stands where all that it reads do. */
  settle(read: readonly PathOrigin[]): void {
    const [first, ...others] = read.map(({ path }) => path.slice(0, -1));
    if (this.isPlaced || !first) return;
    const end = first.findIndex((part, at) => others.some((other) => other[at] !== part));
    this.path = [...(end < 0 ? first : first.slice(0, end)), ...this.path];
  }
}

/** PyTorch repeats in each part of a path the one before: `/features/features.0/features.0.2/Clip`. */
function pathOf({ name, op, outputs }: GraphNode): readonly string[] {
  const written = (name || outputs[0] || op).split(';')[0]!;
  const parts = written.split('/').filter(Boolean);
  const plain = parts.flatMap((part, at) => modulesIn(withoutStart(part, parts[at - 1])));
  return plain.length > MOST_WORDS ? [...plain.slice(0, MOST_WORDS - 1), plain.at(-1)!] : plain.length ? plain : [op];
}

const withoutStart = (part: string, before: string | undefined): string =>
  before !== undefined && part.startsWith(`${before}.`) ? part.slice(before.length + 1) : part;

/** `features.0` where the list itself was not called; versions, `1.00_224`, have no whole numbers between dots. */
const modulesIn = (part: string): readonly string[] => (/(?:^|\.)\d+(?:\.|$)/.test(part) ? part.split('.') : [part]);

/**
 * The last part of a path says what is done, those before it where. What is done once in a place is called by the place.
 */
export function placeAll(origins: readonly PathOrigin[]): void {
  const shared = commonStart(origins);
  const counts = new Map<string, number>();
  for (const { path } of origins)
    for (let length = 1; length < path.length; length++) {
      const place = path.slice(0, length).join('/');
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
  for (const origin of origins) {
    const { path } = origin;
    const place = path.slice(0, -1);
    const isAlone = place.length > shared && counts.get(place.join('/')) === 1;
    origin.name = isAlone ? place.at(-1)! : path.at(-1)!;
    const around = (isAlone ? place.slice(0, -1) : place).slice(shared);
    origin.nests = around.map((name) => ({ name, use: 1, isPath: true }));
  }
}

/** How many parts all paths begin with: the name of the whole. */
function commonStart(origins: readonly PathOrigin[]): number {
  const [first] = origins;
  if (!first) return 0;
  let length = first.path.length - 1;
  for (const { path } of origins) {
    length = Math.min(length, path.length - 1);
    while (length > 0 && path.slice(0, length).join('/') !== first.path.slice(0, length).join('/')) length--;
  }
  return Math.max(0, length);
}
