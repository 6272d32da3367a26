/** The number detective: which count a printed figure is, and how likely its digits come by chance. */
import { lastDigits, parseFigure, type Figure, type Rounding } from './figures.js';
import { lineupAround, MOST_DEPARTURES, type Candidate, type Lineup, type Suspect } from './lineup.js';
import { families } from './networks/index.js';
import type { Options } from './options.js';
import { isPlain, isTools, quantityOf, type Reading, type ReadingQuantity } from './readings.js';

/** How a count is made into what was printed. */
export interface Manner {
  /** What it is multiplied by: 2 and ½ for FLOPs and MACs taken for each other, bytes a parameter. */
  readonly times: number;
  /** What one printed unit is: 1, 1e6, 2²⁰. */
  readonly scale: number;
  readonly rounding: Rounding;
  /** Zeros at the end that only fill the places of digits nobody printed. */
  readonly vague: number;
  readonly departures: number;
}

/** One way to arrive at a printed figure. */
export interface FigureExplanation {
  readonly reading: Reading;
  readonly suspect: Suspect;
  readonly manner: Manner;
  readonly rounding: Rounding;
  /** The exact count. */
  readonly value: number;
  /** How far it is from what conventions count of the network asked about, as it is printed by most. */
  readonly departures: number;
  /** The share of all figures of as many digits, and of that unit, that something as near as this would explain. */
  readonly chance: number;
}

/** Above this chance, digits that fit are no explanation. */
export const MOST_CHANCE = 0.05;

export const isTelling = ({ chance }: Pick<FigureExplanation, 'chance'>): boolean => chance <= MOST_CHANCE;

interface Times {
  readonly times: number;
  readonly departures: number;
}

/** Bytes are of stored values: of 32 bits, or of 16 or 8. */
function timesOf({ bytes }: Figure, quantity: ReadingQuantity): readonly Times[] {
  if (quantity === 'operations')
    return bytes ? [] : [1, 2, 0.5].map((times) => ({ times, departures: times === 1 ? 0 : 1 }));
  return bytes ? [4, 2, 1].map((times) => ({ times, departures: times === 4 ? 0 : 1 })) : [{ times: 1, departures: 0 }];
}

/** Tools round; people also truncate. */
function roundingsOf({ atLeast, scales }: Figure, reading: Reading): readonly (readonly [Rounding, number])[] {
  if (atLeast) return [['truncated', 0]];
  if (scales[0] === 1) return [['rounded', 0]];
  return [
    ['rounded', 0],
    ['truncated', isTools(reading) ? 1 : 0],
  ];
}

function mannersOf(figure: Figure, reading: Reading): readonly Manner[] {
  const scales = [
    ...figure.scales.map((scale) => [scale, 0] as const),
    ...figure.binaryScales.map((scale) => [scale, figure.bytes ? 0 : 1] as const),
  ];
  const vagues = Array.from({ length: figure.vagueDigits + 1 }, (_, vague) => [vague, vague ? 1 : 0] as const);
  return timesOf(figure, quantityOf(reading)).flatMap(({ times, departures }) =>
    scales.flatMap(([scale, byScale]) =>
      roundingsOf(figure, reading).flatMap(([rounding, byRounding]) =>
        vagues.map(([vague, byVague]) => ({
          times,
          scale,
          rounding,
          vague,
          departures: departures + byScale + byRounding + byVague,
        })),
      ),
    ),
  );
}

/** What a count would be printed as, without the zeros that nobody printed. */
const printed = (value: number, { times, scale, rounding, vague }: Manner, figure: Figure): number =>
  lastDigits(value * times, scale * 10 ** vague, figure, rounding);

const digitsOf = (number: number): number => String(number).length;

/** Which figures of a form are printed by something, by departures, for each number of filled places. */
class Coverage {
  private readonly hits = new Map<number, Map<number, number>>();

  constructor(private readonly figure: Figure) {}

  private lengthAt(vague: number): number {
    return digitsOf(this.figure.number / 10 ** vague);
  }

  add(number: number, vague: number, departures: number): void {
    if (digitsOf(number) !== this.lengthAt(vague)) return;
    const numbers = this.hits.get(vague) ?? new Map<number, number>();
    numbers.set(number, Math.min(departures, numbers.get(number) ?? Infinity));
    this.hits.set(vague, numbers);
  }

