/** How many bytes are needed while a network runs, as curves over the order of execution. */
import { memoryOf, type MemoryOptions, type MemoryStep, type Precision } from '../core/accounts.js';
import { type Network } from '../core/index.js';
import { short } from './frame.js';

/** One way of running the network. */
export interface LivenessCurve {
  readonly id: 'every' | 'fused';
  readonly title: string;
  readonly steps: readonly MemoryStep[];
  readonly peak: MemoryStep;
  /** A path of steps from the first tensor to the last. */
  readonly line: string;
  readonly peakAt: { readonly x: number; readonly y: number };
}

export interface Liveness {
  readonly width: number;
  readonly height: number;
  /** What the height stands for. */
  readonly most: number;
  readonly curves: readonly LivenessCurve[];
  /** Along the axis: where a layer, by its place in the network, lies. */
  readonly xOf: (at: number) => number;
}

export const WAYS = {
  every: { title: 'layer by layer', options: { fuseBlocks: false } },
  fused: { title: 'blocks fused', options: { fuseBlocks: true } },
} as const satisfies Record<LivenessCurve['id'], { readonly title: string; readonly options: MemoryOptions }>;

const TOP = 6;

/** Each tensor's step reaches from its layer to the next that makes one. */
export function layoutLiveness(
  network: Network,
  precision: Precision,
  [width, height]: readonly [number, number],
): Liveness {
  const places = new Map(network.nodes.map(({ id }, at) => [id, at]));
  const runs = (Object.keys(WAYS) as LivenessCurve['id'][]).map((id) => ({
    id,
    title: WAYS[id].title,
    ...memoryOf(network, { precision, ...WAYS[id].options }),
  }));
  const most = Math.max(...runs.map(({ peak }) => peak.alive));
  const xOf = (at: number): number => short((at / network.nodes.length) * width);
  const yOf = (bytes: number): number => short(height - (bytes / most) * (height - TOP));
  const curves = runs.map(({ id, title, steps, peak }): LivenessCurve => {
    // A fused block takes the whole time from the layer after the last step.
    const ends = steps.map((step) => places.get(step.id)! + 1);
    const line = steps.map(({ alive }, at) => `${at ? 'V' : 'M0,'}${yOf(alive)}H${xOf(ends[at]!)}`).join('');
    const peakEnd = ends[steps.indexOf(peak)]!;
    return { id, title, steps, peak, line, peakAt: { x: xOf(peakEnd - 0.5), y: yOf(peak.alive) } };
  });
  return { width, height, most, curves, xOf };
}
