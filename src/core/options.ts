import { OptionError, type Cell } from './errors.js';
import { excerpt, excerptName } from './excerpt.js';
import { BLOCK_TABLE } from './limits.js';

/** One row of the block table: expansion t, output channels c, repeats n, stride s of the first (paper table 2). */
export type BlockRow = readonly [t: number, c: number, n: number, s: number];

/** Height and width, where the image is not square. */
export type Resolution = number | readonly [height: number, width: number];

export type OptionValue = number | string | boolean | null | readonly [number, number] | readonly BlockRow[];
export type Options = Readonly<Record<string, OptionValue>>;

interface Described {
  readonly name: string;
  readonly title: string;
  /** One sentence for a reader; every option of `networks` has it. */
  readonly description?: string;
}

interface Ranged extends Described {
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  /** Values that papers publish, for a slider's marks. */
  readonly marks?: readonly number[];
}

export interface NumberOption extends Ranged {
  readonly type: 'number';
  /** `null` where leaving it out has a meaning of its own, which `whenAbsent` says. */
  readonly default: number | null;
  readonly whenAbsent?: string;
}
export interface IntegerOption extends Ranged {
  readonly type: 'integer';
  /** As with `NumberOption`. */
  readonly default: number | null;
  readonly whenAbsent?: string;
}
export interface ResolutionOption extends Ranged {
  readonly type: 'resolution';
  readonly default: Resolution;
}
export interface FlagOption extends Described {
  readonly type: 'flag';
  readonly default: boolean;
}
export interface ChoiceOption extends Described {
  readonly type: 'choice';
  readonly default: string | null;
  readonly whenAbsent?: string;
  /** The values are numbers to those who write code: `depth: 50` means `depth: '50'`. */
  readonly numbers?: true;
  readonly values: readonly { readonly value: string; readonly title: string }[];
}
export interface BlocksOption extends Described {
  readonly type: 'blocks';
  readonly default: readonly BlockRow[];
}

/** One option of a family: its type, its range and its words; controls and attributes are made from it. */
export type OptionSpec = NumberOption | IntegerOption | ResolutionOption | FlagOption | ChoiceOption | BlocksOption;

/** The values of one option, `null` among them where leaving it out has a meaning. */
type ValueOf<Spec extends OptionSpec> =
  | (null extends Spec['default'] ? null : never)
  | (Spec extends ChoiceOption
      ? Spec['values'][number]['value']
      : Spec extends BlocksOption
        ? readonly BlockRow[]
        : Spec extends ResolutionOption
          ? Resolution
          : Spec extends FlagOption
            ? boolean
            : number);

/** A value for every option of a list, as `resolveOptions` checks them: what a family builds from. */
export type SettingsOf<Specs extends readonly OptionSpec[]> = {
  readonly [Spec in Specs[number] as Spec['name']]: ValueOf<Spec>;
};

/**
 * Asks more of a choice whose default is none of its values than anybody can give, so that the compiler says the name of
 * what is missing. To demand another default instead would make the whole option `never`, and the message with it.
 */
export type Consistent<Specs extends readonly OptionSpec[]> = {
  readonly [At in keyof Specs]: Specs[At] extends ChoiceOption
    ? Specs[At]['default'] extends Specs[At]['values'][number]['value'] | null
      ? unknown
      : { readonly 'a default that is one of the values': Specs[At]['values'][number]['value'] }
    : unknown;
};

/** Declares options and keeps their names and values as types, for `SettingsOf`. */
export const defineOptions = <const Specs extends readonly OptionSpec[]>(specs: Specs & Consistent<Specs>): Specs =>
  specs;

function refuse({ name }: OptionSpec, expected: string, received: unknown, cell?: Cell): never {
  throw new OptionError(name, expected, received, cell);
}

function checkNumber(spec: Ranged & OptionSpec, value: unknown, integer: boolean): number {
  const expected = `${integer ? 'a whole number' : 'a number'} from ${spec.minimum} to ${spec.maximum}`;
  if (typeof value !== 'number' || !Number.isFinite(value)) refuse(spec, expected, value);
  if (value < spec.minimum || value > spec.maximum || (integer && !Number.isInteger(value)))
    refuse(spec, expected, value);
  return value;
}

function checkResolution(spec: ResolutionOption, value: unknown): Resolution {
  if (!Array.isArray(value)) return checkNumber(spec, value, true);
  if (value.length !== 2) refuse(spec, 'one number or [height, width]', value);
  return [checkNumber(spec, value[0], true), checkNumber(spec, value[1], true)];
}

function checkRow(spec: BlocksOption, row: unknown, index: number): BlockRow {
  const place = { row: index + 1 };
  if (!Array.isArray(row) || row.length !== 4 || !row.every(Number.isFinite))
    return refuse(spec, 'four numbers [t, c, n, s]', row, place);
  const [t, c, n, s] = row as [number, number, number, number];
  if (t < 0.25 || t > BLOCK_TABLE.expansion)
    refuse(spec, `from 0.25 to ${BLOCK_TABLE.expansion}`, row, { ...place, column: 't' });
  const counts = { c: [c, BLOCK_TABLE.channels], n: [n, BLOCK_TABLE.repeats], s: [s, BLOCK_TABLE.stride] } as const;
  for (const [column, [count, most]] of Object.entries(counts))
    if (!Number.isInteger(count) || count < 1 || count > most)
      refuse(spec, `a whole number from 1 to ${most}`, row, { ...place, column });
  return [t, c, n, s];
}

