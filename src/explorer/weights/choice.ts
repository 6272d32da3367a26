/** What a network runs with: as data here, as text in attributes and links. */
import { excerptName } from '../../core/index.js';
import { A_SEED, isSeed } from '../../core/seed.js';
import type { Preprocessing } from '../../runtime/index.js';
import { InputError } from '../errors.js';
import { checkAddress, isPassable, isShippedId } from '../image-choice.js';
import { FITTING } from './fitting.js';

/** Weights that somebody trained. */
interface Trained {
  /** How images are normalised, where a reader says so. */
  readonly preprocessing?: Preprocessing | undefined;
}

export type WeightsChoice =
  /** The checkpoint that comes with the package and whose tensors fit, else random numbers. */
  | { readonly kind: 'fitting' }
  | { readonly kind: 'random'; readonly seed: number }
  | (Trained & { readonly kind: 'checkpoint'; readonly id: string })
  /** `href` as it was written; `isLinked`: by a link, and neither by the page's author nor a reader here. */
  | (Trained & { readonly kind: 'address'; readonly href: string; readonly isLinked: boolean })
  /** A reader's files; `title` is the name of the one that the others belong to. */
  | (Trained & {
      readonly kind: 'files';
      readonly files: readonly File[];
      readonly title: string;
      /** Whether they lack the network's classifier, or have another. */
      readonly withoutHead?: boolean | undefined;
    })
  /** An entry of the register of public addresses. */
  | (Trained & { readonly kind: 'public'; readonly id: string });

const PUBLIC = 'public:';
/** Of random weights where nobody names one. */
export const FIRST_SEED = 1;

/**
 * `random`, `random:<seed>`, `public:<id>`, a checkpoint's id or an address; what fits for an empty text. Throws `InputError`
 * for what is none of these; whether a checkpoint or an entry is there is known when it is loaded.
 */
export function parseWeights(text: string, isLinked: boolean): WeightsChoice {
  if (!text) return FITTING;
  if (/^random(?::|$)/.test(text)) return { kind: 'random', seed: parseSeed(text) };
  if (text.startsWith(PUBLIC)) return { kind: 'public', id: text.slice(PUBLIC.length) };
  if (isShippedId(text)) return { kind: 'checkpoint', id: text };
  checkAddress('weights', text, isLinked);
  return { kind: 'address', href: text, isLinked };
}

function parseSeed(text: string): number {
  const seed = text === 'random' ? `${FIRST_SEED}` : text.slice('random:'.length);
  if (/^\d+$/.test(seed) && isSeed(Number(seed))) return Number(seed);
  const sentence = `weights: expected random:<seed>, ${A_SEED}, got ${excerptName(text)}`;
  throw new InputError('weights', 'weights-seed', sentence);
}

/** The text that names weights again, empty for what fits; `undefined` where there is none: for a reader's own files. */
export function formatWeights(choice: WeightsChoice): string | undefined {
  switch (choice.kind) {
    case 'fitting':
      return '';
    case 'random':
      return `random:${choice.seed}`;
    case 'public':
      return PUBLIC + choice.id;
    case 'checkpoint':
      return choice.id;
    case 'address':
      return isPassable(choice.href) ? choice.href : undefined;
    case 'files':
      return undefined;
  }
}

/** Another seed each time, so that a second press shows something else. */
export function nextRandom(choice: WeightsChoice): WeightsChoice {
  const seed = choice.kind === 'random' ? choice.seed + 1 : FIRST_SEED;
  return { kind: 'random', seed: isSeed(seed) ? seed : FIRST_SEED };
}
