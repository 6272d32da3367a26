import { EngineError } from './engine-error.js';
import type { SentError } from './protocol.js';

/** Classes do not survive `postMessage`; their fields do. */
export function sentErrorOf(error: unknown): SentError {
  if (!(error instanceof EngineError))
    return { code: 'failed', message: error instanceof Error ? error.message : String(error) };
  const { code, message, node, tensor } = error;
  return { code, message, ...(node && { node }), ...(tensor && { tensor }) };
}

export const receivedError = ({ code, message, node, tensor }: SentError): EngineError =>
  new EngineError(code, message, { node, tensor });
