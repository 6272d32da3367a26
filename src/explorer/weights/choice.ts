/** What a network runs with: as data here, as text in attributes and links. */
import { excerptName } from '../../core/index.js';
import { A_SEED, isSeed } from '../../core/seed.js';
import { InputError } from '../errors.js';
import { checkAddress, isPassable, isShippedId } from '../image-choice.js';
import { FITTING } from './fitting.js';

/** What nothing in a file tells, and a reader or an author says, each as text. */
export interface Said {
  /** How images become numbers: `unit`, `signed bgr`, …; what is known of the weights where absent. */
  readonly imageValues?: string | undefined;
  /** `imagenet`, `imagenet-background`, names in a list, or the address of one. */
  readonly classNames?: string | undefined;
}

export type WeightsChoice = Said &
  /** The checkpoint that comes with the package and whose tensors fit, else random numbers. */
  (
    | { readonly kind: 'fitting' }
    | { readonly kind: 'random'; readonly seed: number }
    | { readonly kind: 'checkpoint'; readonly id: string }
    /** `href` as it was written; `isLinked`: by a link, and neither by the page's author nor a reader here. */
    | { readonly kind: 'address'; readonly href: string; readonly isLinked: boolean }
    /** A reader's files; `title` is the name of the one that the others belong to. */
    | {
        readonly kind: 'files';
        readonly files: readonly File[];
        readonly title: string;
        /** Whether they lack the network's classifier, or have another. */
        readonly withoutHead?: boolean | undefined;
      }
    /** An entry of the register of public addresses. */
    | { readonly kind: 'public'; readonly id: string }
  );

/** Ids of the ways in which images become numbers; what they are is known where weights are planned. */
const IMAGE_VALUES = ['imagenet', 'signed', 'unit', 'raw', 'cifar'];

/** `unit`, or `unit bgr` for channels in the other order; nothing for an empty text. Throws `InputError` for anything else. */
export function parseImageValues(text: string): string | undefined {
  const [id = '', order, ...rest] = text.split(' ');
  if (!text) return undefined;
  if (IMAGE_VALUES.includes(id) && (order === undefined || order === 'bgr') && !rest.length) return text;
  const expected = `${IMAGE_VALUES.join(', ')}, or one of these with bgr after it`;
  throw new InputError('weights', 'image-values', `image-values: expected ${expected}; got ${excerptName(text)}`);
}

/** Names of the ending of a list; what is a list itself has commas or lines. */
const isListFile = (text: string): boolean => /^[^\n,]+\.(?:txt|json)$/i.test(text);

/** Throws `InputError` for an address that may not be fetched, and in a link for any. */
export function parseClassNames(text: string, isLinked: boolean): string | undefined {
  if (isLinked && isListFile(text))
    throw new InputError('weights', 'address-refused', 'class-names: expected names in a link, got an address');
  if (isListFile(text)) checkAddress('weights', text, false);
  return text || undefined;
}

/** The same weights, with this said of them too; `undefined` takes it back. */
export function saying(weights: WeightsChoice, said: Said): WeightsChoice {
  const { imageValues, classNames, ...rest } = { ...weights, ...said };
  return { ...rest, ...(imageValues && { imageValues }), ...(classNames && { classNames }) };
}

/** Longer lists than this make a link that servers and chats cut off. */
const LONGEST_LIST = 1500;

/** The text that says class names again; `undefined` where it is too long for a link. */
export const formatClassNames = ({ classNames = '' }: Said): string | undefined =>
  classNames.length <= LONGEST_LIST ? classNames : undefined;

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
