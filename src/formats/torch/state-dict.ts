/** Which of what a checkpoint holds are the weights: people save a state dict beside all that training goes on from. */
import { MOST_TENSORS } from '../../core/limits.js';
import { Opaque, TensorRef, type Dict, type Value } from './pickle.js';

export interface StateDict {
  readonly tensors: ReadonlyMap<string, TensorRef>;
  /** Keys that lead to it: `state_dict`; none where it is the whole file. */
  readonly path: readonly string[];
  /** Names of what was left aside. */
  readonly aside: readonly string[];
}

/** State dicts in checkpoints in checkpoints: Lightning and others need two. */
const DEEPEST = 4;

/** Of what training goes on from, and of averages of the weights, which stand beside them. */
const OTHERS = /optim|sched|scaler|amp$|momentum|^rng|ema|shadow|swa|averag/i;
/** What the weights are called, the first first. */
const USUAL = [
  'state_dict',
  'model_state_dict',
  'model_state',
  'model',
  'net',
  'network',
  'params',
  'weights',
  'module',
];

/** Nothing where there are no tensors by name. `seen`: each dict is looked into once, however often it is named. */
export function stateDictIn(root: Value, depth = 0, seen = new Set<Dict>()): StateDict | undefined {
  if (!(root instanceof Map) || depth > DEEPEST || seen.has(root)) return undefined;
  seen.add(root);
  const own = tensorsOf(root);
  const found = [...root].flatMap(([key, value]) => {
    const inner = typeof key === 'string' ? stateDictIn(value, depth + 1, seen) : undefined;
    return inner ? [{ key: key as string, inner }] : [];
  });
  const [best] = found.toSorted((a, b) => rankOf(a.key) - rankOf(b.key) || b.inner.tensors.size - a.inner.tensors.size);
  // Best losses and accuracies are saved as tensors beside the weights, too.
  if (own.size && (!best || OTHERS.test(best.key) || best.inner.tensors.size <= own.size))
    return { tensors: own, path: [], aside: others(root, (_, value) => value instanceof TensorRef) };
  if (!best) return undefined;
  return {
    tensors: best.inner.tensors,
    path: [best.key, ...best.inner.path],
    aside: [...others(root, (key) => key === best.key), ...best.inner.aside],
  };
}

function rankOf(key: string): number {
  const place = USUAL.indexOf(key);
  if (place >= 0) return place;
  return OTHERS.test(key) ? USUAL.length + 1 : USUAL.length;
}

/** The first object of a class in a checkpoint without tensors, which is likely the model itself. */
export function pickledIn(root: Value): string | undefined {
  if (root instanceof Opaque) return root.name;
  if (!(root instanceof Map)) return undefined;
  const values = [...root].flatMap(([key, value]) => (value instanceof Opaque ? [{ key, value }] : []));
  const [best] = values.toSorted((a, b) => rankOf(`${a.key as string}`) - rankOf(`${b.key as string}`));
  return best?.value.name;
}

function tensorsOf(dict: Dict): ReadonlyMap<string, TensorRef> {
  const tensors = new Map<string, TensorRef>();
  for (const [key, value] of dict) {
    if (typeof key !== 'string' || !(value instanceof TensorRef)) continue;
    tensors.set(key, value);
    if (tensors.size > 2 * MOST_TENSORS) break; // more than are read; whoever writes them says so
  }
  return tensors;
}

const others = (dict: Dict, isTaken: (key: Value, value: Value) => boolean): readonly string[] =>
  [...dict].flatMap(([key, value]) => (typeof key === 'string' && !isTaken(key, value) ? [key] : []));
