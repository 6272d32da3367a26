/** The experiments as files: an index of what was asked, and a file an arm with every epoch of every run. */
import { locationOf, parseAddress } from '../../core/addresses.js';
import type { Options } from '../../core/index.js';
import type { EpochResult, Run } from '../../figures/experiment-runs.js';
import { fetchJson } from '../../explorer/fetch-file.js';
import { shippedExperiment } from '../../explorer/shipped-experiments.js';

/** How all runs were trained. */
export interface Recipe {
  readonly epochs: number;
  readonly batch: number;
  /** The highest learning rate. */
  readonly lr: number;
  readonly smoothing: number;
  readonly weight_decay: number;
  /** Pixels a side. */
  readonly resolution: number;
  readonly data?: string;
  readonly machine?: string;
  /** What else a reader should know. */
  readonly sentence?: string;
}

/** One question, and the arms that answer it. */
export interface Experiment {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly baseline: string;
  readonly arms: readonly string[];
  /** What is swept; `null` where the arms have no order. */
  readonly x: 'expansion' | 'parameters' | 'macs' | null;
  /** What arms are called here, where that is not their title. */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface ArmEntry {
  readonly title: string;
  readonly network: { readonly id: string; readonly options: Options };
}

export interface ExperimentIndex {
  readonly recipe: Recipe;
  readonly experiments: readonly Experiment[];
  readonly arms: Readonly<Record<string, ArmEntry>>;
}

/** A run with where it comes from. */
export interface LoggedRun extends Run {
  /** Path of the log in the repository. */
  readonly log: string;
  /** What it was trained on. */
  readonly data?: string;
  /** Trainable, as what trained it counted them. */
  readonly parameters?: number;
  /** Class of the machine. */
  readonly machine: string;
  readonly minutes: number;
  readonly epochs: readonly EpochResult[];
}

/** In place of an address: the index that comes with the package. */
export const SHIPPED = 'shipped:/index.json';

const isShipped = (url: string): boolean => url.startsWith('shipped:');

const loading = new Map<string, Promise<unknown>>();

/** Reads a file once a page, and again only after a failure. Throws `Error` naming the file and what came. */
function loadJson(url: string): Promise<unknown> {
  const pending = loading.get(url) ?? (isShipped(url) ? shippedExperiment(nameOf(url)) : fetchJson('experiment', url));
  loading.set(url, pending);
  pending.catch(() => loading.delete(url));
  return pending;
}

const nameOf = (url: string): string => locationOf(url).file;

const RECIPE = ['epochs', 'batch', 'lr', 'smoothing', 'weight_decay', 'resolution'] as const;
const SWEEPS: readonly unknown[] = ['expansion', 'parameters', 'macs', null];

/** The index, checked as far as figures are made of it. Throws `Error` or `TypeError` naming the file and the field. */
export async function loadIndex(url: string): Promise<ExperimentIndex> {
  const index = (await loadJson(url)) as Partial<ExperimentIndex> | null;
  const expect = (isRight: unknown, field: string, expected: string): void => {
    if (!isRight) throw new TypeError(`${nameOf(url)}: ${field}: expected ${expected}`);
  };
  expect(Array.isArray(index?.experiments), 'experiments', 'a list');
  expect(index!.arms && typeof index!.arms === 'object', 'arms', 'an object');
  for (const field of RECIPE) expect(Number.isFinite(index!.recipe?.[field]), `recipe.${field}`, 'a number');
  for (const { id, arms, baseline, x } of index!.experiments!) {
    for (const arm of arms) expect(index!.arms![arm]?.network, `arms.${arm}`, `an arm with its network (${id})`);
    expect(arms.includes(baseline), `${id}.baseline`, `one of its arms ${arms.join(', ')}, got ${baseline}`);
    expect(SWEEPS.includes(x), `${id}.x`, `one of ${SWEEPS.map(String).join(', ')}, got ${x}`);
  }
  return index as ExperimentIndex;
}

/** The runs of an arm, in the order of their seeds. Throws `Error` or `TypeError` naming the file, the run and the epoch. */
export async function loadRuns(index: string, arm: string): Promise<readonly LoggedRun[]> {
  const file = `${arm}.json`;
  const { runs } = ((await loadJson(besideOf(index, file))) ?? {}) as { runs?: readonly LoggedRun[] };
  if (!Array.isArray(runs)) throw new TypeError(`${file}: runs: expected a list`);
  const checked = [...(runs as readonly LoggedRun[])].sort((a, b) => a.seed - b.seed);
  checked.forEach((run, at) => {
    if (run.seed === checked[at - 1]?.seed)
      throw new TypeError(`${file}: expected one run a seed, got two of ${run.seed}`);
    checkRun(run, file);
  });
  return checked;
}

function besideOf(index: string, file: string): string {
  if (isShipped(index)) return `shipped:/${file}`;
  const beside = parseAddress(file, { by: 'file', base: index });
  if (beside.kind !== 'refused') return beside.href;
  throw new TypeError(`${nameOf(index)}: ${file.replace(/\.json$/, '')}: ${beside.message}`);
}

function checkRun({ seed, epochs }: LoggedRun, file: string): void {
  epochs.forEach(({ epoch, loss, test }, at) => {
    const where = `${file}: seed ${seed}, line ${at + 1}`;
    if (epoch !== at + 1) throw new TypeError(`${where}: expected epoch ${at + 1}, got ${epoch}`);
    if (!Number.isFinite(loss)) throw new TypeError(`${where}: loss: expected a number, got ${loss}`);
    if (!(test >= 0 && test <= 1)) throw new TypeError(`${where}: test: expected a share from 0 to 1, got ${test}`);
  });
}
