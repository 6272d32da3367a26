import { countOperations, countParameters } from './conventions.js';
import { costOf } from './cost.js';
import type { Cost } from './node-cost.js';
import { NetworkBuilder, nodeOf, type Network } from './network.js';
import { buildFrom } from './family.js';
import { mobilenetV2 } from './networks/mobilenet-v2.js';
import type { Options } from './options.js';

/** One number behind a finding. */
export interface Evidence {
  readonly label: string;
  readonly value: number;
}

/** A sentence of the post that does not hold as it stands, and what does. */
export interface Claim {
  readonly id: string;
  /** The post's own words, twelve at most. */
  readonly quote: string;
  /** What holds instead, in one sentence. */
  readonly finding: string;
  /** Counted when asked for, by the same rules as everything else here. */
  readonly evidence: () => readonly Evidence[];
  /** Where the finding can be looked up. */
  readonly source: string;
}

const build = (options: Options = {}): Network => buildFrom(mobilenetV2, options);
const paper = (): Network => build();
/** The listing with s = 1, and what is changed in it. */
const listing = (changes: Options = {}): Network => build({ preset: 'post', ...changes });

const totalOf = (network: Network): Cost => costOf(network).total;
const trainable = (network: Network): number => countParameters(network, 'torchvision');
const macs = (network: Network): number => countOperations(network, 'paper');

/** The listing beside one change of it, in trainable parameters. */
function compare(label: string, changes: Options): readonly Evidence[] {
  const [ours, theirs] = [trainable(listing()), trainable(listing(changes))];
  return [
    { label: 'trainable parameters of the listing', value: ours },
    { label, value: theirs },
    { label: 'difference', value: ours - theirs },
  ];
}

/** Weights of a 3×3 convolution from 12 to 24 channels. */
function groupedWeights(groups: number): number {
  const builder = new NetworkBuilder('grouped', 'one convolution', {});
  const input = builder.add('input', 'input', { shape: [8, 8, 12] }, []);
  builder.add('conv', 'conv2d', { filters: 24, kernel: 3, stride: 1, padding: 1, groups, bias: false }, [input]);
  return totalOf(builder.finish()).weights;
}

/** MACs per weight of every convolution in a bottleneck. */
function macsPerWeight(network: Network): number[] {
  const { layers } = costOf(network);
  const blocks = network.groups.filter(({ role }) => role === 'block');
  const inBlocks = blocks.flatMap(({ first, end }) => layers.slice(first, end));
  return inBlocks.filter((layer) => layer.macs).map((layer) => layer.macs / layer.weights);
}

/** Side of the map that the listing's pooling gets, by the stride that it leaves undefined. */
const pooledSide = (stemStride: '1' | '2'): number =>
  nodeOf(listing({ stemStride, pool: 'global' }), 'pool').inputShapes[0]![0];

/** How many of a network's nodes have paths that end so. */
const countNodes = ({ nodes }: Network, ending: string): number => nodes.filter(({ id }) => id.endsWith(ending)).length;

const PAPER = 'arXiv:1801.04381';
const REFERENCE = 'tensorflow/models, research/slim/nets/mobilenet/conv_blocks.py, expanded_conv (ee6901f)';

