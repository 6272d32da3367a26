import { EngineError } from './engine-error.js';

/** Throws `EngineError` (`no-browser`) where there is none: on a server everything may be imported, but nothing is run. */
export function needsBrowser(call: string): void {
  if (typeof self !== 'undefined') return;
  throw new EngineError(
    'no-browser',
    `${call}: expected a page in a browser, whose workers, canvas and graphics do the work; got a server. Call it from an event or an effect of the page`,
  );
}
