/** What an act changed, in the words of the page. */
import { optionOf, type FamilyRegister } from '../core/index.js';
import { differencesTo, differing, type Snapshot } from './snapshot.js';
import type { Closeup } from './closeup.js';
import type { OverrideName } from './overrides.js';

const WORDS: Readonly<Record<Exclude<keyof Snapshot, 'choice' | 'closeup' | 'overrides'>, string>> = {
  selected: 'selection',
  convention: 'way of counting',
  detail: 'detail of the graph',
  toggled: 'opened groups',
  tableOrder: 'order of the table',
  overlay: 'figures of your own',
  image: 'image',
  fit: 'fit of the image',
  weights: 'weights',
};

const CLOSEUP_WORDS: Readonly<Record<keyof Closeup, string>> = {
  tab: 'tab',
  account: 'what is counted',
  show: 'activations or weights',
  member: 'layer',
  channel: 'enlarged channel',
  pin: 'pinned value',
  order: 'order of the channels',
  eachScaled: 'colour scale',
};

const OVERRIDE_WORDS: Readonly<Record<OverrideName, string>> = {
  measure: 'costs in the graph',
  fold: 'folded blocks',
  orientation: 'direction of the flow',
  'max-memory': 'budget',
  'max-operations': 'budget',
  'max-parameters': 'budget',
  'max-weights': 'budget',
  precision: 'bits of the budget',
  'fit-by': 'what the grid shows',
  against: 'second network',
  compared: 'compared networks',
  'compared-by': 'what is compared',
  'compared-scale': 'scale of the comparison',
  'compared-point': 'chosen point',
};

/** What comes first brings the rest about: another network its selection, another selection its close-up. */
export function wordsOfAct(before: Snapshot, after: Snapshot, families: FamilyRegister): string {
  const { choice, closeup, overrides, ...others } = differencesTo(before, after);
  if (choice) return wordsOfChoice(before, after, families);
  const [name] = Object.keys(others) as (keyof typeof WORDS)[];
  if (name) return WORDS[name];
  const [part] = closeup ? differing(before.closeup, after.closeup) : [];
  if (part) return CLOSEUP_WORDS[part];
  const [override] = overrides ? differing(before.overrides, after.overrides) : [];
  return override ? OVERRIDE_WORDS[override] : '';
}

function wordsOfChoice({ choice: before }: Snapshot, { choice: after }: Snapshot, families: FamilyRegister): string {
  if (before.network !== after.network) return 'network';
  const names = differing(before.options, after.options);
  if (names.includes('preset')) return 'preset';
  const family = families.of(after.network);
  return names.map((name) => optionOf(family, name).title.toLowerCase()).join(', ');
}
