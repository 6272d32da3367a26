/** The arithmetic of one value as a table that a reader can take away. */
import type { Arithmetic, Explanation, Read, Term } from '../core/explanation.js';
import { equationOf, formatPlace } from './arithmetic-words.js';
import type { ExportCell, ExportTable } from './table-export.js';

const COLUMNS = ['what', 'of', 'row', 'column', 'channel', 'value', 'weight', 'product'];

interface About {
  readonly network: string;
  /** Ids of the nodes that the value's node reads. */
  readonly inputs: readonly string[];
}

/** Every value, weight and product that is listed, what the rest adds up to, bias and result. */
export function tableOfExplanation(
  { node, place, value, result, arithmetic }: Explanation,
  { network, inputs }: About,
): ExportTable {
  const { symbols, numbers } = equationOf(arithmetic);
  return {
    title: `${network}: ${node} at ${formatPlace(place)}`,
    about: [`Formula: ${symbols} = ${numbers}`, `In float32, as the engine computes it: ${value}`],
    columns: COLUMNS,
    rows: [...rowsOf(arithmetic, inputs), rowOf('result', result)],
  };
}

type Row = readonly ExportCell[];

const rowOf = (what: string, value: number | null, product: number | null = null): Row => [
  what,
  null,
  null,
  null,
  null,
  value,
  null,
  product,
];

function readRow({ input, of, place, value }: Read, inputs: readonly string[], term?: Term): Row {
  const from = input === undefined ? null : inputs[input]!;
  const isMissing = Number.isNaN(value);
  return [of ?? 'input', from, ...place, isMissing ? null : value, term?.weight ?? null, term?.product ?? null];
}

function rowsOf(arithmetic: Arithmetic, inputs: readonly string[]): readonly Row[] {
  switch (arithmetic.form) {
    case 'sum': {
      const { parts, rest, bias, divisor } = arithmetic;
      return [
        ...parts.flatMap(({ terms }) => terms.map((term) => readRow(term, inputs, term))),
        ...(rest.terms ? [rowOf(`${rest.terms} more`, null, rest.sum)] : []),
        ...(bias === undefined ? [] : [rowOf('bias', bias)]),
        ...(divisor === undefined ? [] : [rowOf('divided by', divisor)]),
      ];
    }
    case 'extreme':
      return arithmetic.reads.map((read) => readRow(read, inputs));
    case 'move':
      return [readRow(arithmetic.from, inputs)];
    case 'formula':
      return [
        ...arithmetic.reads.map((read) => readRow(read, inputs)),
        ...Object.entries(arithmetic.numbers).map(([symbol, number]) => rowOf(symbol, number)),
      ];
  }
}
