/** What an address may make a browser fetch, which depends on who wrote it. Pure: no room asks `new URL` of its own. */

/** As browsers and Node have it; the types of core know neither. */
interface ParsedAddress {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly host: string;
  readonly pathname: string;
  readonly username: string;
  readonly password: string;
}
declare const URL: { new (text: string, base?: string): ParsedAddress; canParse(text: string, base?: string): boolean };

/**
 * Who wrote it, and the address that a relative one is relative to. The page's `author` may name any host; whoever made
 * a `link` to the page only asks for hosts other than the page's own; a `file` names what lies in its own folder.
 */
export type AddressRule =
  | { readonly by: 'author'; readonly base: string }
  | { readonly by: 'link'; readonly base: string; readonly origin: string }
  | { readonly by: 'file'; readonly base: string };

/** Where a file is. `href` is what is fetched: never the text, which somebody may have written to be read differently. */
export interface FileAddress {
  readonly href: string;
  readonly origin: string;
  /** Empty where no host is asked (`blob:`, `data:`). */
  readonly host: string;
  /** The last part of the path, cut to a length that fits into a sentence. */
  readonly file: string;
}

/** `free`: may be fetched; `asks`: once a reader has agreed to ask its host; `refused`: never, and why. */
export type Address =
  ({ readonly kind: 'free' | 'asks' } & FileAddress) | { readonly kind: 'refused'; readonly message: string };

/** What an address begins with. Data and blobs are the author's own: in a link they would be a stranger's. */
const SCHEMES: Readonly<Record<AddressRule['by'], readonly string[]>> = {
  author: ['https:', 'http:', 'blob:', 'data:'],
  link: ['https:', 'http:'],
  file: ['https:', 'http:'],
};

/** What DNS allows. A button that names a host has to show it whole. */
const LONGEST_HOST = 253;
const LONGEST_SHOWN = 80;

/** Judges an address by who wrote it. Never throws. */
export function parseAddress(text: string, rule: AddressRule): Address {
  const url = URL.canParse(text, rule.base) ? new URL(text, rule.base) : undefined;
  const expected = url ? expectationOf(url, rule) : 'an address';
  if (!url || expected) return { kind: 'refused', message: `expected ${expected}, got ${cut(text)}` };
  const kind = rule.by === 'link' && url.origin !== rule.origin ? 'asks' : 'free';
  return { kind, ...locate(url) };
}

/** Where a parsed address leads, for sentences and buttons. */
export const locationOf = (href: string): FileAddress => locate(new URL(href));

function locate({ href, origin, host, protocol, pathname }: ParsedAddress): FileAddress {
  const last = protocol === 'data:' ? '' : pathname.split('/').at(-1);
  return { href, origin, host, file: cut(last || host || protocol) };
}

/** What was expected of an address that breaks its rule. */
function expectationOf(url: ParsedAddress, rule: AddressRule): string | undefined {
  const schemes = SCHEMES[rule.by];
  if (rule.by === 'file' && !isBeside(url, rule.base)) return 'a file beside it';
  if (!schemes.includes(url.protocol)) return `an address that begins with ${schemes.join(' or ')}`;
  if (url.username || url.password) return 'an address without a user name and a password';
  return url.host.length > LONGEST_HOST ? `the name of a host, of at most ${LONGEST_HOST} characters` : undefined;
}

/** In the same folder or below. Some servers take an encoded slash for a slash. */
function isBeside({ href }: ParsedAddress, base: string): boolean {
  const folder = URL.canParse('.', base) && new URL('.', base).href;
  return folder !== false && href.startsWith(folder) && !/%2f|%5c/i.test(href.slice(folder.length));
}

const cut = (text: string): string => (text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);
