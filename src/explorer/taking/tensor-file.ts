/** A tensor of the running network as a file: what a node gives out, what it has learnt, or a statistic of each channel. */
import type { Activation } from '../../runtime/index.js';
import { nodeOf } from '../../core/index.js';
import { writeNpy, writeNpz, type NumberArray } from '../../formats/write/npy.js';
import { writeTable, type ExportTable } from '../../words/table-export.js';
import type { ExplorerState } from '../state.js';
import { aboutFile, fileName, lineOf, type About } from './about.js';
import { untilRun } from './running.js';

export type TensorFormat = 'npy' | 'npz' | 'csv' | 'json';

export interface TakenFile {
  readonly name: string;
  readonly blob: Blob;
}

/** `activation`, `statistics`, or the name of a weight. */
export type TensorName = string;

/** The columns of statistics, one value a channel each. */
const STATISTICS = ['mean', 'variance', 'min', 'max', 'zeros'] as const;

/** Rejects where the network cannot be run, and where the node has no such tensor. */
export async function tensorFile(
  state: ExplorerState,
  path: string,
  tensor: TensorName,
  format: TensorFormat,
  version: string,
): Promise<TakenFile> {
  await untilRun(state.inspection);
  const arrays = await read(state, path, tensor);
  const about = aboutFile(state, version, `${tensor} of ${path}`);
  const name = `${fileName(state.network.id, path, tensor)}.${format}`;
  return { name, blob: blobOf(arrays, about, format) };
}

async function read(
  { inspection, network }: ExplorerState,
  path: string,
  tensor: TensorName,
): Promise<ReadonlyMap<string, NumberArray>> {
  const node = nodeOf(network, path);
  if (tensor === 'activation') return new Map([[tensor, await inspection.activation(node.id)]]);
  if (tensor === 'statistics') return statisticsOf(await inspection.activation(node.id, { channels: [] }));
  const found = (await inspection.weightsOf(node.id)).find(({ name }) => name === tensor);
  if (!found) throw new RangeError(`${path}: expected a tensor that it has, got ${tensor}`);
  return new Map([[tensor, found]]);
}

const statisticsOf = ({ stats }: Activation): ReadonlyMap<string, NumberArray> =>
  new Map(STATISTICS.map((name) => [name, { shape: [stats.channels[name].length], data: stats.channels[name] }]));

function blobOf(arrays: ReadonlyMap<string, NumberArray>, about: About, format: TensorFormat): Blob {
  switch (format) {
    case 'npy':
      return new Blob([writeNpy(joined(arrays), lineOf({ ...about, ...columnsOf(arrays) }))]);
    case 'npz':
      return new Blob([writeNpz(arrays, about)]);
    case 'csv':
      return new Blob([writeTable(tableOf(joined(arrays), about, arrays), 'csv')], { type: 'text/csv' });
    case 'json':
      return new Blob([JSON.stringify({ about, ...jsonOf(arrays) })], { type: 'application/json' });
  }
}

/** Several arrays of one length are the columns of one. */
function joined(arrays: ReadonlyMap<string, NumberArray>): NumberArray {
  const [first, ...more] = [...arrays.values()] as [NumberArray, ...NumberArray[]];
  if (!more.length) return first;
  const all = [first, ...more];
  const [rows] = first.shape as [number];
  const data = Float32Array.from(
    { length: rows * all.length },
    (_, at) => all[at % all.length]!.data[Math.floor(at / all.length)]!,
  );
  return { shape: [rows, all.length], data };
}

const columnsOf = (arrays: ReadonlyMap<string, NumberArray>): About =>
  arrays.size > 1 ? { columns: [...arrays.keys()] } : {};

const jsonOf = (arrays: ReadonlyMap<string, NumberArray>) =>
  Object.fromEntries([...arrays].map(([name, { shape, data }]) => [name, { shape, data: Array.from(data) }]));

/** A row for each place along all axes but the last; a column for each along that. */
function tableOf({ shape, data }: NumberArray, about: About, arrays: ReadonlyMap<string, NumberArray>): ExportTable {
  const last = shape.at(-1) ?? 1;
  const leading = shape.slice(0, -1);
  const rows = Array.from({ length: data.length / last }, (_, row) => {
    let rest = row;
    const place = leading.map((_, axis) => {
      const size = leading.slice(axis + 1).reduce((product, one) => product * one, 1);
      const at = Math.floor(rest / size);
      rest -= at * size;
      return at;
    });
    return [...place, ...data.subarray(row * last, (row + 1) * last)];
  });
  const names = arrays.size > 1 ? [...arrays.keys()] : Array.from({ length: last }, (_, at) => `${at}`);
  return {
    title: `${about['what'] as string}`,
    about: Object.entries(about).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    columns: [...leading.map((_, axis) => `axis ${axis}`), ...names],
    rows,
  };
}
