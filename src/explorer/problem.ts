import { messageOf, OptionError, ShapeError } from '../core/index.js';
import type { EngineError } from '../runtime/index.js';

/** What a problem is about: of each, one is known at a time. */
export type ErrorSource = 'options' | 'weights' | 'image' | 'overlay' | 'engine' | 'page';

/** Where things go wrong after a choice: while loading and running. */
export const LATER: readonly ErrorSource[] = ['weights', 'image', 'overlay', 'engine'];

/** What a reader sees when something could not be done. */
export interface Problem {
  readonly source: ErrorSource;
  readonly message: string;
  /** Path of the node that fails, where it is one node. */
  readonly node?: string | undefined;
  /** The option to blame, and where in its table. */
  readonly option?: string | undefined;
  readonly row?: number | undefined;
  readonly column?: string | undefined;
  /** The rule that the node or the option breaks: the message without its name. */
  readonly rule?: string | undefined;
  /** Set where what was shown before stays, though a tag or a script has asked for something else. */
  readonly isKept?: true;
  /** What a reader can do about it. */
  readonly remedy?: Remedy | undefined;
}

/** What an error says, with all that it knows of where. */
export const problemOf = (source: ErrorSource, error: unknown): Problem => ({
  source,
  message: messageOf(error),
  ...placeOf(error),
});

function placeOf(error: unknown): Partial<Problem> {
  if (error instanceof ShapeError) return { node: error.node, option: error.option, rule: error.rule };
  if (!(error instanceof OptionError)) return { node: (error as Partial<EngineError>).node };
  const { option, row, column, rule } = error;
  return { option, row, column, rule };
}

/** Errors of this page and of the engine say what they are about; any other is taken to be the engine's. */
export const sourceIn = (error: unknown): ErrorSource => (error as Partial<EngineError>).source ?? 'engine';

/** Whether an error is of a file that was not had, here or in the engine. */
export const isLoss = (error: unknown): boolean => (error as Partial<EngineError>).code === 'fetch-failed';

/** What a reader can do about a problem, on a button. */
export interface Remedy {
  readonly words: string;
  readonly act: () => void;
}

export const tryAgain = (act: () => void): Remedy => ({ words: 'Try again', act });
