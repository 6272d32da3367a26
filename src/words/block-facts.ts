import {
  countOperations,
  countParameters,
  elementsOf,
  formatKernel,
  isConvolution,
  opOf,
  roleOf,
  type Convolution,
  type Group,
  type Network,
  type NetworkNode,
  type Shape,
  type ConventionId,
  type Part,
} from '../core/index.js';
import { memoryOf } from '../core/memory.js';
import { formatBytes, formatExact, formatSize } from './format.js';

/** A block that is one chain of layers, with at most one shortcut that is added to its end. */
export interface ChainBlock {
  readonly path: string;
  readonly title: string;
  /** Its convolutions, in order; a shortcut's is not among them. */
  readonly convolutions: readonly Convolution[];
  /** What comes in, and what each convolution gives out. */
  readonly tensors: readonly Shape[];
  readonly output: Shape;
  readonly shortcut: 'none' | 'identity' | 'projection';
  /** Activations between convolutions, each function once. */
  readonly inner: readonly string[];
  /** The activation after the last convolution, and whether it comes after the addition. */
  readonly last: { readonly name: string; readonly afterAddition: boolean } | undefined;
  /** Where it stands, to be counted. */
  readonly part: Part;
  /** Bytes, in 32 bits: of what is handed to the next block, and the most that is held while the block runs. */
  readonly handedOn: number;
  readonly peakBytes: number;
}

const FLOAT_BYTES = 4;

/** From the block's last layer back along the branch, which an addition names first. */
function chainOf(nodes: readonly NetworkNode[]): readonly NetworkNode[] {
  const inside = new Map(nodes.map((node) => [node.id, node]));
  const chain: NetworkNode[] = [];
  for (let node = nodes.at(-1); node; node = inside.get(node.inputs[0]!)) chain.unshift(node);
  return chain;
}

/** Every block of a network that is such a chain; empty for networks whose blocks fork and concatenate. */
export function chainBlocks(network: Network): readonly ChainBlock[] {
  const { steps } = memoryOf(network);
  return network.groups.flatMap((group) => {
    if (group.role !== 'block') return [];
    const block = readBlock(network, group);
    if (!block) return [];
    const within = steps.filter(({ id }) => id.startsWith(`${group.id}/`));
    return [{ ...block, part: { network, path: group.id }, peakBytes: Math.max(...within.map(({ alive }) => alive)) }];
  });
}

function readBlock(
  { nodes }: Network,
  { id, title, first, end }: Group,
): Omit<ChainBlock, 'part' | 'peakBytes'> | undefined {
  const all = nodes.slice(first, end);
  const chain = chainOf(all);
  const meetings = chain.filter(({ inputs }) => inputs.length > 1);
  const convolutions = chain.filter(isConvolution);
  if (meetings.some((node) => roleOf(node) !== 'sum') || meetings.length > 1 || !convolutions.length) return undefined;
  const beside = all.filter((node) => !chain.includes(node));
  const input = chain[0]!.inputShapes[0]!;
  const output = all.at(-1)!.outputShape;
  const lastConvolution = chain.indexOf(convolutions.at(-1)!);
  const activations = chain.filter((node) => roleOf(node) === 'activation');
  const nameOf = ({ kind, attributes }: NetworkNode): string => opOf(kind).title(attributes);
  const last = activations.find((node) => chain.indexOf(node) > lastConvolution);
  return {
    path: id,
    title,
    convolutions,
    tensors: [input, ...convolutions.map(({ outputShape }) => outputShape)],
    output,
    shortcut: !meetings.length ? 'none' : beside.some(isConvolution) ? 'projection' : 'identity',
    inner: [...new Set(activations.filter((node) => chain.indexOf(node) < lastConvolution).map(nameOf))],
    last: last && {
      name: nameOf(last),
      afterAddition: meetings.length > 0 && chain.indexOf(last) > chain.indexOf(meetings[0]!),
    },
    handedOn: elementsOf(output) * FLOAT_BYTES,
  };
}

/** The first two with an identity shortcut on maps of the same size; else the first of each. */
export function facingBlocks(
  left: readonly ChainBlock[],
  right: readonly ChainBlock[],
): readonly [left: ChainBlock | undefined, right: ChainBlock | undefined] {
  const plain = ({ shortcut }: ChainBlock): boolean => shortcut === 'identity';
  for (const one of left.filter(plain)) {
    const other = right.find((candidate) => plain(candidate) && candidate.output[0] === one.output[0]);
    if (other) return [one, other];
  }
  return [left.find(plain) ?? left[0], right.find(plain) ?? right[0]];
}

/** The convolution that looks at more than one place; the first where none does. */
const spatialOf = ({ convolutions }: ChainBlock): Convolution =>
  convolutions.find(({ attributes }) => attributes.kernel > 1) ?? convolutions[0]!;

