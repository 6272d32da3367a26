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

/** Groups of channels that do not see each other, or each channel by itself. */
export type Cut = number | 'channels';

/** How a kind of layer is drawn. */
export interface Encoding<K extends OpKind> {
  /** A word that fits under a layer. */
  readonly label: (node: NodeOf<K>) => string;
  /** A second, smaller line: `3×3 s 2`. */
  readonly detail?: (node: NodeOf<K>) => string;
  readonly colour: (node: NodeOf<K>) => ColourToken;
  /**
   * `band`: works on channels or places. `thin`: value by value, the shape stays. `crossed`: channels change places.
   * `ring`: two tensors meet.
   */
  readonly glyph: 'none' | 'band' | 'thin' | 'crossed' | 'ring';
  /** What sees only a part of the channels is drawn in as many pieces, or one a channel; in one where absent. */
  readonly cut?: (node: NodeOf<K>) => Cut;
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
    label: ({ attributes: { groups } }) => (groups > 1 ? `conv g${groups}` : 'conv'),
    detail: windowOf,
    colour: ({ attributes }) => (isPointwise(attributes) ? 'pointwise' : 'conv'),
    glyph: 'band',
    cut: ({ attributes: { groups } }) => groups,
  },
  'depthwise-conv2d': {
    label: () => 'dw conv',
    detail: windowOf,
    colour: () => 'depthwise',
    glyph: 'band',
    cut: () => 'channels',
  },
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
    glyph: 'crossed',
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
  const { label, detail, colour, glyph, cut, sign }: Encoding<K> = encodings[node.kind];
  return {
    label: label(node),
    detail: detail?.(node) ?? '',
    colour: colour(node),
    glyph,
    cut: cut?.(node) ?? 1,
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

/** A line of the legend: operations that are drawn alike. */
export interface LegendKind {
  readonly title: string;
  readonly colour: ColourToken;
  /** One that is drawn so. */
  readonly node: NetworkNode;
}

function kindOf(node: NetworkNode): LegendKind | undefined {
  const { colour, glyph, cut } = encode(node);
  if (glyph === 'crossed') return { title: 'channel shuffle', colour, node };
  if (colour === 'tensor' || colour === 'add') return undefined;
  const title = cut !== 1 && cut !== 'channels' ? `grouped ${colourTitles[colour]}` : colourTitles[colour];
  return { title, colour, node };
}

/** Everything between two tensors that a network draws in its own way, in the order of the legend; not where tensors meet. */
export function legendKindsOf(nodes: readonly NetworkNode[]): readonly LegendKind[] {
  const kinds = new Map<string, LegendKind>();
  for (const kind of nodes.map(kindOf)) if (kind && !kinds.has(kind.title)) kinds.set(kind.title, kind);
  // A shuffle comes after convolutions in groups.
  const order = Object.keys(colourTitles);
  const rank = ({ colour }: LegendKind): number =>
    colour === 'tensor' ? order.indexOf('pointwise') + 0.5 : order.indexOf(colour);
  return [...kinds.values()].sort((a, b) => rank(a) - rank(b));
}

/** The name a reader sees: "depthwise convolution 3×3, stride 2". */
export const titleOf = (node: NetworkNode): string => opOf(node.kind).title(node.attributes);
