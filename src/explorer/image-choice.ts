/** Which image is shown to the network: as data here, as text in attributes and links. */
import { excerptName } from '../core/index.js';
import { authorAddress, linkedAddress } from './addresses.js';
import { InputError, sourceOf, type Input } from './errors.js';

export type ImageChoice =
  /** A drawing that is shipped. */
  | { readonly kind: 'sample'; readonly id: string }
  /** `href` as it was written; `isLinked`: by a link, and neither by the page's author nor a reader here. */
  | { readonly kind: 'address'; readonly href: string; readonly isLinked: boolean }
  /** What a reader gave; `title` is a file's name, or `camera`. */
  | { readonly kind: 'blob'; readonly blob: Blob; readonly title: string };

/** What a word without a dot, a slash or a colon names is shipped; anything else is an address. */
export const isShippedId = (text: string): boolean => /^[\w-]+$/.test(text);

/** Nobody else can read what a page holds itself. */
export const isPassable = (href: string): boolean => !/^(?:blob|data):/i.test(href);

/** The image that an author or a link names; none for an empty text. Throws `InputError` for what is neither an id nor an address. */
export function parseImage(text: string, isLinked: boolean): ImageChoice | undefined {
  if (!text) return undefined;
  if (isShippedId(text)) return { kind: 'sample', id: text };
  checkAddress('image', text, isLinked);
  return { kind: 'address', href: text, isLinked };
}

/** Throws `InputError` where this page may not fetch what an author or a link names. */
export function checkAddress(what: Input, text: string, isLinked: boolean): void {
  const address = isLinked ? linkedAddress(text) : authorAddress(text);
  if (address.kind === 'refused')
    throw new InputError(sourceOf(what), 'address-refused', `${what}: ${address.message}`);
}

/** The text that names an image again, empty for none; `undefined` where it is a reader's own. */
export function formatImage(choice: ImageChoice | undefined): string | undefined {
  if (!choice) return '';
  if (choice.kind === 'sample') return choice.id;
  return choice.kind === 'address' && isPassable(choice.href) ? choice.href : undefined;
}

/** What an image that is not shipped is called. */
export function titleOfImage(choice: Exclude<ImageChoice, { kind: 'sample' }>): string {
  if (choice.kind === 'blob') return choice.title;
  const address = choice.isLinked ? linkedAddress(choice.href) : undefined;
  return address && address.kind !== 'refused' ? address.file : excerptName(choice.href);
}
