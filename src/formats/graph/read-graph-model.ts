/** A graph, drafted → a model: its network, its weights, and what is to be said of both. */
import { excerptName } from '../../core/excerpt.js';
import { MOST_ELEMENTS } from '../../core/limits.js';
import type { Options } from '../../core/options.js';
import { isNorm } from '../../core/roles.js';
import { nodeOf, type Network } from '../../core/network.js';
import { weightsOf } from '../../core/node-cost.js';
import { buildFrom } from '../draft/build.js';
import type { DraftNode } from '../draft/draft.js';
import { idleNote, outputsNote, resolutionNote, unknownNotes } from '../draft/notes.js';
import { tensorError } from '../file-error.js';
import { IMAGE_NOTE, readsImage, type Model, type ReadOptions } from '../model.js';
import type { NetworkWeights, NodeWeights } from '../weights/weights.js';
import type { Graph } from './graph.js';
import { draftGraph, type GraphDraft, type Kinds } from './read-graph.js';

const DEFAULT_SIDE = 224;

/** `file`: what sentences call it; `hasNumbers`: whether all constants have their values. Throws `FileError` naming the part of the file that cannot be followed. */
export function modelOfGraph(
  graph: Graph,
  kinds: Kinds,
  file: string,
  options: ReadOptions = {},
  hasNumbers = true,
): Model {
  const { resolution = DEFAULT_SIDE } = options;
  const drafted = draftGraph(graph, kinds, file, resolution);
  const title = options.title ?? graph.title;
  const chosen: Options = drafted.isOpen ? { resolution } : {};
  const identity = { id: options.id ?? graph.title, title, options: chosen };
  const { network, ids, misfit } = buildFrom(drafted, identity);
  return {
    network,
    misfit,
    notes: notesOn(graph, drafted, network),
    layers: new Map(
      [...drafted.tensors].flatMap(([name, place]) => (ids[place] === undefined ? [] : [[name, ids[place]]])),
    ),
    outputs: graph.outputs.flatMap((name) => ids[drafted.tensors.get(name) ?? -1] ?? []),
    isOpen: drafted.isOpen,
    at: drafted.isOpen
      ? (other) => modelOfGraph(graph, kinds, file, { ...options, resolution: other }, false)
      : undefined,
    scalesPixels: network.nodes[1]?.kind === 'rescale',
    readsImage: readsImage(network),
    weights: hasNumbers ? weightsIn(drafted.nodes, ids, network) : undefined,
  };
}

function notesOn(graph: Graph, { isOpen, idle }: GraphDraft, network: Network): readonly string[] {
  const kinds = [...new Set(idle)];
  return [
    ...graph.notes,
    ...(isOpen ? [resolutionNote(network)] : []),
    ...unknownNotes(network),
    ...(kinds.length ? [idleNote(kinds)] : []),
    ...(graph.outputs.length > 1 ? [outputsNote(graph.outputs)] : []),
    ...(readsImage(network) ? [] : [IMAGE_NOTE(network)]),
  ];
}

function weightsIn(
  drafted: readonly DraftNode[],
  ids: readonly string[],
  network: Network,
): NetworkWeights | undefined {
  const nodes = new Map<string, NodeWeights>();
  let total = 0;
  drafted.forEach(({ weights }, at) => {
    const id = ids[at];
    if (!weights || id === undefined) return;
    const node = nodeOf(network, id);
    const isNormNode = isNorm(node);
    const values: Record<string, Float32Array> = {};
    for (const { name, shape } of weightsOf(node)) {
      const size = shape.reduce((product, axis) => product * axis, 1);
      total += size;
      if (total > MOST_ELEMENTS)
        throw tensorError('weights-format', id, `at most ${MOST_ELEMENTS} weights in all`, 'more', id);
      const numbers = weights[name]!();
      if (numbers.length !== size)
        throw tensorError('weights-shape', `${id} ${name}`, `${size} values`, `${numbers.length}`, id);
      checkValues(numbers, `${excerptName(id)} ${name}`, id, isNormNode && name === 'moving_variance');
      values[name] = numbers;
    }
    nodes.set(id, values);
  });
  return nodes.size ? { source: 'trained', scheme: 'core', nodes } : undefined;
}

function checkValues(values: Float32Array, tensor: string, node: string, isVariance: boolean): void {
  const wrong = values.findIndex((value) => !Number.isFinite(value) || (isVariance && value < 0));
  if (wrong < 0) return;
  const expected = `finite numbers${isVariance ? ' of at least 0' : ''}`;
  throw tensorError('weights-value', tensor, expected, `${values[wrong]} at index ${wrong}`, node);
}
