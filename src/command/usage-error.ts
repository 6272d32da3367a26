import { excerptName, nearestName } from '../core/index.js';

/** What was asked for cannot be done as it was written: a sentence that says what was expected and what came. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What was expected where one of a few names was: the one that is nearly what came, else all of them. */
export function unknownName(what: string, received: string, known: readonly string[], prefix = ''): UsageError {
  const meant = nearestName(received.toLowerCase(), known);
  const got = excerptName(prefix + received);
  if (meant !== undefined) return new UsageError(`${what}there is no ${got}; is ${prefix}${meant} meant?`);
  const names = known.map((name) => prefix + name).join(', ');
  return new UsageError(`${what}expected one of ${names}, got ${got}`);
}
