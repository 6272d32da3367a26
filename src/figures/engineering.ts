/** The figures by which an engineer weighs one part of a network, and the whole. */
import { BYTES, intensityOf, memoryOf, type MemoryStep, type Precision } from '../core/accounts.js';
import { costOf, elementsOf, type Network } from '../core/index.js';
import type { Place } from './describe.js';
import { formatBytes, formatExact, formatSize } from '../words/format.js';
import { reachesOf } from './receptive-field.js';

export const PRECISIONS = ['fp32', 'fp16', 'int8'] as const satisfies readonly Precision[];

export interface EngineeringFact {
  readonly term: string;
  readonly value: string;
  /** What the value is to be read with. */
  readonly note?: string;
}

/** `3.36`, `0.25`, `157`: three figures. */
const ratio = (value: number): string => formatExact(value < 100 ? Number(value.toPrecision(3)) : Math.round(value));

/** Reach, bytes and ratios of a layer or a group; of a group, the reach and the bytes of what it gives out. */
export function engineeringFacts(network: Network, { path, first, end }: Place): readonly EngineeringFact[] {
  const last = network.nodes[end - 1]!;
  const output = elementsOf(last.outputShape);
  return [
    ...reachFacts(network, last.id),
    {
      term: 'Bytes of its output',
      value: formatBytes(output * BYTES.fp32),
      note: `fp32; ${formatBytes(output * BYTES.fp16)} as fp16, ${formatBytes(output)} as int8`,
    },
    ...ratioFacts(network, path, end - first === 1),
  ];
}

function reachFacts(network: Network, id: string): readonly EngineeringFact[] {
  const [rows, columns] = ([0, 1] as const).map((axis) => reachesOf(network, axis).get(id)!);
  const [height, width] = network.inputShape;
  if (!Number.isFinite(rows!.size))
    return [{ term: 'Receptive field', value: 'the whole image', note: formatSize([height, width]) }];
  const isLarger = rows!.size > height || columns!.size > width;
  return [
    {
      term: 'Receptive field',
      value: `${formatSize([rows!.size, columns!.size])} pixels`,
      ...(isLarger && { note: `more than the image’s ${formatSize([height, width])}: the rest is padding` }),
    },
    { term: 'Effective stride', value: `${rows!.stride} pixels` },
  ];
}

function ratioFacts(network: Network, path: string, isLayer: boolean): readonly EngineeringFact[] {
  const { macs, weights, biases } = costOf(network).of(path);
  if (!macs) return [];
  const perParameter: EngineeringFact = {
    term: 'MACs per parameter',
    value: ratio(macs / (weights + biases)),
    note: 'of kernels and biases, BN left out',
  };
  if (!isLayer) return [perParameter];
  const [fp32, int8] = (['fp32', 'int8'] as const).map((precision) =>
    intensityOf(network, precision).find(({ id }) => id === path)!,
  );
  return [
    perParameter,
    {
      term: 'Arithmetic intensity',
      value: `${ratio(fp32!.macsPerByte)} MACs per byte`,
      note: `fp32: ${formatBytes(fp32!.bytes)} of input, weights and output, each moved once; ${ratio(int8!.macsPerByte)} as int8`,
    },
  ];
}

/** What the whole network needs at one precision. */
export interface MemoryRow {
  readonly precision: Precision;
  readonly weightsFolded: number;
  readonly weightsKept: number;
  /** Peaks of activations: BN folded or a tensor of its own, with every tensor of a block or only what blocks hand on. */
  readonly peak: MemoryStep;
  readonly peakKept: MemoryStep;
  readonly peakFused: MemoryStep;
}

export const memoryRows = (network: Network): readonly MemoryRow[] =>
  PRECISIONS.map((precision) => {
    const folded = memoryOf(network, { precision });
    const kept = memoryOf(network, { precision, foldNorms: false });
    return {
      precision,
      weightsFolded: folded.weights,
      weightsKept: kept.weights,
      peak: folded.peak,
      peakKept: kept.peak,
      peakFused: memoryOf(network, { precision, fuseBlocks: true }).peak,
    };
  });
