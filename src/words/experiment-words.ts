/** What final accuracies say, in sentences that are made of the numbers alone. */
import { formatCount } from './format.js';
import { amountOf, formatInterval, formatPercent, formatPoints } from './experiment-format.js';
import { isNoise, summarise, welchInterval, type Difference } from './experiment-statistics.js';

/** One arm as it is judged. */
export interface JudgedArm {
  readonly id: string;
  /** As its label says it: `t = 4`, `ReLU after the addition`. */
  readonly name: string;
  /** Final accuracies, 0 to 1, a finished run each. */
  readonly finals: readonly number[];
  /** Its place in the sweep, where the experiment is one. */
  readonly x?: number | undefined;
  readonly parameters: number;
  readonly operations: number;
}

export interface Judged {
  readonly arms: readonly JudgedArm[];
  /** Id of the arm that the others are compared with. */
  readonly baseline: string;
  /** What is swept, as sentences call it: `t`; absent where the arms have no order. */
  readonly sweep?: string | undefined;
  readonly epochs: number;
  /** `MACs`, or what else operations are counted as. */
  readonly unit: string;
}

/** A name in a sentence; a formula needs no quotation marks. */
const quote = (name: string): string => (name.includes('=') ? name.replaceAll(' = ', '\u00a0=\u00a0') : `“${name}”`);

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;

const meanOf = ({ finals }: JudgedArm): number => summarise(finals)!.mean;

const between = (arm: JudgedArm, other: JudgedArm): Difference | undefined => welchInterval(arm.finals, other.finals);

const areAlike = (arm: JudgedArm, other: JudgedArm): boolean => {
  const difference = between(arm, other);
  return difference !== undefined && isNoise(difference);
};

/** A sentence, and what follows from its colon. */
export interface Statement {
  readonly text: string;
  readonly items?: readonly string[];
}

/** Everything that may be concluded. */
export function concludeExperiment(judged: Judged): readonly Statement[] {
  const run = judged.arms.filter(({ finals }) => finals.length);
  if (!run.length) return [{ text: 'No arm has a finished run yet.' }];
  const baseline = run.find(({ id }) => id === judged.baseline);
  const sentences = [
    ...resolutionOf(run, baseline),
    ...seedsOf(judged.arms),
    ...sizesOf(run, judged.unit),
    `These are runs of ${judged.epochs} epoch${judged.epochs === 1 ? '' : 's'}: longer training may order the arms otherwise.`,
  ];
  const alike = judged.sweep && run.length > 1 ? alikeAroundBest(run) : [];
  return [
    ...(alike.length ? [concludeSweep(run, alike, baseline, judged.sweep!)] : []),
    ...(baseline ? compareAll(run, alike, baseline, judged) : [missingBaseline(judged)]),
    ...sentences.map((text) => ({ text })),
  ];
}

const missingBaseline = ({ arms, baseline }: Judged): Statement => ({
  text: `The baseline, ${quote(arms.find(({ id }) => id === baseline)?.name ?? baseline)}, has no finished run, so nothing is compared with it.`,
});

/** The best, and the neighbours around it that do not differ measurably from it or from each other. */
function concludeSweep(
  run: readonly JudgedArm[],
  alike: readonly JudgedArm[],
  baseline: JudgedArm | undefined,
  sweep: string,
): Statement {
  const highest = sayHighest(bestOf(run));
  if (alike.length < 2) return { text: highest };
  const range = `${sweep}\u00a0=\u00a0${alike[0]!.x} to ${alike.at(-1)!.x}`;
  const all = alike.length === run.length ? 'all ' : '';
  const where =
    baseline && !alike.includes(baseline) ? `; the baseline, ${quote(baseline.name)}, is not among them` : '';
  return { text: `${highest} ${range} are ${all}within the noise of each other${where}.` };
}

function sayHighest(best: JudgedArm): string {
  const what = best.finals.length > 1 ? 'mean' : 'single result';
  return `The highest ${what} is that of ${quote(best.name)}: ${formatPercent(meanOf(best))}.`;
}

/** What is concluded first, in one line. */
export function answerTo(judged: Judged): string {
  const run = judged.arms.filter(({ finals }) => finals.length);
  if (!run.length) return 'No arm has a finished run yet.';
  const best = bestOf(run);
  if (judged.sweep && run.length > 1) return concludeSweep(run, alikeAroundBest(run), undefined, judged.sweep).text;
  const others = run.filter((arm) => arm !== best);
  const differences = others.map((arm) => between(arm, best));
  if (!others.length) return sayHighest(best);
  if (differences.includes(undefined)) return `${sayHighest(best)} Single runs tell no difference from noise.`;
  const alike = others.filter((_, at) => isNoise(differences[at]!));
  if (alike.length) return `${sayHighest(best)} Within the noise of it: ${list(alike.map(({ name }) => quote(name)))}.`;
  return `${sayHighest(best)} ${others.length > 1 ? 'All others are' : 'The other is'} lower by more than the noise.`;
}

const bestOf = (run: readonly JudgedArm[]): JudgedArm => run.reduce((a, b) => (meanOf(b) > meanOf(a) ? b : a));

