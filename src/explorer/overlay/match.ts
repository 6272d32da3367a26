/** Which layer each row of a table is about, by whatever name it is called. */
import { findNode, indexOf, type NameScheme, type Network } from '../../core/index.js';
import type { Column, ValueTable } from './table.js';

/** A row that is about no layer of the network. */
export interface Unmatched {
  /** From 1, without the line of names. */
  readonly row: number;
  readonly name: string;
  readonly why: string;
}

export interface MatchedTable extends ValueTable {
  /** The column that names layers. */
  readonly names: Column;
  /** Those with values. */
  readonly values: readonly Column[];
  /** Place in `Network.nodes` of the layer that each row is about; -1 for none. */
  readonly places: readonly number[];
  readonly unmatched: readonly Unmatched[];
}

type Finder = (name: string) => number;

const SCHEMES: readonly NameScheme[] = ['torchvision', 'timm', 'keras', 'post'];

/** What tools put around a layer's name: a wrapper before it, the tensor's name after it. */
const PREFIX = /^(?:module|model|_orig_mod)\./;
const SUFFIX =
  /[./](?:weight|bias|kernel|depthwise_kernel|gamma|beta|running_mean|running_var|moving_mean|moving_variance)(?::0)?$/;

/**
 * Matches the rows of a table to the layers of a network. The column of names is the one that names most layers; of the naming
 * schemes (ours, torchvision's, timm's, Keras', the post's), the one that explains most rows has its way where a name
 * means one layer in one and another in another; what it does not know is sought in the others.
 */
export function matchTable(table: ValueTable, network: Network): MatchedTable {
  const finders = findersOf(network);
  const found = table.columns.map((column) => placesOf(column, finders));
  const counts = found.map(({ length }) => length);
  const at = counts.indexOf(Math.max(...counts));
  const names = table.columns[at]!;
  const places = found[at]!.places;
  const { groups } = indexOf(network);
  const unmatched = places.flatMap((place, row): Unmatched[] => {
    if (place >= 0) return [];
    const name = `${names.cells[row] ?? ''}`;
    const why = !name ? 'names nothing' : groups.has(name) ? 'a group: values are of layers' : 'no layer of that name';
    return [{ row: row + 1, name, why }];
  });
  return { ...table, names, values: table.columns.filter((column) => column !== names), places, unmatched };
}

function findersOf(network: Network): readonly Finder[] {
  const { nodes } = indexOf(network);
  const named =
    (scheme: NameScheme): Finder =>
    (name) =>
      nodes.get(findNode(network, scheme, name)?.id ?? '') ?? -1;
  return [(name: string) => nodes.get(name) ?? -1, ...SCHEMES.map(named)].map(withTrimmings);
}

const withTrimmings =
  (find: Finder): Finder =>
  (name) => {
    const place = find(name);
    return place >= 0 ? place : find(name.replace(PREFIX, '').replace(SUFFIX, ''));
  };

function placesOf({ cells }: Column, finders: readonly Finder[]) {
  const texts = cells.map((cell) => `${cell ?? ''}`);
  const byScheme = finders.map((find) => texts.map(find));
  const counted = byScheme.map((places) => ({ places, length: places.filter((place) => place >= 0).length }));
  counted.sort((a, b) => b.length - a.length);
  const places = texts.map((_, row) => counted.find((scheme) => scheme.places[row]! >= 0)?.places[row] ?? -1);
  return { places, length: places.filter((place) => place >= 0).length };
}
