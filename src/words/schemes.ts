import type { NameScheme } from '../core/index.js';

/** Whose names a scheme has, as a reader sees it. */
export const SCHEME_TITLES: Readonly<Record<NameScheme, string>> = {
  torchvision: 'torchvision',
  timm: 'timm',
  keras: 'Keras',
  post: 'the post’s listing',
};