  /** The share of all figures of this form that are explained with at most so many departures. */
  share(vague: number, departures: number): number {
    const near = [...(this.hits.get(vague)?.values() ?? [])].filter((least) => least <= departures);
    return near.length / (9 * 10 ** (this.lengthAt(vague) - 1));
  }
}

const mannersOnce = (figure: Figure) => {
  const known = new Map<string, readonly Manner[]>();
  return (reading: Reading): readonly Manner[] => {
    const key = `${quantityOf(reading)} ${isTools(reading)}`;
    const manners = known.get(key) ?? mannersOf(figure, reading);
    known.set(key, manners);
    return manners;
  };
};

type Found = Omit<FigureExplanation, 'chance'>;

/** Everything that fits, and what else would. */
function tryAll(candidates: readonly Candidate[], figure: Figure): { found: readonly Found[]; coverage: Coverage } {
  const coverage = new Coverage(figure);
  const manners = mannersOnce(figure);
  const found: Found[] = [];
  for (const { suspect, reading, value, departures: own } of candidates) {
    for (const manner of manners(reading)) {
      const departures = own + manner.departures;
      if (departures > MOST_DEPARTURES) continue;
      const number = printed(value, manner, figure);
      coverage.add(number, manner.vague, departures);
      if (number * 10 ** manner.vague !== figure.number) continue;
      found.push({ suspect, reading, value, departures, manner, rounding: manner.rounding });
    }
  }
  return { found, coverage };
}

const isSame = (a: Found, b: Found): boolean =>
  a.value === b.value && a.reading === b.reading && a.suspect === b.suspect;

const byPlainness = (a: Found, b: Found): number =>
  a.departures - b.departures || Number(isPlain(b.reading)) - Number(isPlain(a.reading));

/**
 * Which counts of a lineup print the digits of a figure, the plainest first, each with the chance of that. Empty where
 * none does, or the text is no number.
 */
export function explainFrom(
  lineup: Lineup,
  text: string,
  quantities: readonly ReadingQuantity[] = ['parameters', 'operations'],
): readonly FigureExplanation[] {
  const figure = parseFigure(text);
  if (!figure) return [];
  const candidates = lineup.candidates().filter(({ reading }) => quantities.includes(quantityOf(reading)));
  const { found, coverage } = tryAll(candidates, figure);
  const sorted = found.toSorted(byPlainness);
  return sorted
    .filter((one, index) => sorted.findIndex((other) => isSame(one, other)) === index)
    .map((one) => ({ ...one, chance: coverage.share(one.manner.vague, one.departures) }));
}

/** The same for one network and what is near it. Throws as `buildNetwork` does. */
export const explainFigure = (
  id: string,
  options: Readonly<Record<string, unknown>>,
  text: string,
  quantities?: readonly ReadingQuantity[],
  register = families,
): readonly FigureExplanation[] => explainFrom(lineupAround(id, options as Options, register), text, quantities);

/**
 * How likely a figure of the same form as this one, with any digits, is explained by something with at most so many
 * departures; `NaN` where the text is no number.
 */
export function chanceOf(lineup: Lineup, text: string, departures: number): number {
  const figure = parseFigure(text);
  return figure ? tryAll(lineup.candidates(), figure).coverage.share(0, departures) : NaN;
}

/** The counts of the network asked about that come nearest to a figure, each once, under its plainest reading. */
export function nearestCounts(lineup: Lineup, text: string, most = 3): readonly Candidate[] {
  const figure = parseFigure(text);
  if (!figure) return [];
  const distance = ({ value, reading }: Candidate): number => {
    const times = timesOf(figure, quantityOf(reading))[0]?.times ?? NaN;
    const written = figure.number / 10 ** figure.decimals;
    return Math.min(...figure.scales.map((scale) => Math.abs((value * times) / (written * scale) - 1)));
  };
  const plainest = new Map<number, Candidate>();
  for (const candidate of lineup.candidates()) {
    const isNear = candidate.departures <= 1 && !candidate.suspect.departures && Number.isFinite(distance(candidate));
    if (isNear && !plainest.has(candidate.value)) plainest.set(candidate.value, candidate);
  }
  return [...plainest.values()].toSorted((a, b) => distance(a) - distance(b)).slice(0, most);
}
