/** The parameters of a link: what reads them and what writes them agree on these. */
import { overrideNames } from './overrides.js';
import { networkAttributes } from './source.js';

/** A link says its version; one without is of the first. */
export const LINK_VERSION = 1;

export const linkNames: readonly string[] = [
  ...networkAttributes,
  'select',
  'view',
  'convention',
  'toggled',
  'closeup',
  'ranked',
  ...overrideNames,
  'overlay',
  'overlay-as',
  'weights',
  'image',
  'image-fit',
  'image-values',
  'class-names',
];

/** Pages have a `v` of their own, too. */
export const isVersion = (text: string): boolean => /^\d+$/.test(text);
