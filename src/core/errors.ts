/** What is wrong with what was asked for, as fields; the sentences are made of them here and nowhere else. */
import { excerpt, excerptName } from './excerpt.js';

/** Where a table of values is wrong: in which row, counted from 1, and in which column of it. */
export interface Cell {
  readonly row?: number | undefined;
  readonly column?: string | undefined;
}

/** An option with a value that it does not take. */
export class OptionError extends RangeError implements Cell {
  override readonly name = 'OptionError';
  readonly row: number | undefined;
  readonly column: string | undefined;
  /** The sentence without the option's name: `expected a number from 0.05 to 4, got -1`. */
  readonly rule: string;
  constructor(
    readonly option: string,
    readonly expected: string,
    readonly received: unknown,
    { row, column }: Cell = {},
  ) {
    const place = row === undefined ? '' : `row ${row}: `;
    const rule = `${place}expected ${column === undefined ? '' : `${column} `}${expected}, got ${excerpt(received)}`;
    super(`option ${excerptName(option)}: ${rule}`);
    this.rule = rule;
    this.row = row;
    this.column = column;
  }
}

/** What is chosen by a name of which there are only a few. */
export type NamedKind = 'network' | 'option' | 'convention';

function sentenceOf(what: NamedKind, known: string, received: unknown, family: string | undefined): string {
  if (what === 'convention') return `convention: expected one of ${known}, got ${excerpt(received)}`;
  if (what === 'network') return `network ${excerpt(received)}: expected one of ${known}`;
  return `option ${excerptName(received)}: ${family} has none of that name; expected one of ${known}`;
}

/** A name that no network, no option of a family or no convention has. */
export class UnknownNameError extends RangeError {
  override readonly name = 'UnknownNameError';
  constructor(
    readonly what: NamedKind,
    /** The names there are. */
    readonly expected: readonly string[],
    readonly received: unknown,
    /** Id of the family whose option is meant. */
    readonly family?: string,
  ) {
    super(sentenceOf(what, expected.join(', '), received, family));
  }
}

/** A convention of one's own that cannot be read: which part of it, what was expected there and what came. */
export class ConventionError extends RangeError {
  override readonly name = 'ConventionError';
  constructor(
    /** `operations`; empty where the text as a whole is wrong. */
    readonly part: string,
    readonly expected: string,
    readonly received: string,
  ) {
    super(`convention: ${part && `${part}: `}expected ${expected}, got ${excerpt(received)}`);
  }
}

/** A path at which a network has nothing. */
export class UnknownNodeError extends RangeError {
  override readonly name = 'UnknownNodeError';
  constructor(
    readonly node: string,
    /** Id of the network; absent while it is being built. */
    readonly network?: string,
  ) {
    super(`unknown node: ${excerptName(node)}${network === undefined ? '' : ` (${network})`}`);
  }
}
