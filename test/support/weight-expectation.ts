/** What should come out of a weights file for one small network, worked out by the definitions of the layouts. */
import { buildNetwork, weightsOf, type NetworkNode, type WeightShape } from '../../src/core/index.js';
import type { NetworkWeights } from '../../src/formats/weights/weights.js';
import { TORCH_PARTS, torchShape } from './torch-layout.js';
import type { Held, Holding } from './weight-oracle.js';

export const network = buildNetwork('mobilenet-v2', { width: 0.1, resolution: 32, classes: 2, blocks: [[2, 8, 1, 2]] });

/** Where a number of the file belongs: the loader's own name for it, and how the file lays it out. */
export interface Place {
  readonly node: NetworkNode;
  readonly weight: WeightShape;
  readonly shape: readonly number[];
}

const placesIn = (nameOf: (node: NetworkNode, name: string) => string, isTorch: boolean): Map<string, Place> =>
  new Map(
    network.nodes.flatMap((node) =>
      weightsOf(node).map((weight) => [
        nameOf(node, weight.name),
        { node, weight, shape: isTorch ? torchShape(node, weight) : weight.shape },
      ]),
    ),
  );

export const torchPlaces = placesIn(({ names }, name) => `${names.torchvision}.${TORCH_PARTS[name]}`, true);
export const kerasPlaces = placesIn(
  ({ names, kind }, name) => `${names.keras}/${kind === 'depthwise-conv2d' ? 'depthwise_kernel' : name}`,
  false,
);

export const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** The numbers of a tensor in the loader's order, or nothing where they cannot be that weight. */
function expectedFor({ node, weight, shape }: Place, held: Held | undefined, isTorch: boolean): number[] | undefined {
  if (!held) return undefined;
  const isPointwise = weight.shape.length === 2 || (weight.shape[0] === 1 && weight.shape[1] === 1);
  const withoutOnes = (axes: readonly number[]): string => axes.filter((axis) => axis !== 1).join();
  const fits = held.shape.join() === shape.join() || (isPointwise && withoutOnes(held.shape) === withoutOnes(shape));
  const least = weight.name === 'moving_variance' ? 0 : -Infinity;
  if (!fits || !held.values.every((value) => Number.isFinite(value) && value >= least)) return undefined;
  return isTorch && weight.name === 'kernel' ? windowFirst(held.values, node, shape) : [...held.values];
}

/** `[O, I, Y, X]` → `[Y, X, I, O]`, and of a depthwise kernel `[C, 1, Y, X]` → `[Y, X, C, 1]`, by the definition. */
function windowFirst(values: readonly number[], { kind }: NetworkNode, shape: readonly number[]): number[] {
  const [a, b, rows = 1, columns = 1] = shape as [number, number, number?, number?];
  const found: number[] = [];
  const at = (o: number, i: number, y: number, x: number): number => values[((o * b + i) * rows + y) * columns + x]!;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (kind === 'depthwise-conv2d') for (let c = 0; c < a; c++) found.push(at(c, 0, y, x));
      else for (let i = 0; i < b; i++) for (let o = 0; o < a; o++) found.push(at(o, i, y, x));
    }
  }
  return found;
}

const plain = (name: string): string => name.replace(/^((module|_orig_mod)\.)+/, '').replace(/:0$/, '');

/** What should be loaded from a file that holds this; nothing where it should be refused. */
export function expectation(
  holding: Holding | undefined,
  places: ReadonlyMap<string, Place>,
): Map<string, number[]> | undefined {
  if (!holding) return undefined;
  const tensors = new Map<string, Held>();
  for (const [name, held] of holding) {
    if (name.endsWith('.num_batches_tracked')) continue;
    if (tensors.has(plain(name)) || !places.has(plain(name))) return undefined;
    tensors.set(plain(name), held);
  }
  const expected = new Map<string, number[]>();
  for (const [name, place] of places) {
    const values = expectedFor(place, tensors.get(name), places === torchPlaces);
    if (!values) return undefined;
    expected.set(`${place.node.id} ${place.weight.name}`, values);
  }
  return expected;
}

/** Where what was loaded is not what was expected. */
export function differences({ nodes }: NetworkWeights, expected: ReadonlyMap<string, number[]>): string[] {
  return [...expected].flatMap(([key, values]) => {
    const [id, name] = key.split(' ') as [string, string];
    const loaded = nodes.get(id)?.[name];
    const same = loaded?.length === values.length && values.every((value, i) => loaded[i] === value);
    return same ? [] : [key];
  });
}
