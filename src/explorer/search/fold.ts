/**
 * A text as it is compared: in lower case, each separator of names a `/`, a multiplication sign an `x`. It is as long as the
 * text, so that a place in one is the place in the other.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // A few capitals become two signs: those stay.
  const even = lower.length === text.length ? lower : text.replace(/./gs, lowerOfOne);
  return even.replace(/[\s._-]/g, '/').replaceAll('×', 'x');
}

const lowerOfOne = (sign: string): string => (sign.toLowerCase().length === 1 ? sign.toLowerCase() : sign);
