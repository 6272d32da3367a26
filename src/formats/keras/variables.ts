/** What the numbers of a Keras model are called: `layer/kernel`, with the names of the models around it before. */
import type { Fault } from '../file-error.js';
import { Hdf5Group, type Hdf5Dataset } from '../hdf5/hdf5.js';
import { isRecord, type Json } from '../layers-model/json.js';
import { DEEPEST_MODEL } from '../../core/limits.js';

export type Variables = ReadonlyMap<string, Hdf5Dataset>;

/** The variables of a layer in the order in which Keras makes them, which is that of `vars/0`, `vars/1`, …. */
const ORDERS: Readonly<Record<string, readonly string[]>> = {
  batch_normalization: ['gamma', 'beta', 'moving_mean', 'moving_variance'],
  layer_normalization: ['gamma', 'beta'],
  group_normalization: ['gamma', 'beta'],
  normalization: ['mean', 'variance', 'count'],
  p_re_lu: ['alpha'],
  depthwise_conv2d: ['depthwise_kernel', 'bias'],
  separable_conv2d: ['depthwise_kernel', 'pointwise_kernel', 'bias'],
};

/** `DepthwiseConv2D` → `depthwise_conv2d`, as Keras does it for the names of groups. */
const snakeCase = (name: string): string =>
  name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

function orderOf(kind: string, count: number, { scale, center }: Json): readonly string[] {
  const all = ORDERS[kind] ?? ['kernel', 'bias'];
  if (kind !== 'batch_normalization') return all;
  const own = all.filter((name) => !(name === 'gamma' && scale === false) && !(name === 'beta' && center === false));
  // Where nothing is known of its settings, a factor is left out more often than an offset.
  return own.length > count ? own.slice(own.length - count) : own;
}

/** Keras 2's files, and those that Keras 3 writes in its way: each layer lists its variables. */
export function listedVariables(root: Hdf5Group, fault: Fault): Variables {
  const found = new Map<string, Hdf5Dataset>();
  for (const layer of root.texts('layer_names') ?? []) {
    const group = root.group(layer);
    for (const path of group?.texts('weight_names') ?? []) {
      const dataset = group!.get(path);
      if (!dataset || dataset instanceof Hdf5Group) throw fault(layer, `the numbers of ${path}`, 'none');
      found.set(nameIn(layer, path), dataset);
    }
  }
  return found;
}

/** `conv/kernel:0` of the layer `conv` is `conv/kernel`, and `block/conv/kernel:0` of the model `net` `net/block/conv/kernel`. */
function nameIn(layer: string, path: string): string {
  const parts = path.replace(/:\d+$/, '').split('/');
  const at = parts.lastIndexOf(layer);
  return [layer, ...parts.slice(at + 1)].join('/');
}

/** Keras 3's own store: a group a layer, called by its class, and in newer files by its name as an attribute too. */
export function storedVariables(root: Hdf5Group, config: Json | undefined): Variables {
  const found = new Map<string, Hdf5Dataset>();
  const add = (group: Hdf5Group, path: readonly string[], kind: string, settings: Json): void => {
    const vars = group.group('vars');
    const names = vars ? orderOf(kind, vars.names.length, settings) : [];
    for (const index of vars?.names ?? []) {
      const dataset = vars!.get(index);
      if (dataset && !(dataset instanceof Hdf5Group))
        found.set([...path, names[Number(index)] ?? `variable_${index}`].join('/'), dataset);
    }
  };
  const open = (group: Hdf5Group, path: readonly string[], model: Json | undefined, depth: number): void => {
    const layers = group.group('layers') ?? group.group('_layer_checkpoint_dependencies');
    if (!layers || depth > DEEPEST_MODEL) return;
    const listed = layersIn(model);
    const counts = new Map<string, number>();
    const taken = new Set<string>();
    for (const { name, kind, settings, inner } of listed) {
      const count = counts.get(kind) ?? 0;
      counts.set(kind, count + 1);
      const own = [count ? `${kind}_${count}` : kind, name].find((key) => layers.names.includes(key));
      const child = own === undefined ? undefined : layers.group(own);
      if (own === undefined || !child) continue;
      taken.add(own);
      add(child, [...path, name], kind, settings);
      if (inner) open(child, [...path, name], inner, depth + 1);
    }
    if (model) return;
    for (const key of layers.names.filter((name) => !taken.has(name))) {
      const child = layers.group(key);
      if (!child) continue;
      const name = child.texts('name')?.[0] ?? child.group('vars')?.texts('name')?.[0] ?? key;
      add(child, [...path, name], key.replace(/_\d+$/, ''), {});
      open(child, [...path, name], undefined, depth + 1);
    }
  };
  open(root, [], config, 0);
  return found;
}

interface Listed {
  readonly name: string;
  readonly kind: string;
  readonly settings: Json;
  /** Where the layer is a model: what it says of itself. */
  readonly inner: Json | undefined;
}

function layersIn(model: Json | undefined): readonly Listed[] {
  const config = model?.['config'];
  const layers = isRecord(config) ? config['layers'] : config;
  if (!Array.isArray(layers)) return [];
  return layers.flatMap((layer: unknown) => {
    if (!isRecord(layer) || typeof layer['class_name'] !== 'string') return [];
    const settings = isRecord(layer['config']) ? layer['config'] : {};
    const name = [layer['name'], settings['name']].find((value) => typeof value === 'string');
    if (typeof name !== 'string') return [];
    const inner = Array.isArray(settings['layers']) ? layer : undefined;
    return { name, kind: snakeCase(layer['class_name']), settings, inner };
  });
}
