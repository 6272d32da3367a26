/** The rules of `core/addresses.ts` on this page: what may be fetched now, and how. */
import { parseAddress, type Address, type FileAddress } from '../core/addresses.js';
import type { FetchInit } from '../runtime/index.js';
import { InputError, sourceOf, WaitingError, type Input } from './errors.js';

/** An address that may be fetched, and how. */
export interface Fetchable extends FileAddress {
  readonly init: FetchInit;
}

/** Other hosts do not learn which page asks. */
export const DISCREET: FetchInit = { credentials: 'omit', referrerPolicy: 'no-referrer' };

/** Where addresses lead that a reader has agreed to ask, on this page. */
const agreedAddresses = new Set<string>();
export const agreeTo = (href: string): void => void agreedAddresses.add(href);

export const authorAddress = (text: string): Address => parseAddress(text, { by: 'author', base: document.baseURI });

/** A link may name an address of somebody else; whoever opened it has agreed to nothing yet. */
export function linkedAddress(text: string): Address {
  const address = parseAddress(text, { by: 'link', base: document.baseURI, origin: location.origin });
  return address.kind === 'asks' && agreedAddresses.has(address.href) ? { ...address, kind: 'free' } : address;
}

/** Where a reader has to be asked about first. */
export function waitingAddress(text: string): FileAddress | undefined {
  const address = linkedAddress(text);
  return address.kind === 'asks' ? address : undefined;
}

/** The address of what an author or a link names. Throws `InputError`; where a reader has to agree first, `WaitingError`. */
export function fetchable(what: Input, text: string, isLinked: boolean): Fetchable {
  const address = isLinked ? linkedAddress(text) : authorAddress(text);
  if (address.kind === 'refused')
    throw new InputError(sourceOf(what), 'address-refused', `${what}: ${address.message}`);
  if (address.kind === 'asks') throw waiting(what, address.file, address.host);
  return { ...address, init: isLinked ? initOf(address) : {} };
}

/** What a link names on this host stays on it: a redirect to another one would ask that one. */
const initOf = ({ origin }: FileAddress): FetchInit =>
  origin === location.origin ? { mode: 'same-origin' } : DISCREET;

/** Says that nothing is fetched before a reader asks for it. */
export const waiting = (what: Input, title: string, host: string): WaitingError =>
  new WaitingError(sourceOf(what), `${what} ${title}: nothing is fetched from ${host} unless you ask for it`);
