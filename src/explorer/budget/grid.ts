/** The networks that a family makes of the two options that scale it, and of none other. */
import {
  formatOption,
  resolveOptions,
  sparseOptions,
  type Family,
  type Options,
  type OptionSpec,
  type OptionValue,
} from '../../core/index.js';
import { sameOption, type ResolutionOption } from '../../core/options.js';
import type { NetworkChoice } from '../source.js';
import { networkKey } from './accuracies.js';

/** One option and its values along a side of the grid, the one that is chosen among them. */
export interface Axis<Spec extends OptionSpec = OptionSpec> {
  readonly spec: Spec;
  readonly values: readonly OptionValue[];
}

export interface Axes {
  /** Absent where the family is scaled by its resolution alone. */
  readonly rows: Axis | undefined;
  readonly columns: Axis<ResolutionOption>;
}

/** One network of the grid. */
export interface Cell {
  /** Equal for equal networks. */
  readonly key: string;
  readonly row: OptionValue | undefined;
  readonly column: OptionValue;
  readonly choice: NetworkChoice;
  readonly isChosen: boolean;
}

/** What mobile networks are measured at, also where a paper publishes one resolution alone. */
const USUAL_SIDES: readonly number[] = [128, 160, 192, 224];

const areaOf = (value: OptionValue): number => (Array.isArray(value) ? value[0] * value[1] : Number(value) ** 2);

const union = (...lists: (readonly OptionValue[])[]): OptionValue[] =>
  lists
    .flat()
    .filter((value, at, all) => all.findIndex((other) => sameOption(value, other)) === at)
    .sort((a, b) => areaOf(a) - areaOf(b));

/** The option that makes a family wider, deeper or otherwise another size: its width, else the first of its choices. */
const scaleOf = ({ options }: Family): OptionSpec | undefined =>
  options.find(({ name }) => name === 'width') ?? options.find(({ type }) => type === 'choice');

function rowsOf(family: Family, settings: Options): Axis | undefined {
  const spec = scaleOf(family);
  if (!spec) return undefined;
  if (spec.type === 'choice') return { spec, values: spec.values.map(({ value }) => value) };
  return { spec, values: union('marks' in spec ? (spec.marks ?? []) : [], [settings[spec.name]!]) };
}

/** The sides of the grid; `undefined` for a network that has one resolution only, as some from files. Throws as `resolveOptions` does. */
export function axesOf(family: Family, options: Options): Axes | undefined {
  const spec = family.options.find((one) => one.type === 'resolution');
  if (!spec) return undefined;
  const settings = resolveOptions(family, options);
  const sides = USUAL_SIDES.filter((side) => side >= spec.minimum && side <= spec.maximum);
  const values = union(spec.marks ?? [], sides, [settings[spec.name]!]);
  return { rows: rowsOf(family, settings), columns: { spec, values } };
}

/** The networks of the grid, row by row. Throws as `resolveOptions` does. */
export function cellsOf(family: Family, options: Options, { rows, columns }: Axes): readonly (readonly Cell[])[] {
  const chosen = networkKey(family, options);
  const cellAt = (row: OptionValue | undefined, column: OptionValue): Cell => {
    const scale = rows && row !== undefined ? { [rows.spec.name]: row } : {};
    const changed = sparseOptions(family, { ...options, ...scale, [columns.spec.name]: column });
    const key = networkKey(family, changed);
    return { key, row, column, choice: { network: family.id, options: changed }, isChosen: key === chosen };
  };
  return (rows?.values ?? [undefined]).map((row) => columns.values.map((column) => cellAt(row, column)));
}

/** `0.75`, `192×160`, `ResNet-50`: a value as it stands beside or above its line. */
export const titleOf = ({ spec }: Axis, value: OptionValue): string =>
  (spec.type === 'choice' && spec.values.find((one) => one.value === value)?.title) ||
  formatOption(spec, value).replace('x', '×');