/** The longest stretch of neighbours with the best among them, of whom any two are alike. */
export function alikeAroundBest(run: readonly JudgedArm[]): readonly JudgedArm[] {
  const ordered = [...run].sort((a, b) => (a.x ?? 0) - (b.x ?? 0));
  const alike = ordered.map((arm, index) => ordered.slice(0, index).map((other) => areAlike(arm, other)));
  const at = ordered.indexOf(bestOf(run));
  let [first, end] = [at, at + 1];
  for (let from = 0; from <= at; from++) {
    for (let to = at + 1; to <= ordered.length; to++) {
      const holds = alike.slice(from, to).every((others) => others.slice(from).every(Boolean));
      if (holds && to - from > end - first) [first, end] = [from, to];
    }
  }
  return ordered.slice(first, end);
}

/** Each arm against the baseline, the lowest first; in a sweep, in its order, without those already named with the best. */
function compareAll(
  run: readonly JudgedArm[],
  alike: readonly JudgedArm[],
  baseline: JudgedArm,
  { sweep }: Judged,
): readonly Statement[] {
  const silent = alike.includes(baseline) ? alike : [];
  const others = run.filter((arm) => arm !== baseline && !silent.includes(arm));
  if (!others.length) return [];
  others.sort((a, b) => (sweep ? a.x! - b.x! : meanOf(a) - meanOf(b)));
  return [{ text: against(baseline), items: others.map((arm) => compare(arm, baseline)) }];
}

function against(baseline: JudgedArm): string {
  const { length } = baseline.finals;
  const start = `Against the baseline, ${quote(baseline.name)}, with ${formatPercent(meanOf(baseline))}`;
  return length > 1
    ? `${start} (mean of ${length} seeds):`
    : `${start} in its single run, which tells no difference from noise:`;
}

function compare(arm: JudgedArm, baseline: JudgedArm): string {
  const name = quote(arm.name);
  const difference = between(arm, baseline);
  if (!difference) return `${name}: ${unjudged(arm, baseline)}`;
  const { value, low, high } = amountOf(difference);
  const side = difference.value < 0 ? 'below' : 'above';
  const noise = isNoise(difference) ? 'within the noise, ' : '';
  return `${name}: ${noise}${formatPoints(value)} ${side} (95\u00a0% interval ${formatInterval(low, high)})`;
}

/** Two single runs always differ; by how much two others would is not known. */
function unjudged(arm: JudgedArm, baseline: JudgedArm): string {
  const value = meanOf(arm) - meanOf(baseline);
  const difference = `${formatPoints(Math.abs(value))} ${value < 0 ? 'below' : 'above'}`;
  const isTold = baseline.finals.length < 2;
  return isTold ? difference : `${difference}, which a single run cannot tell from noise`;
}

/** How small a difference these runs could show, so that "within the noise" is not read as "the same". */
function resolutionOf(run: readonly JudgedArm[], baseline: JudgedArm | undefined): readonly string[] {
  if (!baseline) return [];
  const differences = run.flatMap((arm) => (arm === baseline ? [] : (between(arm, baseline) ?? [])));
  if (!differences.some(isNoise)) return [];
  const widest = Math.max(...differences.filter(isNoise).map(({ low, high }) => (high - low) / 2));
  return [
    `Within the noise does not mean the same: a difference of less than about ${formatPoints(widest)} cannot be seen with these runs.`,
  ];
}

/** Arms with no runs, and with fewer than others. */
function seedsOf(arms: readonly JudgedArm[]): readonly string[] {
  const most = Math.max(...arms.map(({ finals }) => finals.length));
  const namesWith = (isMeant: (count: number) => boolean, of: (arm: JudgedArm) => string): string =>
    list(arms.filter(({ finals }) => isMeant(finals.length)).map(of));
  const none = namesWith(
    (count) => count === 0,
    ({ name }) => quote(name),
  );
  const fewer = namesWith(
    (count) => count > 0 && count < most,
    ({ name, finals }) => `${quote(name)} (${finals.length} of ${most} seeds)`,
  );
  return [
    ...(none ? [`Without a finished run yet: ${none}. Nothing is put in their place.`] : []),
    ...(fewer ? [`With fewer runs than the others: ${fewer}.`] : []),
  ];
}

/** Counts further apart than this differ. */
const EQUAL = 0.02;

/** Whether the arms also differ in what they cost. */
function sizesOf(run: readonly JudgedArm[], unit: string): readonly string[] {
  if (run.length < 2) return [];
  const spans = [spanOf('parameters', run, (arm) => arm.parameters), spanOf(unit, run, (arm) => arm.operations)];
  const [equal, unequal] = [spans.filter(({ ratio }) => ratio <= EQUAL), spans.filter(({ ratio }) => ratio > EQUAL)];
  const ranges = list(unequal.map(({ name, low, high }) => `${name} from ${formatCount(low)} to ${formatCount(high)}`));
  if (!equal.length) return [`The arms differ in size too, which may be part of what separates them: ${ranges}.`];
  const same = list(
    equal.map(
      ({ name, ratio }) => `${ratio ? `${name} within ${formatPercent(ratio)} of each other` : `equally many ${name}`}`,
    ),
  );
  return [`All arms have ${same}${unequal.length ? `, but ${ranges}` : ''}.`];
}

function spanOf(name: string, run: readonly JudgedArm[], of: (arm: JudgedArm) => number) {
  const counts = run.map(of);
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  return { name, low, high, ratio: high / low - 1 };
}
