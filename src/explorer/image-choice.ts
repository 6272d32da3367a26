import { authorAddress, linkedAddress } from './addresses.js';
import { InputError } from './errors.js';
import type { ImageChoice } from './state.js';

/** A sample's id, as an attribute or an address names it; anything with a dot or a slash is an address. */
const isSampleId = (text: string): boolean => /^[\w-]+$/.test(text);

/** Whether an image is a drawing of ours whose address has yet to be looked up. */
export const isNamedSample = ({ image }: ImageChoice): boolean => typeof image === 'string' && isSampleId(image);

/** The image that an author or a link names. Throws `InputError` for what is neither a drawing's id nor an address. */
export function namedImage(text: string, isLinked: boolean): ImageChoice {
  if (isSampleId(text)) return { image: text, title: text, sample: text };
  const address = isLinked ? linkedAddress(text) : authorAddress(text);
  if (address.kind === 'refused') throw new InputError('image', 'address-refused', `image: ${address.message}`);
  return isLinked ? { image: text, title: address.file, isLinked } : { image: text, title: text };
}

/** How a URL names an image again; not where it is a reader's own. */
export function nameOfImage({ image, sample, address }: ImageChoice): string | undefined {
  if (sample !== undefined) return sample;
  const text = address ?? (typeof image === 'string' ? image : '');
  return /^(?:blob|data):/i.test(text) || !text ? undefined : text;
}
