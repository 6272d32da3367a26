/** The counts that a printed figure may be: of the network asked about, of its sibling presets, and of networks near it. */
import { alternativesOf } from './alternatives.js';
import { resolveOptions, type Family } from './family.js';
import { families } from './networks/index.js';
import { oncePer } from './once.js';
import { sameOption, type Options } from './options.js';
import { departuresOf, readingCounter, readingsOf, type Reading, type ReadingQuantity } from './readings.js';
import type { FamilyRegister } from './register.js';

/** A network that a figure may be about. */
export interface Suspect {
  readonly network: string;
  readonly options: Options;
  /** What it has other than the network asked about, in words: `the paper’s`, `Width multiplier: 1.4`; empty where it is that one. */
  readonly difference: string;
  /** How far it is from that one. */
  readonly departures: number;
}

/** One count of one suspect. */
export interface Candidate {
  readonly suspect: Suspect;
  readonly reading: Reading;
  readonly value: number;
  /** How far it is from what conventions count of the network asked about; 0 is that itself. */
  readonly departures: number;
}

/** Further ones explain too much to explain anything. */
export const MOST_DEPARTURES = 2;

const QUANTITIES: readonly ReadingQuantity[] = ['parameters', 'operations'];

/** Readings that a suspect is counted under: all for the network asked about, what conventions count for those around it. */
const readingsFor = (most: number): readonly Reading[] =>
  QUANTITIES.flatMap((quantity) => readingsOf(quantity, most)).filter((reading) => departuresOf(reading) <= most);

/** Suspects with their counts, which are made as they are asked for. */
export class Lineup {
  private readonly counted = new Map<Suspect, readonly Candidate[]>();

  constructor(
    readonly suspects: readonly Suspect[],
    /** How far readings of a suspect may be from what conventions count. */
    private readonly mostOf: (suspect: Suspect) => number,
    private readonly register: FamilyRegister = families,
  ) {}

  /** What is to be counted before the candidates are there at once: a task each. */
  get tasks(): readonly (() => void)[] {
    return this.suspects.map((suspect) => () => void this.count(suspect));
  }

  /** Every count of a family once, of the nearest network and under the plainest reading of its rule. */
  readonly candidates = (): readonly Candidate[] => {
    const seen = new Set<string>();
    const all = this.suspects.flatMap((suspect) => this.count(suspect));
    return all
      .toSorted((a, b) => a.departures - b.departures)
      .filter(({ suspect, reading, value }) => {
        const keyOf = (weighing: string): string => `${suspect.network} ${weighing} ${value}`;
        const isKnown = seen.has(keyOf(reading.weighing));
        if (isKnown || (reading.weighing === 'hooked' && seen.has(keyOf('trainable')))) return false;
        return seen.add(keyOf(reading.weighing));
      });
  };

  private count(suspect: Suspect): readonly Candidate[] {
    const known = this.counted.get(suspect);
    if (known) return known;
    const count = readingCounter(suspect.network, suspect.options, this.register);
    const candidates = this.fits(suspect)
      ? readingsFor(this.mostOf(suspect)).flatMap((reading): readonly Candidate[] => {
          const value = count(reading);
          const departures = suspect.departures + departuresOf(reading);
          return value === undefined ? [] : [{ suspect, reading, value, departures }];
        })
      : [];
    this.counted.set(suspect, candidates);
    return candidates;
  }

  /** Not every other value of an option leaves a network that can be built. */
  private fits({ network, options }: Suspect): boolean {
    try {
      this.register.build(network, options);
      return true;
    } catch {
      return false;
    }
  }
}

const lineupsIn = oncePer((_: FamilyRegister) => new Map<string, Lineup>());

/** The network of a choice and what is near it, counted once a page. Throws as `FamilyRegister.build` does. */
export function lineupAround(id: string, options: Options, register = families): Lineup {
  const known = lineupsIn(register);
  const key = JSON.stringify([id, options]);
  let lineup = known.get(key);
  if (lineup) return lineup;
  const asked: Suspect = { network: id, options, difference: '', departures: 0 };
  register.build(id, options);
  lineup = new Lineup(
    [asked, ...suspectsNear(register.of(id), options)],
    ({ departures }) => (departures ? 0 : MOST_DEPARTURES),
    register,
  );
  known.set(key, lineup);
  return lineup;
}

/** Networks of which none is asked about before the others; their counts as conventions have them, or further from that. */
export const lineupOf = (
  choices: readonly { readonly network: string; readonly options: Options }[],
  most = 0,
): Lineup =>
  new Lineup(
    choices.map(({ network, options }) => ({ network, options, difference: '', departures: 0 })),
    () => most,
  );

/** Sibling presets with what the reader has changed, and each option at another of its usual values. */
function suspectsNear(family: Family, options: Options): readonly Suspect[] {
  const { preset, ...own } = options;
  const presets = Object.entries(family.presetTitles)
    .filter(([name]) => name !== preset)
    .map(([name, title]) => near(family, { ...own, preset: name }, title, 1));
  const resolved = resolveOptions(family, options);
  const others = family.options.flatMap((spec) =>
    alternativesOf(spec)
      .filter(({ value }) => !sameOption(value, resolved[spec.name]))
      .map(({ value, title }) => near(family, { ...options, [spec.name]: value }, `${spec.title}: ${title}`, 2)),
  );
  return [...presets, ...others];
}

const near = ({ id }: Family, options: Options, difference: string, departures: number): Suspect => ({
  network: id,
  options,
  difference,
  departures,
});
