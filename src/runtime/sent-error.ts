import { EngineError, engineErrorOf } from './engine-error.js';
import type { SentError } from './protocol.js';

/** Classes do not survive `postMessage`; their fields do. */
export function sentErrorOf(error: unknown): SentError {
  const { code, message, node, tensor } = engineErrorOf(error);
  return { code, message, ...(node && { node }), ...(tensor && { tensor }) };
}

export const receivedError = ({ code, message, node, tensor }: SentError): EngineError =>
  new EngineError(code, message, { node, tensor });
