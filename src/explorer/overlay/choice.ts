/** Whose values are laid over the network and how: as data here, as text in attributes and links. */
import { excerpt } from '../../core/index.js';
import { checkAddress, isPassable } from '../image-choice.js';

/** How the values at and under a group become its own. */
export const COMBINATIONS = ['sum', 'mean', 'max'] as const;
export type Combination = (typeof COMBINATIONS)[number];

/** How they are drawn. */
export const OVERLAY_LOOKS = ['colour', 'bar'] as const;
export type OverlayLook = (typeof OVERLAY_LOOKS)[number];

export type OverlaySource =
  /** `href` as it was written; `isLinked`: by a link, and neither by the page's author nor a reader here. */
  | { readonly kind: 'address'; readonly href: string; readonly isLinked: boolean }
  /** What a reader or a script gave: text of a CSV or JSON. */
  | { readonly kind: 'blob'; readonly blob: Blob; readonly title: string };

export interface OverlayChoice {
  readonly source: OverlaySource;
  /** The name of the column that is shown; empty for the first. */
  readonly column: string;
  readonly combination: Combination;
  readonly look: OverlayLook;
}

/** What is shown of a table before anybody has said how. */
export const FIRST_LOOK = { column: '', combination: 'sum', look: 'colour' } as const;

/**
 * The overlay that an author or a link names: an address, and `mean,bar,latency ms`, each part of which may be missing; none
 * for an empty address. Throws `TypeError` for words that are neither, `InputError` for what is no address.
 */
export function parseOverlay(address: string, looks: string, isLinked: boolean): OverlayChoice | undefined {
  const look = parseLooks(looks);
  if (!address) return undefined;
  checkAddress('overlay', address, isLinked);
  return { source: { kind: 'address', href: address, isLinked }, ...look };
}

function parseLooks(text: string): Omit<OverlayChoice, 'source'> {
  const [first = '', second = '', ...rest] = text.split(',');
  const column = rest.join(',');
  if (!text.trim()) return FIRST_LOOK;
  return {
    combination: oneOf('overlay-as', COMBINATIONS, first),
    look: second ? oneOf('overlay-as', OVERLAY_LOOKS, second) : FIRST_LOOK.look,
    column: column.trim(),
  };
}

function oneOf<Word extends string>(name: string, words: readonly Word[], text: string): Word {
  const word = words.find((known) => known === text.trim());
  if (word) return word;
  throw new TypeError(`${name}: expected one of ${words.join(', ')}, got ${excerpt(text)}`);
}

/** The texts that name an overlay again, empty for none; `undefined` where it is a reader's own, which no link can name. */
export function formatOverlay(
  choice: OverlayChoice | undefined,
): readonly [address: string, looks: string] | undefined {
  if (!choice) return ['', ''];
  const { source, combination, look, column } = choice;
  if (source.kind === 'blob' || !isPassable(source.href)) return undefined;
  const isFirst = !column && combination === FIRST_LOOK.combination && look === FIRST_LOOK.look;
  return [source.href, isFirst ? '' : `${combination},${look}${column && `,${column}`}`];
}

/** A table as a script has it: text of a CSV or JSON, a list of records, or `{ name: value }`. */
export type OverlayData = string | readonly object[] | Readonly<Record<string, unknown>>;
