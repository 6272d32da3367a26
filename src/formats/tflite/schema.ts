/** What a TensorFlow Lite file holds (schema.fbs of TensorFlow), as far as a network is made of it. */
import { LONGEST_NAME, MOST_LAYERS, MOST_TENSORS } from '../../core/limits.js';
import { Table, TableError } from './table.js';

export interface LiteTensor {
  readonly name: string;
  readonly dims: readonly number[];
  /** Sizes along open axes are -1. */
  readonly signature: readonly number[];
  readonly type: number;
  /** Which buffer; the first is empty. */
  readonly buffer: number;
  readonly scales: readonly number[];
  readonly zeros: readonly number[];
  /** Along which the scales differ. */
  readonly axis: number;
}

export interface LiteOperator {
  /** Number of a built-in operator. */
  readonly code: number;
  /** Of one that is not built in. */
  readonly custom: string;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly options: Table | undefined;
}

export interface LiteModel {
  readonly title: string;
  readonly tensors: readonly LiteTensor[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly operators: readonly LiteOperator[];
  readonly bufferOf: (index: number) => Uint8Array | undefined;
}

/** The first graph; others are bodies of loops and conditions. Throws `TableError`. */
export function readLiteModel(bytes: Uint8Array): LiteModel {
  const model = Table.root(bytes, 'model');
  const [graph] = model.tables(2, 'subgraph');
  if (!graph) throw new TableError('model', 'a subgraph');
  const codes = model.tables(1, 'operator code').map((code) => ({
    // Numbers above 127 do not fit the older field.
    code: Math.max(code.byte(0), code.whole(3)),
    custom: nameIn(code, 1, 'operator code'),
  }));
  const buffers = model.tables(4, 'buffer');
  return {
    title: nameIn(graph, 4, 'subgraph'),
    tensors: atMost(graph.tables(0, 'tensor'), MOST_TENSORS, 'tensors').map(tensorOf),
    inputs: graph.wholes(1),
    outputs: graph.wholes(2),
    operators: atMost(graph.tables(3, 'operator'), MOST_LAYERS, 'operators').map((operator, at) => {
      const known = codes[operator.whole(0)];
      if (!known) throw new TableError(`operator ${at}`, 'a kind that the file lists');
      return { ...known, inputs: operator.wholes(1), outputs: operator.wholes(2), options: operator.table(4) };
    }),
    bufferOf: (index) => {
      const data = buffers[index]?.bytes(0);
      return data?.length ? data : undefined;
    },
  };
}

function atMost<T>(list: readonly T[], most: number, what: string): readonly T[] {
  if (list.length > most) throw new TableError('subgraph', `at most ${most} ${what}`);
  return list;
}

function nameIn(table: Table, field: number, place: string): string {
  const name = table.text(field);
  if (name.length > LONGEST_NAME) throw new TableError(place, `names of at most ${LONGEST_NAME} signs`);
  return name;
}

function tensorOf(tensor: Table, at: number): LiteTensor {
  const quantization = tensor.table(4);
  const dims = tensor.wholes(0);
  return {
    // Fused operations join the names of all that they were.
    name: tensor.text(3).split(';')[0]!.slice(0, LONGEST_NAME) || `tensor${at}`,
    dims,
    signature: tensor.wholes(7),
    type: tensor.byte(1),
    buffer: tensor.whole(2),
    scales: quantization?.floats(2) ?? [],
    zeros: quantization?.longs(3) ?? [],
    axis: quantization?.whole(6) ?? 0,
  };
}
