/** Which objects a group has, by name: in a tree of tables, as most files have it, or in its header. */
import type { Hdf5Bytes } from './bytes.js';
import { MESSAGE, type Message } from './header.js';

/** Addresses of headers by names. Throws what the file's `fault` makes of a tree that cannot be followed. */
export function linksIn(bytes: Hdf5Bytes, messages: readonly Message[], place: string): ReadonlyMap<string, number> {
  const links = new Map<string, number>();
  for (const { type, at } of messages) {
    if (type === MESSAGE.symbolTable) tableLinks(bytes, at, links, place);
    if (type === MESSAGE.link) addLink(bytes, at, links, place);
    if (type === MESSAGE.linkInfo) checkInfo(bytes, at, place);
  }
  return links;
}

function checkInfo(bytes: Hdf5Bytes, at: number, place: string): void {
  const flags = bytes.number(at + 1, 1, place);
  const heap = bytes.address(at + 2 + (flags & 1 ? 8 : 0), place);
  if (heap !== undefined)
    throw bytes.fault(place, 'a group as h5py writes it unless it is asked for its latest format', 'a fractal heap');
}

function addLink(bytes: Hdf5Bytes, at: number, links: Map<string, number>, place: string): void {
  const flags = bytes.number(at + 1, 1, place);
  let from = at + 2;
  const kind = flags & 8 ? bytes.number(from++, 1, place) : 0;
  from += (flags & 4 ? 8 : 0) + (flags & 16 ? 1 : 0);
  const width = (1 << (flags & 3)) as 1 | 2 | 4 | 8;
  const length = bytes.number(from, width, place);
  const name = bytes.text(from + width, length, place);
  if (kind === 0) links.set(name, bytes.number(from + width + length, 8, place)); // others point by names, and are left aside
}

function tableLinks(bytes: Hdf5Bytes, at: number, links: Map<string, number>, place: string): void {
  const heap = bytes.number(at + 8, 8, place);
  bytes.expect(heap, 'HEAP', place);
  const size = bytes.number(heap + 8, 8, place);
  const names = bytes.number(heap + 24, 8, place);
  walkTree(bytes, bytes.number(at, 8, place), 0, 8, place, (_, table) => {
    bytes.expect(table, 'SNOD', place);
    const count = bytes.number(table + 6, 2, place);
    for (let n = 0; n < count; n++) {
      const entry = table + 8 + 40 * n;
      const name = bytes.number(entry, 8, place);
      if (name >= size) throw bytes.fault(place, `a name within ${size} bytes`, `one at ${name}`);
      if (bytes.number(entry + 16, 4, place) === SOFT) continue;
      links.set(bytes.text(names + name, size - name, place), bytes.number(entry + 8, 8, place));
    }
  });
}

/** A link that points by a name. */
const SOFT = 2;

/** Deeper than any tree of addresses of 64 bits has to be. */
const DEEPEST = 16;

/** Calls `visit` with the key and the address of every entry at the lowest level of a tree. */
export function walkTree(
  bytes: Hdf5Bytes,
  root: number,
  type: 0 | 1,
  keySize: number,
  place: string,
  visit: (key: number, child: number) => void,
): void {
  const seen = new Set<number>();
  const walk = (at: number, level: number | undefined): void => {
    if (seen.has(at)) throw bytes.fault(place, 'each node of its tree once', 'one in a circle');
    seen.add(at);
    bytes.expect(at, 'TREE', place);
    const own = bytes.number(at + 5, 1, place);
    if (bytes.number(at + 4, 1, place) !== type || own > DEEPEST || (level !== undefined && own !== level))
      throw bytes.fault(place, `a node of its tree${level === undefined ? '' : ` at level ${level}`}`, `level ${own}`);
    const count = bytes.number(at + 6, 2, place);
    for (let n = 0; n < count; n++) {
      const key = at + 24 + n * (keySize + 8);
      const child = bytes.number(key + keySize, 8, place);
      if (own === 0) visit(key, child);
      else walk(child, own - 1);
    }
  };
  walk(root, undefined);
}
