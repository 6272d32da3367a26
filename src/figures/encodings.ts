import {
  alongWidth,
  formatActivation,
  formatKernel,
  isPointwise,
  opOf,
  type NetworkNode,
  type NodeOf,
  type OpKind,
  type Window,
} from '../core/index.js';
import type { Sign } from './frame.js';

/** What a colour stands for; the colours themselves are the tokens `--net-kind-*` of the theme. */
export type ColourToken =
  'tensor' | 'conv' | 'pointwise' | 'depthwise' | 'norm' | 'activation' | 'add' | 'pool' | 'dense' | 'unknown';

/** How a kind of layer is drawn. */
export interface Encoding<K extends OpKind> {
  /** A word that fits under a layer. */
  readonly label: (node: NodeOf<K>) => string;
  /** A second, smaller line: `3×3 s 2`. */
  readonly detail?: (node: NodeOf<K>) => string;
  readonly colour: (node: NodeOf<K>) => ColourToken;
  /** `band`: works on channels or places. `thin`: value by value, the shape stays. `ring`: two tensors meet. */
  readonly glyph: 'none' | 'band' | 'thin' | 'ring';
  /** In the ring; a plus where absent. */
  readonly sign?: (node: NodeOf<K>) => Sign;
}

function windowOf({ attributes }: { readonly attributes: Window }): string {
  const [rows, columns] = [attributes.stride, alongWidth(attributes).stride];
  const stride = rows === columns ? `${rows}` : `${rows}×${columns}`;
  return `${formatKernel(attributes)}${rows * columns > 1 ? ` s${stride}` : ''}`;
}

/** Value by value, and always called alike. */
const thin = (label: string, colour: ColourToken = 'tensor') =>
  ({ label: () => label, colour: () => colour, glyph: 'thin' }) as const;

/** What is not known has no colour. */
const encodings: { readonly [K in OpKind]: Encoding<K> } = {
  input: { label: () => 'input', colour: () => 'tensor', glyph: 'none' },
  conv2d: {
    label: () => 'conv',
    detail: windowOf,
    colour: ({ attributes }) => (isPointwise(attributes) ? 'pointwise' : 'conv'),
    glyph: 'band',
  },
  'depthwise-conv2d': { label: () => 'dw conv', detail: windowOf, colour: () => 'depthwise', glyph: 'band' },
  'batch-norm': thin('BN', 'norm'),
  activation: {
    label: ({ attributes }) => formatActivation(attributes),
    colour: () => 'activation',
    glyph: 'thin',
  },
  add: { label: () => 'add', colour: () => 'add', glyph: 'ring' },
  'average-pool': { label: () => 'mean', detail: windowOf, colour: () => 'pool', glyph: 'band' },
  'global-average-pool': {
    label: () => 'mean',
    detail: ({ inputShapes: [shape] }) => (shape ? `${shape[0]}×${shape[1]}` : ''),
    colour: () => 'pool',
    glyph: 'band',
  },
  dense: { label: () => 'dense', colour: () => 'dense', glyph: 'band' },
  'max-pool': { label: () => 'max', detail: windowOf, colour: () => 'pool', glyph: 'band' },
  'adaptive-average-pool': {
    label: () => 'mean',
    detail: ({ attributes: { size } }) => `to ${size}×${size}`,
    colour: () => 'pool',
    glyph: 'band',
  },
  'channel-shuffle': {
    label: () => 'shuffle',
    detail: ({ attributes: { groups } }) => `g ${groups}`,
    colour: () => 'tensor',
    glyph: 'thin',
  },
  concat: { label: () => 'concat', colour: () => 'add', glyph: 'ring', sign: () => 'bars' },
  split: {
    label: () => 'split',
    detail: ({ attributes: { part, parts } }) => `${part + 1} of ${parts}`,
    colour: () => 'tensor',
    glyph: 'thin',
  },
  'local-response-norm': thin('LRN', 'norm'),
  merge: {
    label: ({ attributes }) => attributes.function,
    colour: () => 'add',
    glyph: 'ring',
    sign: ({ attributes }) =>
      attributes.function === 'sum' ? 'plus' : attributes.function === 'product' ? 'cross' : 'none',
  },
  pad: {
    label: () => 'pad',
    detail: ({ attributes: { top, bottom, left, right } }) => `${top + bottom}×${left + right}`,
    colour: () => 'tensor',
    glyph: 'thin',
  },
  prelu: thin('PReLU', 'activation'),
  rescale: thin('scale', 'norm'),
  reshape: thin('reshape'),
  resize: {
    label: () => 'resize',
    detail: ({ attributes: { height, width } }) => `to ${height}×${width}`,
    colour: () => 'pool',
    glyph: 'band',
  },
  'transposed-conv2d': { label: () => 'conv ᵀ', detail: windowOf, colour: () => 'conv', glyph: 'band' },
  norm: thin('norm', 'norm'),
  reduce: { label: ({ attributes }) => attributes.function, colour: () => 'pool', glyph: 'band' },
  slice: thin('slice'),
  transpose: thin('transpose'),
  'depth-to-space': thin('shuffle'),
  'matrix-product': { label: () => 'matmul', colour: () => 'dense', glyph: 'ring', sign: () => 'cross' },
  unknown: {
    label: ({ attributes }) => `? ${attributes.className}`,
    colour: () => 'unknown',
    glyph: 'band',
    sign: () => 'none',
  },
};

/** The encoding of a node, ready to use: its kind and attributes always belong together. */
export const encode = (node: NetworkNode) => encodeKind(node);

function encodeKind<K extends OpKind>(node: NodeOf<K>) {
  const { label, detail, colour, glyph, sign }: Encoding<K> = encodings[node.kind];
  return {
    label: label(node),
    detail: detail?.(node) ?? '',
    colour: colour(node),
    glyph,
    sign: sign?.(node) ?? ('plus' as const),
  };
}

/** What stands in the circle where tensors meet: a plus where they are added, two bars where they are put side by side. */
export const signOf = (node: NetworkNode): Sign => encode(node).sign;

/** What each colour means, in the order of the legend. */
export const colourTitles: { readonly [Token in Exclude<ColourToken, 'tensor'>]: string } = {
  conv: 'convolution',
  pointwise: 'pointwise convolution 1×1',
  depthwise: 'depthwise convolution',
  norm: 'batch normalisation',
  activation: 'activation',
  add: 'addition, shortcut',
  pool: 'pooling',
  dense: 'fully connected',
  unknown: 'not known here',
};

/** The colours that a network needs, in the order of the legend. */
export function coloursOf(nodes: readonly NetworkNode[]): readonly (keyof typeof colourTitles)[] {
  const present = new Set<ColourToken>(nodes.map((node) => encode(node).colour));
  return (Object.keys(colourTitles) as (keyof typeof colourTitles)[]).filter((token) => present.has(token));
}

/** The name a reader sees: "depthwise convolution 3×3, stride 2". */
export const titleOf = (node: NetworkNode): string => opOf(node.kind).title(node.attributes);
