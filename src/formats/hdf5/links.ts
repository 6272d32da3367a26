/** Which objects a group has, by name: in a tree of tables, as most files have it, in its header, or in a heap. */
import type { Hdf5Bytes } from './bytes.js';
import { heapReader } from './fractal-heap.js';
import { MESSAGE, type Message } from './header.js';
import { walkSecondTree } from './second-tree.js';

/** Addresses of headers by names. Throws what the file's `fault` makes of a tree that cannot be followed. */
export function linksIn(bytes: Hdf5Bytes, messages: readonly Message[], place: string): ReadonlyMap<string, number> {
  const links = new Map<string, number>();
  for (const message of messages) {
    const { type, at } = message;
    if (type === MESSAGE.symbolTable) tableLinks(bytes, at, links, place);
    if (type === MESSAGE.link) addLink(bytes, at, links, place);
    if (type === MESSAGE.linkInfo) heaped(bytes, message, place, (link) => addLink(bytes, link, links, place));
  }
  return links;
}

/** Records of the trees that index links and attributes by their names: a hash and an id; an id, flags, an order and a hash. */
const [LINKS, ATTRIBUTES] = [5, 8];

/**
 * What a group has too many links of for its header, or an object too many attributes: messages in a heap.
 */
export function heaped(
  bytes: Hdf5Bytes,
  { at, type }: Message,
  place: string,
  visit: (at: number, size: number) => void,
): void {
  const isLinks = type === MESSAGE.linkInfo;
  const flags = bytes.number(at + 1, 1, place);
  const from = at + 2 + (flags & 1 ? (isLinks ? 8 : 2) : 0);
  const heap = bytes.address(from, place);
  const tree = bytes.address(from + 8, place);
  if (heap === undefined || tree === undefined) return;
  const find = heapReader(bytes, heap, place);
  walkSecondTree(bytes, tree, [isLinks ? LINKS : ATTRIBUTES], place, (record) => {
    const object = find(isLinks ? record + 4 : record);
    visit(object.at, object.size);
  });
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