/** `1×1`, `3×3 depthwise`, `3×3, 2 groups` */
export function kernelTitle(node: Convolution): string {
  const kernel = formatKernel(node.attributes);
  if (node.kind === 'depthwise-conv2d') return `${kernel} depthwise`;
  const { groups } = node.attributes;
  return groups > 1 ? `${kernel}, ${groups} groups` : kernel;
}

/** Channels at the ends against those in the middle. */
function waistOf(block: ChainBlock): 'fat' | 'thin' | 'even' {
  const [ends, middle] = [block.output[2], spatialOf(block).outputShape[2]];
  return ends > middle ? 'fat' : ends < middle ? 'thin' : 'even';
}

const times = (ratio: number): string => `${formatExact(Math.round(ratio * 10) / 10)} times`;

function channelsText(block: ChainBlock): string {
  const way = block.tensors.map((shape) => shape[2]).join(' → ');
  const [from, middle] = [block.tensors[0]![2], spatialOf(block).outputShape[2]];
  if (waistOf(block) === 'fat') return `${way}: fat, thin, fat; squeezed ${times(from / middle)}`;
  if (waistOf(block) === 'thin') return `${way}: thin, fat, thin; widened ${times(middle / from)}`;
  return way;
}

function spatialText(block: ChainBlock): string {
  const node = spatialOf(block);
  const kernel = formatKernel(node.attributes);
  const [from, to] = [node.inputShapes[0]![2], node.outputShape[2]];
  if (node.kind === 'depthwise-conv2d') return `depthwise ${kernel}: each of ${to} filters sees one channel`;
  const { groups } = node.attributes;
  const seen = groups > 1 ? `${from / groups} of ${from}` : `all ${from}`;
  return `${groups > 1 ? 'grouped' : 'full'} ${kernel}: each of ${to} filters sees ${seen} channels`;
}

const ENDS = { fat: 'the fat ends', thin: 'the thin ends', even: 'both ends' };

function shortcutText(block: ChainBlock): string {
  if (block.shortcut === 'none') return 'none';
  const way = block.shortcut === 'projection' ? ', through a 1×1 convolution' : '';
  return `joins ${ENDS[waistOf(block)]}, ${block.output[2]} channels${way}`;
}

const lastText = ({ last, shortcut }: ChainBlock): string =>
  last
    ? `${last.name}${shortcut === 'none' ? '' : last.afterAddition ? ', after the addition' : ', before the addition'}`
    : 'none: what it hands on is linear';

/** One respect in which two blocks are compared. */
export interface Difference {
  readonly aspect: string;
  readonly left: string;
  readonly right: string;
  readonly differs: boolean;
  /** `left 7.9 times as much`, where it is a number. */
  readonly ratio?: string;
}

function ratioOf(left: number, right: number): Pick<Difference, 'differs' | 'ratio'> {
  if (left === right) return { differs: false };
  const [side, ratio] = left > right ? ['left', left / right] : ['right', right / left];
  return { differs: true, ...(Number.isFinite(ratio) && { ratio: `${side} ${times(ratio)} as much` }) };
}

/** What two blocks have in common and what differs, one by one, counted under a convention. */
export function differencesOf(
  left: ChainBlock,
  right: ChainBlock,
  { convention, operations }: { readonly convention: ConventionId; readonly operations: string },
): readonly Difference[] {
  const compare = (aspect: string, read: (block: ChainBlock) => string): Difference => {
    const [one, other] = [read(left), read(right)];
    return { aspect, left: one, right: other, differs: one !== other };
  };
  const count = (
    aspect: string,
    read: (block: ChainBlock) => number,
    format: (value: number) => string,
    note: (block: ChainBlock) => string = () => '',
  ): Difference => {
    const text = (block: ChainBlock): string => `${format(read(block))}${note(block)}`;
    return { aspect, left: text(left), right: text(right), ...ratioOf(read(left), read(right)) };
  };
  return [
    compare('Channels', channelsText),
    compare('Spatial convolution', spatialText),
    compare('Shortcut', shortcutText),
    compare('Last activation', lastText),
    compare('Activations before it', ({ inner }) => inner.join(' and ') || 'none'),
    count('Parameters', ({ part }) => countParameters(part, convention), formatExact),
    count(operations, ({ part }) => countOperations(part, convention), formatExact),
    count(
      'Kept between blocks',
      ({ handedOn }) => handedOn,
      formatBytes,
      ({ output }) => `: ${formatSize(output)}×${output[2]}`,
    ),
    count('Held at most inside', ({ peakBytes }) => peakBytes, formatBytes),
  ];
}

/** `256 → 1×1 → 64 → 3×3 → …`: the drawing in words. */
export const chainText = (block: ChainBlock): string =>
  [block.tensors[0]![2], ...block.convolutions.flatMap((node) => [kernelTitle(node), node.outputShape[2]])].join(
    ' → ',
  ) + (block.shortcut === 'none' ? ', no shortcut' : `; shortcut ${shortcutText(block)}`);