function checkBlocks(spec: BlocksOption, value: unknown): readonly BlockRow[] {
  if (!Array.isArray(value) || !value.length || value.length > BLOCK_TABLE.rows) {
    return refuse(spec, `1 to ${BLOCK_TABLE.rows} rows [t, c, n, s]`, value);
  }
  return value.map((row, index) => checkRow(spec, row, index));
}

function checkChoice(spec: ChoiceOption, value: unknown): string {
  const isNumeric = spec.numbers && typeof value === 'number';
  const match = spec.values.find((choice) => (isNumeric ? Number(choice.value) : choice.value) === value);
  return match?.value ?? refuse(spec, `one of ${spec.values.map((choice) => excerpt(choice.value)).join(', ')}`, value);
}

/** The value that stands for an option. Throws `OptionError` where reading it throws, as a getter or a proxy may. */
export function readOption<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new OptionError(name, 'a value that can be read', error);
  }
}

/** Lists as they are now, with as many rows as can be judged: what is checked is what is used. */
function copied(value: unknown, depth = 0): unknown {
  if (!Array.isArray(value) || depth === 2) return value;
  return Array.from({ length: Math.min(value.length, BLOCK_TABLE.rows + 1) }, (_, at) => copied(value[at], depth + 1));
}

/** Gives a value back when the option takes it. Throws `OptionError` otherwise. */
export function checkOption(spec: OptionSpec, received: unknown): OptionValue {
  const value = readOption(spec.name, () => copied(received));
  if (value === null && spec.default === null) return null;
  switch (spec.type) {
    case 'number':
      return checkNumber(spec, value, false);
    case 'integer':
      return checkNumber(spec, value, true);
    case 'resolution':
      return checkResolution(spec, value);
    case 'flag':
      return typeof value === 'boolean' ? value : refuse(spec, 'true or false', value);
    case 'choice':
      return checkChoice(spec, value);
    case 'blocks':
      return checkBlocks(spec, value);
  }
}

/** `6,24,2,1; 6,32,3,2` or JSON → rows; what does not read as numbers is left for `checkOption` to name. */
function parseBlocks(text: string): unknown {
  if (text.trim().startsWith('[')) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  const rows = text.split(';').map((row) => row.split(',').map((cell) => (cell.trim() ? Number(cell) : NaN)));
  return rows.flat().every(Number.isFinite) ? rows : text;
}

const numeric = (text: string): number | string =>
  text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;

function parseResolution(text: string): unknown {
  const sides = text.split(/[x×]/).map((side) => numeric(side));
  return sides.length === 1 ? sides[0] : sides;
}

/** `activationPosition` → `activation-position`: how an option is called as an attribute and in an address. */
export const attributeOf = (option: string): string => option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Reads an option from an attribute or a URL. Throws as `checkOption` does. */
export function parseOption(spec: OptionSpec, text: string): OptionValue {
  switch (spec.type) {
    case 'number':
    case 'integer':
      return checkOption(spec, spec.default === null && text === '' ? null : numeric(text));
    case 'resolution':
      return checkOption(spec, parseResolution(text));
    case 'flag':
      return checkOption(spec, text === 'true' || text === '' ? true : text === 'false' ? false : text);
    case 'choice':
      return checkOption(spec, spec.default === null && text === '' ? null : text);
    case 'blocks':
      return checkOption(spec, parseBlocks(text));
  }
}

/**
 * The inverse of `parseOption`: how an option is written in an attribute or a URL. Text that could not be read stays as it
 * is; what no option takes is cut as in messages. Without a spec, whose family may not be here yet, the value itself tells
 * rows from height and width.
 */
export function formatOption(spec: OptionSpec | undefined, value: OptionValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return unlessUnreadable(() => formatList(spec?.type, value)) ?? excerpt(value);
}

function formatList(type: OptionSpec['type'] | undefined, value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length > BLOCK_TABLE.rows) return undefined;
  const formatRow = (row: unknown): string =>
    Array.isArray(row) && row.length <= 4 ? row.map(excerptName).join(',') : excerpt(row);
  return (type ? type === 'blocks' : value.some(Array.isArray))
    ? value.map(formatRow).join(';')
    : value.map(excerptName).join('x');
}

/** Whether two values are the same; also of what no option takes. */
export const sameOption = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) || (unlessUnreadable(() => sameList(a, b)) ?? false);

const sameList = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) &&
  Array.isArray(b) &&
  a.length === b.length &&
  a.length <= BLOCK_TABLE.rows &&
  a.every((value, at) => sameOption(value, b[at]));

function unlessUnreadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
