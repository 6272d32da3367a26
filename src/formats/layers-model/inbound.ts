/** Who reads whom, as Keras 2 (`[["conv", 0, 0, {}]]`) and Keras 3 (`{args: [{keras_history: […]}]}`) write it. */
import { DEEPEST_JSON } from '../../core/limits.js';
import { ModelTextError, isRecord, withoutBatch, type Axes, type Json } from './json.js';

/** One output of one use of a layer. */
export interface Reference {
  readonly layer: string;
  readonly call: number;
  readonly output: number;
  /** The tensor's shape without the batch, where the file says it. */
  readonly stated?: Axes | undefined;
}

/** One use of a layer. */
export interface Call {
  readonly reads: readonly Reference[];
  /** What else it is called with, by name or place: `{y: 127.5}`. */
  readonly values: Json;
}

/** One entry for each use of the layer; none for an input. */
export function inboundCalls(inbound: unknown, layer: string): readonly Call[] {
  if (inbound === undefined || inbound === null) return [];
  const where = `${layer}, inbound_nodes`;
  if (!Array.isArray(inbound)) throw new ModelTextError(where, 'a list', inbound);
  return inbound.map((call: unknown) => {
    const reads = isRecord(call) ? tensorsIn([call['args'], call['kwargs']]) : parseReferences(call, where);
    if (!reads.length) throw new ModelTextError(where, 'the layers that it reads', call);
    return { reads, values: valuesOf(call) };
  });
}

/** Keras 2 writes named values behind a layer that is read, Keras 3 all of them as they were given. */
function valuesOf(call: unknown): Json {
  if (isRecord(call)) {
    const [args, kwargs] = [call['args'], call['kwargs']];
    return { ...(Array.isArray(args) ? args : []), ...(isRecord(kwargs) ? kwargs : {}) };
  }
  const first: unknown = Array.isArray(call)
    ? call.find((entry) => Array.isArray(entry) && isRecord(entry[3]))
    : undefined;
  const entry: unknown = first ?? call;
  return Array.isArray(entry) && isRecord(entry[3]) ? entry[3] : {};
}

/** `[["conv", 0, 0], …]`, or a single `["conv", 0, 0]`, as Keras 3 writes the one output of a model. */
export function parseReferences(list: unknown, where: string): readonly Reference[] {
  if (!Array.isArray(list) || !list.length) throw new ModelTextError(where, 'a list of layers', list);
  if (typeof list[0] === 'string') return [parseReference(list, where)];
  return list.flatMap((entry: unknown) => {
    const further = Array.isArray(entry) && isRecord(entry[3]) ? tensorsOfKeras2(entry[3], where) : [];
    return [parseReference(entry, where), ...further];
  });
}

function parseReference(entry: unknown, where: string): Reference {
  const [layer, call, output] = Array.isArray(entry) ? (entry as unknown[]) : [];
  if (typeof layer !== 'string' || !isIndex(call) || !isIndex(output))
    throw new ModelTextError(where, 'a layer, which use of it and which output', entry);
  return { layer, call, output };
}

const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** A tensor that is handed over by name: `{"mask": ["conv", 0, 0]}`. */
const tensorsOfKeras2 = (named: Json, where: string): readonly Reference[] =>
  Object.values(named).flatMap((value) =>
    Array.isArray(value) && typeof value[0] === 'string' && value.length >= 3 && isIndex(value[1])
      ? [parseReference(value, where)]
      : [],
  );

/** Keras 3 keeps the arguments as they were given: tensors may lie in lists. */
function tensorsIn(value: unknown, depth = 0): readonly Reference[] {
  if (typeof value !== 'object' || value === null) return [];
  if (depth > DEEPEST_JSON) throw new ModelTextError('inbound_nodes', `objects at most ${DEEPEST_JSON} deep`, 'more');
  if (Array.isArray(value) || (value as Json)['class_name'] !== '__keras_tensor__')
    return Object.values(value).flatMap((inner) => tensorsIn(inner, depth + 1));
  const inside = (value as Json)['config'];
  const config = isRecord(inside) ? inside : {};
  return [{ ...parseReference(config['keras_history'], 'keras_history'), stated: withoutBatch(config['shape']) }];
}
