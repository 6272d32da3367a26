/** The networks that published figures are about: what they are called and how they count, each built once a page. A model that a reader opened has its explorer's register instead of that of all families. */
import { families, optionOf, type FamilyRegister, type OptionSpec, type OptionValue } from '../../core/index.js';
import { oncePer } from '../../core/once.js';
import { readingCounter, type Reading } from '../../core/readings.js';
import type { NetworkChoice } from '../../explorer/source.js';

export interface Subject extends NetworkChoice {
  /** `MobileNetV2 1.4 @ 224` */
  readonly title: string;
  /** What the title leaves out: whose version it is, and options of its own. */
  readonly detail: string;
  /** Counts it under a reading, once. */
  readonly count: (reading: Reading) => number | undefined;
}

/** Options that a network's title tells. */
const TITLED = ['preset', 'width', 'resolution', 'depth', 'groups', 'version', 'preActivation'];

const subjectsIn = oncePer((_: FamilyRegister) => new Map<string, Subject>());

/** What two choices have in common if they are the same. */
export const keyOf = ({ network, options }: NetworkChoice): string => JSON.stringify([network, options]);

/** The subject of a choice. Throws as `FamilyRegister.build` does. */
export function subjectOf(choice: NetworkChoice, register = families): Subject {
  const subjects = subjectsIn(register);
  const key = keyOf(choice);
  const subject = subjects.get(key) ?? {
    ...choice,
    title: register.build(choice.network, choice.options).title,
    detail: detailOf(choice, register),
    count: remember(readingCounter(choice.network, choice.options, register)),
  };
  subjects.set(key, subject);
  return subject;
}

function remember(count: Subject['count']): Subject['count'] {
  const counts = new Map<string, number | undefined>();
  return (reading) => {
    const key = [reading.weighing, ...reading.changes].join();
    if (!counts.has(key)) counts.set(key, count(reading));
    return counts.get(key);
  };
}

/** `MobileNetV2 1.4 @ 224, Keras’` */
export const nameOf = ({ title, detail }: Subject): string => (detail ? `${title}, ${detail}` : title);

/** `Keras’`; `Convolution: full`; empty where the title says all. */
export function detailOf({ network, options }: NetworkChoice, register = families): string {
  const family = register.of(network);
  const preset = family.presetTitles[String(options['preset'])] ?? '';
  const others = Object.entries(options).filter(([name]) => !TITLED.includes(name));
  return [preset, ...others.map(([name, value]) => wordsOf(optionOf(family, name), value))].filter(Boolean).join(', ');
}

function wordsOf(spec: OptionSpec, value: OptionValue): string {
  const choice = spec.type === 'choice' && spec.values.find((candidate) => candidate.value === value)?.title;
  if (spec.type === 'flag') return value ? spec.title : `${spec.title}: no`;
  return `${spec.title}: ${choice || String(value)}`;
}
