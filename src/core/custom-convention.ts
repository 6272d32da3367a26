/**
 * A convention of one's own, as text: `custom(parameters: weights, biases; operations: 2 macs, norm-values; without:
 * classifier; batch: 8)`. Each part may be left out: parameters are then the trainable ones, operations multiply–adds.
 */
import { ConventionError } from './errors.js';
import { OPERATION_FACTS, PARAMETER_FACTS, type FactName, type Layer } from './facts.js';
import { isWithin } from './network.js';
import { weigh, type Rule, type Terms } from './rules.js';

/** What counts, how often, of which layers, for how many images. */
export interface CustomConvention {
  readonly parameters: Terms;
  readonly operations: Terms;
  /** Paths of groups and layers that alone count; empty: all do. */
  readonly only: readonly string[];
  /** Paths of groups and layers that do not count, where a network has them. */
  readonly without: readonly string[];
  /** Images that operations are for. */
  readonly batch: number;
}

/** What counts where a text says nothing of it. */
export const USUAL: CustomConvention = {
  parameters: { weights: 1, biases: 1, norm: 1 },
  operations: { macs: 1 },
  only: [],
  without: [],
  batch: 1,
};

const MOST_OFTEN = 1e6;
const MOST_IMAGES = 65_536;

/** `norm-values`: a fact's name in the text. */
export const nameOfFact = (fact: FactName): string => fact.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const itemsOf = (text: string): readonly string[] => text.split(',').map((item) => item.trim());

function readTerms(part: string, text: string, facts: readonly FactName[]): Terms {
  const terms: Partial<Record<FactName, number>> = {};
  for (const item of itemsOf(text)) {
    const [, times = '1', name] = /^(?:(\d+(?:\.\d+)?)\s+)?(\S+)$/.exec(item) ?? [];
    const fact = facts.find((one) => nameOfFact(one) === name);
    if (!fact) throw new ConventionError(part, `one of ${facts.map(nameOfFact).join(', ')}, a number before it`, item);
    if (Number(times) > MOST_OFTEN) throw new ConventionError(part, `at most ${MOST_OFTEN} times`, item);
    terms[fact] = (terms[fact] ?? 0) + Number(times);
  }
  return terms;
}

function readPaths(part: string, text: string): readonly string[] {
  for (const path of itemsOf(text))
    if (!/^[\w/.-]+$/.test(path)) throw new ConventionError(part, 'paths such as stage1/block2, commas between', path);
  return itemsOf(text);
}

function readBatch(part: string, text: string): number {
  const batch = Number(text);
  if (Number.isInteger(batch) && batch >= 1 && batch <= MOST_IMAGES) return batch;
  throw new ConventionError(part, `a whole number from 1 to ${MOST_IMAGES}`, text);
}

const PARTS = {
  parameters: (text) => readTerms('parameters', text, PARAMETER_FACTS),
  operations: (text) => readTerms('operations', text, OPERATION_FACTS),
  only: (text) => readPaths('only', text),
  without: (text) => readPaths('without', text),
  batch: (text) => readBatch('batch', text),
} as const satisfies { [Part in keyof CustomConvention]: (text: string) => CustomConvention[Part] };

/** Reads the text of a convention of one's own. Throws `ConventionError` naming the part that cannot be read. */
export function readCustom(text: string): CustomConvention {
  const inside = /^custom\((.*)\)$/s.exec(text.trim())?.[1];
  if (inside === undefined) throw new ConventionError('', 'custom(…) with a closing bracket', text);
  const read: Partial<CustomConvention> = {};
  for (const section of inside.split(';').filter((one) => one.trim())) {
    const [, name = '', value = ''] = /^\s*([\w-]*)\s*:?\s*(.*?)\s*$/s.exec(section)!;
    if (!Object.hasOwn(PARTS, name)) {
      throw new ConventionError('', `parts named ${Object.keys(PARTS).join(', ')}`, section.trim());
    }
    Object.assign(read, { [name]: PARTS[name as keyof CustomConvention](value) });
  }
  return { ...USUAL, ...read };
}

/** The rules and the unit of the convention that a text composes. Throws as `readCustom` does. */
export function customReading(text: string) {
  const { parameters, operations, only, without, batch } = readCustom(text);
  const counts = ({ node: { id } }: Layer): boolean =>
    (!only.length || only.some((path) => isWithin(id, path))) && !without.some((path) => isWithin(id, path));
  const rule =
    (terms: Terms, images: number): Rule =>
    (layer) =>
      counts(layer) ? images * weigh(layer.facts, terms) : 0;
  const unit: 'MACs' | 'FLOPs' = operations.macs === 2 ? 'FLOPs' : 'MACs';
  return {
    title: 'Custom',
    parameters: rule(parameters, 1),
    operations: rule(operations, batch),
    unit,
  };
}
