/** What readers change of what elements' tags say: as data here, as one parameter each in links. */
import { LIMITS } from '../core/budget.js';
import { excerpt } from '../core/index.js';

/** The words that each may be; none where any text may be meant, which its element judges. */
export const OVERRIDES = {
  measure: ['operations', 'parameters', 'memory', 'all', 'none'],
  fold: ['on', 'off'],
  orientation: ['horizontal', 'vertical'],
  'max-memory': [],
  'max-operations': [],
  'max-parameters': [],
  'max-weights': [],
  precision: ['fp32', 'fp16', 'int8'],
  'fit-by': LIMITS,
  against: [],
  compared: [],
  'compared-by': ['operations', 'parameters'],
  'compared-scale': ['one', 'each'],
  'compared-point': [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type OverrideName = keyof typeof OVERRIDES;

/** What has been changed, as its attribute would say it. */
export type Overrides = Readonly<Partial<Record<OverrideName, string>>>;

export const overrideNames = Object.keys(OVERRIDES) as readonly OverrideName[];

/** Whether it is typed, letter by letter. */
export const isTyped = (name: string): boolean => name.startsWith('max-');

/** Those that name networks, `;` between two. */
const NETWORKS: readonly string[] = ['against', 'compared'] satisfies readonly OverrideName[];

/**
 * As a link says it: without the networks of a reader's own files, which nobody finds again by a name. `isOwn` tells which
 * those are. `undefined` where nothing is left.
 */
export function linkedOverride(name: string, text: string, isOwn: (network: string) => boolean): string | undefined {
  if (!NETWORKS.includes(name)) return text;
  const entries = text.split(';').filter((entry) => !isOwn(entry.split('?')[0]!.trim()));
  return entries.length || !text ? entries.join(';') : undefined;
}

/** Throws `TypeError` naming the parameter. */
export function parseOverride(name: OverrideName, text: string): string {
  const words: readonly string[] = OVERRIDES[name];
  if (!words.length || words.includes(text)) return text;
  throw new TypeError(`${name}: expected one of ${words.join(', ')}, got ${excerpt(text)}`);
}
