import type { LateEncodings } from './encodings.js';

/** How the kinds are drawn that only networks from a file have. What is not known has no colour. */
export const importedEncodings: LateEncodings = {
  merge: {
    label: ({ attributes }) => attributes.function,
    colour: () => 'add',
    glyph: 'ring',
    sign: ({ attributes }) =>
      (({ sum: 'plus', product: 'cross', maximum: 'none', minimum: 'none' }) as const)[attributes.function],
  },
  pad: {
    label: () => 'pad',
    detail: ({ attributes: { top, bottom, left, right } }) => `${top + bottom}×${left + right}`,
    colour: () => 'tensor',
    glyph: 'thin',
  },
  prelu: { label: () => 'PReLU', colour: () => 'activation', glyph: 'thin' },
  rescale: { label: () => 'scale', colour: () => 'norm', glyph: 'thin' },
  reshape: { label: () => 'reshape', colour: () => 'tensor', glyph: 'thin' },
  resize: {
    label: () => 'resize',
    detail: ({ attributes: { rows, columns } }) => `×${rows}×${columns}`,
    colour: () => 'pool',
    glyph: 'band',
  },
  unknown: {
    label: ({ attributes }) => `? ${attributes.className}`,
    colour: () => 'unknown',
    glyph: 'band',
    sign: () => 'none',
  },
};
