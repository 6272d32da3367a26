/** Which rule of a page's Content-Security-Policy has kept an address from being fetched: the failed request itself does not say. */

/** What is told of a refusal, in pages and in workers. */
interface Violation {
  readonly blockedURI: string;
  readonly effectiveDirective: string;
}

/** As much of a page, or a worker, as is needed. */
interface Scope {
  addEventListener(type: 'securitypolicyviolation', listener: (event: Violation) => void): void;
  removeEventListener(type: 'securitypolicyviolation', listener: (event: Violation) => void): void;
  setTimeout(act: () => void): unknown;
}

/** Policies report the address alone or only its origin. */
const isOf = (url: string, { blockedURI }: Violation): boolean => blockedURI !== '' && url.startsWith(blockedURI);

/** Fetches; `refused` makes the error where it fails, of the directive that is to blame or of `undefined`. */
export async function fetchOrBlame<T>(
  url: string,
  fetching: () => Promise<T>,
  refused: (directive: string | undefined, error: unknown) => unknown,
): Promise<T> {
  const scope = globalThis as Partial<Scope>;
  let directive: string | undefined;
  const listen = (event: Violation): void => {
    if (isOf(url, event)) directive = event.effectiveDirective;
  };
  scope.addEventListener?.('securitypolicyviolation', listen);
  try {
    return await fetching();
  } catch (error) {
    await new Promise<void>((resolve) => (scope.setTimeout ? scope.setTimeout(resolve) : resolve())); // it is told a moment later
    throw refused(directive, error);
  } finally {
    scope.removeEventListener?.('securitypolicyviolation', listen);
  }
}

/** `got …` */
export const refusalBy = (directive: string): string =>
  `a refusal by this page’s Content-Security-Policy (${directive})`;