/** What the post says that does not hold, in the order in which it says it. */
export const claims: readonly Claim[] = [
  {
    id: 'two-meanings-of-g',
    quote: 'N_i/g blocks with g channels each',
    finding:
      'Here g is the number of channels in a group, and in the formula that follows the number of groups; the formula, and “g× fewer parameters”, need the second.',
    evidence: () => [
      { label: 'weights of an ordinary 3×3 convolution, 12 → 24 channels', value: groupedWeights(1) },
      { label: 'in 3 groups: a third', value: groupedWeights(3) },
      { label: 'in groups of 3 channels: a quarter', value: groupedWeights(12 / 3) },
    ],
    source: 'PyTorch, torch.nn.Conv2d, argument groups',
  },
  {
    id: 'norm-after-every-convolution',
    quote: 'BN is used after every conv and is omitted for brevity',
    finding: 'The listing has no batch norm after the squeeze convolutions; the paper’s network has one there too.',
    evidence: () => compare('with batch norm after every convolution', { projectionNorm: true }),
    source: `the listing, Bottleneck.forward; ${REFERENCE}`,
  },
  {
    id: 'expansion-at-one',
    quote: "The block starts off with an 'expansion' pointwise convolution",
    finding:
      'Where t = 1 there is nothing to expand, and the paper’s code leaves this convolution out; the listing keeps it.',
    evidence: () => compare('without the expansion where t = 1', { unitExpansion: false }),
    source: REFERENCE,
  },
  {
    id: 'linear-depthwise',
    quote: 'performs a linear transformation of the input',
    finding:
      'The depthwise convolution is followed by batch norm and ReLU6; the squeeze convolution is the linear one.',
    evidence: () => [
      { label: 'depthwise convolutions in the listing', value: countNodes(listing(), 'depthwise/conv') },
      { label: 'followed by an activation', value: countNodes(listing(), 'depthwise/activation') },
      { label: 'squeeze convolutions followed by one', value: countNodes(listing(), 'project/activation') },
    ],
    source: `${PAPER}, table 1; the quoted text’s own “ReLU after all but the last”`,
  },
  {
    id: 'projection-shortcut',
    quote: 'a pointwise conv is used along the residual path',
    finding: 'The paper adds a block’s input only where shapes agree and has no convolution on the shortcut.',
    evidence: () => compare('with shortcuts only where channels agree', { shortcut: 'identity' }),
    source: `${PAPER}, figure 4; ${REFERENCE}`,
  },
  {
    id: 'same-but-inverted',
    quote: 'exactly the same as the proposed architecture except in an inverted order',
    finding: 'ResNet’s middle convolution is a full 3×3, MobileNetV2’s is depthwise: one filter a channel.',
    evidence: () => {
      const { weights } = costOf(paper()).of('stage4/block2/depthwise');
      const channels = nodeOf(paper(), 'stage4/block2/depthwise/conv').outputShape[2];
      return [
        { label: 'channels in the middle of a block of stage 4', value: channels },
        { label: 'weights of the depthwise 3×3 there', value: weights },
        { label: 'weights of a full 3×3 there', value: weights * channels },
      ];
    },
    source: `He et al., arXiv:1512.03385, figure 5; ${PAPER}, table 1`,
  },
  {
    id: 'proportional-computation',
    quote: 'the computation count is just proportional to the parameter count',
    finding:
      'Each weight of a convolution works once at every output position, so early layers compute far more per parameter.',
    evidence: () => {
      const ratios = macsPerWeight(paper());
      const [most, least] = [Math.max(...ratios), Math.min(...ratios)];
      return [
        { label: 'most MACs per parameter in a bottleneck, at 224 pixels', value: most },
        { label: 'fewest', value: least },
        { label: 'ratio', value: most / least },
      ];
    },
    source: `${PAPER}, section 3.3: h·w·d′·t·(d′ + k² + d″)`,
  },
  {
    id: 'classical-experiment',
    quote: '(actually run this experiment)',
    finding:
      'The comparison is missing there, and its figure (it has been run since, small, as the experiment “Inverted or classical”); with the same channels between blocks the classical design is the smaller one, not “a far larger network”.',
    evidence: () => [
      { label: 'trainable parameters, inverted', value: trainable(listing()) },
      { label: 'classical', value: trainable(listing({ bottleneck: 'classical' })) },
      { label: 'MACs, inverted', value: macs(listing()) },
      { label: 'classical', value: macs(listing({ bottleneck: 'classical' })) },
    ],
    source: 'the quoted text’s own note',
  },
  {
    id: 'baseline',
    quote: 'Baseline refers to the original MobileNetV2 architecture proposed in the paper',
    finding:
      'The listing departs from the paper in strides, batch norm, shortcuts, activations and the first block, so a baseline trained with it is a network of its own.',
    evidence: () => [
      { label: 'trainable parameters of the listing', value: trainable(listing()) },
      {
        label: 'of the paper’s network with 10 classes',
        value: trainable(build({ classes: 10 })),
      },
      { label: 'MACs of the listing at 32 pixels', value: macs(listing()) },
      {
        label: 'of the paper’s network at 32 pixels',
        value: macs(build({ classes: 10, resolution: 32 })),
      },
    ],
    source: `${PAPER}, table 2`,
  },
  {
    id: 'range-of-t',
    quote: 'consistent across values for t between 4 and 10',
    finding: 'The paper says between 5 and 10.',
    evidence: () =>
      [4, 5, 10].map((expansion) => ({
        label: `trainable parameters of the listing at t = ${expansion}`,
        value: trainable(listing({ expansion })),
      })),
    source: `${PAPER}, section 4`,
  },
  {
    id: 'undefined-stride',
    quote: 'kernel_size=3, stride=s, padding=1',
    finding: 's is defined nowhere; at 32 pixels only s = 1 leaves a map that AvgPool2d(4) fits.',
    evidence: () => [
      { label: 'rows and columns before pooling with s = 1', value: pooledSide('1') },
      { label: 'with s = 2', value: pooledSide('2') },
    ],
    source: 'the listing, MobileNetV2.__init__',
  },
  {
    id: 'plain-relu',
    quote: 'x = F.relu(x, inplace=True)',
    finding:
      'The paper uses ReLU6 throughout; the listing uses it in the blocks, and plain ReLU after the first and last convolutions.',
    evidence: () => {
      const { total, of } = costOf(listing());
      const plain = of('stem').activationElements + of('head').activationElements;
      return [
        { label: 'values through plain ReLU in the listing', value: plain },
        { label: 'through ReLU6', value: total.activationElements - plain },
      ];
    },
    source: `${PAPER}, section 4`,
  },
];
