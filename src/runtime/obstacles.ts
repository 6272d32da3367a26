/** What keeps nodes from being run: layers that are not known, and windows that tfjs does not compute. */
import { alongWidth, type Network, type NetworkNode, type NodeOf, type Window } from '../core/index.js';
import { EngineError, type EngineErrorCode } from './engine-error.js';

/** A node that cannot be run, and why. */
export interface Obstacle {
  readonly node: string;
  readonly code: EngineErrorCode;
  readonly why: string;
}

/** Why a node cannot be run, whatever comes before it; `undefined` where it can. */
export function obstacleAt(node: NetworkNode): Obstacle | undefined {
  switch (node.kind) {
    case 'unknown':
      return obstacleOf(node);
    case 'conv2d':
    case 'depthwise-conv2d':
      return stridedDilation(node);
    case 'max-pool':
    case 'average-pool':
      return dilatedPool(node);
    default:
      return undefined;
  }
}

export const obstacleOf = ({ id, attributes: { className, why } }: NodeOf<'unknown'>): Obstacle => ({
  node: id,
  code: 'unknown-layer',
  why: `${className}, ${why}`,
});

type Pair = readonly [rows: number, columns: number];

const strideOf = (window: Window): Pair => [window.stride, alongWidth(window).stride];
const dilationOf = (window: Window): Pair => [window.dilation ?? 1, alongWidth(window).dilation ?? 1];
const isOne = (pair: Pair): boolean => pair.every((rate) => rate === 1);

function stridedDilation({ id, attributes }: NodeOf<'conv2d' | 'depthwise-conv2d'>): Obstacle | undefined {
  const [stride, dilation] = [strideOf(attributes), dilationOf(attributes)];
  if (isOne(stride) || isOne(dilation)) return undefined;
  const got = `stride ${stride.join('×')} and dilation ${dilation.join('×')}`;
  return { node: id, code: 'window-unsupported', why: `expected stride 1 or dilation 1, got ${got}` };
}

function dilatedPool({ id, attributes }: NodeOf<'max-pool' | 'average-pool'>): Obstacle | undefined {
  const dilation = dilationOf(attributes);
  if (isOne(dilation)) return undefined;
  const why = `expected pooling with dilation 1, got dilation ${dilation.join('×')}`;
  return { node: id, code: 'window-unsupported', why };
}

/** The nodes that cannot be run, each with what stands in the way: at the node itself, or at one before it. */
export function obstaclesIn({ nodes }: Network): ReadonlyMap<string, Obstacle> {
  const found = new Map<string, Obstacle>();
  for (const node of nodes) {
    const before = node.inputs.map((id) => found.get(id)).find((obstacle) => obstacle !== undefined);
    const obstacle = before ?? obstacleAt(node);
    if (obstacle) found.set(node.id, obstacle);
  }
  return found;
}

export const cannotRun = (id: string, { node, code, why }: Obstacle): EngineError =>
  new EngineError(code, `${id} cannot be run here: ${id === node ? '' : `it comes after ${node}, `}${why}`, {
    node: id,
  });
