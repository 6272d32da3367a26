import { DETAILS, excerpt, type Detail } from '../core/index.js';

/** Throws `TypeError` naming the attribute or parameter. */
export function parseDetail(name: string, text: string): Detail {
  const detail = DETAILS.find((known) => known === text);
  if (detail) return detail;
  throw new TypeError(`${name}: expected one of ${DETAILS.join(', ')}, got ${excerpt(text)}`);
}
