/** What is chosen in an explorer, as one description to keep and to put back. */
import type { ConventionId, Detail, Fit } from '../core/index.js';
import { closeupElsewhere, FIRST_CLOSEUP, type Closeup } from './closeup.js';
import type { ImageChoice } from './image-choice.js';
import type { Overrides } from './overrides.js';
import { defaultChoice, type NetworkChoice } from './source.js';
import type { Aspect } from './state-change.js';
import type { OverlayChoice } from './overlay/choice.js';
import type { TableOrder } from './table-order.js';
import type { WeightsChoice } from './weights/choice.js';
import { FITTING } from './weights/fitting.js';

/** All that somebody would want to find again. Plain data, which a structured clone takes; a reader's own files are in it. */
export interface Snapshot {
  readonly choice: NetworkChoice;
  /** Path of a node or group; '' for none. */
  readonly selected: string;
  readonly convention: ConventionId;
  readonly detail: Detail;
  /** Groups that a reader opened or closed against `detail`, sorted. */
  readonly toggled: readonly string[];
  readonly closeup: Closeup;
  /** Of the table of layers; `undefined`: as the network runs. */
  readonly tableOrder: TableOrder | undefined;
  readonly overrides: Overrides;
  /** Somebody’s own values on the network; `undefined` for none. */
  readonly overlay: OverlayChoice | undefined;
  /** `undefined`: the first drawing that is shipped. */
  readonly image: ImageChoice | undefined;
  /** How the image becomes the network's input. */
  readonly fit: Fit;
  readonly weights: WeightsChoice;
}

export const FIRST_SNAPSHOT: Snapshot = {
  choice: defaultChoice,
  selected: '',
  convention: 'torchvision',
  detail: 'blocks',
  toggled: [],
  closeup: FIRST_CLOSEUP,
  tableOrder: undefined,
  overrides: {},
  overlay: undefined,
  image: undefined,
  fit: 'crop',
  weights: FITTING,
};

/** What is chosen with a network. */
export type WithChoice = Pick<Snapshot, 'choice'> & Partial<Snapshot>;

/** What of a snapshot names nodes, as far as a network knows them. */
export function pathsIn(
  { selected, closeup }: Snapshot,
  isKnown: (path: string) => boolean,
): Pick<Snapshot, 'selected' | 'closeup'> {
  const stays = [selected, closeup.member].every((path) => path === '' || isKnown(path));
  return { selected: isKnown(selected) ? selected : '', closeup: stays ? closeup : closeupElsewhere(closeup) };
}

/** In the order in which changes are told. */
const ASPECTS: Readonly<Record<keyof Snapshot, Aspect>> = {
  choice: 'network',
  selected: 'selection',
  convention: 'convention',
  detail: 'view',
  toggled: 'view',
  closeup: 'closeup',
  tableOrder: 'table',
  overrides: 'overrides',
  overlay: 'overlay',
  image: 'image',
  fit: 'image',
  weights: 'weights',
};

/** Those of the changes that are some. */
export const differencesTo = (before: Snapshot, changes: Partial<Snapshot>): Partial<Snapshot> =>
  Object.fromEntries(
    Object.entries(changes).filter(([name, value]) => !isEqual(value, before[name as keyof Snapshot])),
  );

/** The fields that differ, also where one of two has them alone. */
export const differing = <Values extends object>(before: Values, after: Values): (keyof Values & string)[] =>
  ([...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Values & string)[]).filter(
    (name) => !isEqual(before[name], after[name]),
  );

/** Whether an aspect is one of what is chosen. */
export const isKept = (aspect: Aspect): boolean => Object.values(ASPECTS).includes(aspect);

/** What has changed, each aspect once. */
export const aspectsOf = (changes: Partial<Snapshot>): Set<Aspect> =>
  new Set(Object.entries(ASPECTS).flatMap(([name, aspect]) => (name in changes ? aspect : [])));

/** Whether two values say the same: lists and plain objects by what is in them, files by which they are. */
export function isEqual(a: unknown, b: unknown): boolean {
  try {
    return Object.is(a, b) || (isPlain(a) && isPlain(b) && hasEqualFields(a, b));
  } catch {
    return false; // options that a script gave may be anything, also unreadable or endless
  }
}

type Fields = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Fields =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);

const hasEqualFields = (a: Fields, b: Fields): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => isEqual(a[name], b[name]));
