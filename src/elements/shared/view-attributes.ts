/** What an element's tag says of looks: where it is wrong, the right network is shown as it would be without it. */
export const LOOKS: readonly string[] =
  'detail weights image-values class-names image image-fit select theme overlay overlay-as'.split(' ');

/** The attributes that all elements have, beside `for` and those that say which network is meant. */
export const viewAttributes: readonly string[] = ['convention', ...LOOKS];
