import { EngineError, engineErrorOf } from './engine-error.js';
import type { SentError } from './protocol.js';

/** Classes do not survive `postMessage`; their fields do. */
export function sentErrorOf(error: unknown): SentError {
  const { code, message, node, tensor, file, expected, received } = engineErrorOf(error);
  return { code, message, node, tensor, file, expected, received };
}

export const receivedError = ({ code, message, ...facts }: SentError): EngineError =>
  new EngineError(code, message, facts);
