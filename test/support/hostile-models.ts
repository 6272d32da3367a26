/** Model files that disks have damaged or ill will has written: topologies, manifests and what lies beside them. */
import { functional, image, layer, layer3, modelJson } from './keras-json.js';
import type { Seeded } from './seeded.js';

type Layer = ReturnType<typeof layer>;

const conv = (name: string, from: string, config = {}): Layer =>
  layer('Conv2D', name, [from], { filters: 4, kernel_size: [3, 3], padding: 'same', ...config });

/** A small model of the layers that files have; the damage makes the variety. */
export function goodTopology(random: Seeded): object {
  const inner = functional([image([8, 8, 4], 'inner'), conv('inside', 'inner')]);
  const layers = [
    image([random.integer(8, 16), random.integer(8, 16), 3]),
    conv('block_1_conv', 'image', { strides: [1, 1], activation: 'relu' }),
    layer('BatchNormalization', 'block_1_bn', ['block_1_conv'], { axis: [-1], epsilon: 1e-3 }),
    layer('ReLU', 'block_1_relu', ['block_1_bn'], { max_value: 6 }),
    layer('DepthwiseConv2D', 'block_2_dw', ['block_1_relu'], { kernel_size: [3, 3], padding: 'same' }),
    layer('Add', 'sum', ['block_2_dw', 'block_1_relu']),
    random.oneOf([
      layer('ZeroPadding2D', 'pad', ['sum'], { padding: [1, 1] }),
      layer('Cropping2D', 'pad', ['sum'], { cropping: [1, 1] }),
      layer('UpSampling2D', 'pad', ['sum'], { size: [2, 2] }),
      layer('MaxPooling2D', 'pad', ['sum'], { pool_size: [2, 2], strides: [2, 2] }),
      layer('SeparableConv2D', 'pad', ['sum'], { kernel_size: 3, filters: 4 }),
      layer('PReLU', 'pad', ['sum'], { shared_axes: [1, 2] }),
      layer('Conv2DTranspose', 'pad', ['sum'], { kernel_size: 3, filters: 4, strides: [2, 2], output_padding: [1, 1] }),
      layer('Normalization', 'pad', ['sum'], { axis: [-1], mean: [[1, 2, 3, 4]], variance: [[1, 1, 1, 1]] }),
      layer('Resizing', 'pad', ['sum'], { height: 5, width: 7 }),
      layer('RandomFlip', 'pad', ['sum'], { mode: 'horizontal' }),
      layer('TFOpLambda', 'pad', ['sum'], { function: 'math.truediv' }),
      layer3(
        'Concatenate',
        'pad',
        [
          ['sum', [null, null, 4]],
          ['sum', [null, null, 4]],
        ] as never,
        { axis: -1 },
      ),
    ]),
    random.chance(0.3)
      ? { ...inner, name: 'last', inbound_nodes: [[['pad', 0, 0, {}]]] }
      : layer('Dropout', 'last', ['pad'], { rate: 0.5 }),
    layer('Flatten', 'flat', ['last']),
    layer('Reshape', 'spread', ['flat'], { target_shape: [1, 1, -1] }),
    layer('Dense', 'classes', ['spread'], { units: 3, activation: 'softmax' }),
  ];
  return modelJson(functional(layers as Layer[]), { 'block_1_conv/kernel': [3, 3, 3, 4], 'classes/bias': [3] });
}

const huge = 'x'.repeat(200_000);

/** JSON that stands where something else is expected. */
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  2 ** 53,
  2 ** 31,
  1_000_000_000,
  65_536,
  3,
  '',
  'relu',
  '__proto__',
  '\u202e',
  huge,
  [],
  {},
  [[]],
  [null],
  [1, 2],
  [1, 2, 3, 4],
  [-1, -1],
  [null, 8, 8, 3],
  [null, null, null, null],
  [['image', 0, 0]],
  [['image', 0, 1e9]],
  [[['image', 0, 0, { mask: ['image', 0, 0] }]]],
  [[['flat', 0, 0, {}]]],
  { class_name: { toString: 1, valueOf: 1 }, config: { toString: null } },
  { class_name: 'Functional', config: {} },
  { class_name: '__keras_tensor__', config: { keras_history: ['image', 0, 0] } },
];

interface Slot {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function slotsOf(value: unknown): Slot[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...slotsOf(holder[key])]);
}

/** Changes one to four places of a parsed file. */
export function damaged(model: object, random: Seeded): object {
  const copy = structuredClone(model);
  for (let n = random.integer(1, 4); n > 0; n--) {
    const slots = slotsOf(copy);
    if (!slots.length) break;
    const { holder, key } = random.oneOf(slots);
    const other = random.oneOf(slots);
    random.oneOf<() => unknown>([
      () => (holder[key] = structuredClone(random.oneOf(VALUES))),
      () => (holder[key] = structuredClone(random.oneOf(VALUES))),
      () => (holder[key] = structuredClone(other.holder[other.key])),
      () => delete holder[key],
      () => Array.isArray(holder) && holder.push(structuredClone(holder[0])),
      () => Array.isArray(holder) && holder.reverse(),
      () =>
        typeof holder[key] === 'number' && (holder[key] = (holder[key] as number) * random.oneOf([-1, 0, 1e3, 1e9])),
    ])();
  }
  return copy;
}

const chain = (length: number, nameOf: (at: number) => string, className = 'ReLU'): Layer[] => {
  const layers = [image()];
  for (let at = 0; at < length; at++) layers.push(layer(className, nameOf(at), [layers.at(-1)!.name]));
  return layers;
};

const asModel = (layers: readonly Layer[], tensors = {}): string =>
  JSON.stringify(modelJson(functional(layers as Layer[]), tensors));

const nestedJson = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** Written by hand: no library writes anything so deep. */
function nestedModels(depth: number): string {
  const inner = JSON.stringify(conv('a', 'image', { batch_input_shape: [null, 8, 8, 3] }));
  const around = (at: number): string => `{"class_name":"Sequential","config":{"name":"level${at}","layers":[`;
  return `{"modelTopology":${range(depth, around).join('')}${inner}${']}}'.repeat(depth)},"weightsManifest":[]}`;
}

/** Each level uses the one below twice, and the lowest has nothing in it: no layer to count, and no end. */
function emptyDoubles(depth: number): string {
  let model: object = functional([image()]);
  for (let level = 1; level <= depth; level++) {
    const below = `level${level - 1}`;
    const twice = [[['image', 0, 0, {}]], [[below, 0, 0, {}]]];
    const topology = functional([image(), { ...model, name: below, inbound_nodes: twice } as never]);
    topology.config.output_layers = [[below, 1, 0]];
    model = topology;
  }
  return JSON.stringify(modelJson(model));
}

const range = <T>(length: number, make: (at: number) => T): T[] => Array.from({ length }, (_, at) => make(at));

const manyTensors = (count: number, nameOf = (at: number): string => `a${at}/kernel`): string =>
  asModel([image(), conv('a', 'image')], Object.fromEntries(range(count, (at) => [nameOf(at), [1]])));

/** Each asks for something that would take for ever, or more than there is; by what it asks for. */
export const hostileFiles: Readonly<Record<string, () => string>> = {
  '20,000 ReLUs in a chain': () => asModel(chain(20_000, (at) => `re_lu_${at}`)),
  '60,000 ReLUs in a chain': () => asModel(chain(60_000, (at) => `re_lu_${at}`)),
  '5,000 names of 2,000 numbers': () => asModel(chain(500, (at) => `${'1_'.repeat(2000)}${at}`)),
  '5,000 names that are one in a path': () =>
    asModel(chain(5000, (at) => `x${' '.repeat(1 + (at % 250))}${'/'.repeat(1 + at / 250)}`)),
  '2,000 names that begin alike, each further': () => asModel(chain(200, (at) => `${'1_'.repeat(at)}q${at}`)),
  '4,000 unknown layers with tensors': () =>
    asModel(
      chain(4000, (at) => `odd_${at}`, 'Strange'),
      Object.fromEntries(range(4000, (at) => [`odd_${at}/w`, [at + 1]])),
    ),
  'a sum of 4,000, read by 4,000': () => {
    const branches = range(4000, (at) => layer('ReLU', `r${at}`, ['image']));
    const names = branches.map(({ name }) => name);
    return asModel([image(), ...branches, layer('Add', 'sum', names), layer('Add', 'again', names), conv('z', 'sum')]);
  },
  '100 sums of 4,000': () => {
    const branches = range(4000, (at) => layer('ReLU', `r${at}`, ['image']));
    const names = branches.map(({ name }) => name);
    return asModel([image(), ...branches, ...range(100, (at) => layer('Add', `sum${at}`, names))]);
  },
  '300,000 readers of one layer': () =>
    asModel([
      image(),
      layer(
        'Add',
        'sum',
        range(300_000, () => 'image'),
      ),
    ]),
  '2,000 lists in each other': () =>
    asModel([image(), conv('a', 'image')]).replace('"filters":4', `"filters":${nestedJson(2000)}`),
  '200,000 lists in each other': () => nestedJson(200_000),
  '2,000 models in each other': () => nestedModels(2000),
  '20 models in each other': () => nestedModels(20),
  'empty models that use each other twice, 15 deep': () => emptyDoubles(15),
  'an input of 20,000 pixels a side': () => asModel([image([20_000, 20_000, 3]), conv('a', 'image')]),
  'an input of a billion pixels a side': () => asModel([image([1e9, 1e9, 3]), conv('a', 'image')]),
  'an input of 2^53 channels': () =>
    asModel([image([1, 1, 2 ** 53 - 1]), layer('Dense', 'd', ['image'], { units: 2 ** 53 - 1 })]),
  'upsampling without end': () =>
    asModel([
      image(),
      ...range(20, (at) => layer('UpSampling2D', `u${at}`, [at ? `u${at - 1}` : 'image'], { size: [4096, 4096] })),
    ]),
  'a kernel of a million': () =>
    asModel([image(), conv('a', 'image', { kernel_size: [1_000_000, 1_000_000], filters: 1_000_000 })]),
  'a dense layer of 2^52 units': () =>
    asModel([image(), layer('Flatten', 'f', ['image']), layer('Dense', 'd', ['f'], { units: 2 ** 52 })]),
  'a crop of everything': () => asModel([image(), layer('Cropping2D', 'c', ['image'], { cropping: 2 ** 52 })]),
  'a padding of 2^52': () => asModel([image(), layer('ZeroPadding2D', 'p', ['image'], { padding: 2 ** 52 })]),
  'a name of 11 MB': () => asModel([image(), conv('n'.repeat(11_000_000), 'image')]),
  'a class of 11 MB': () => asModel([image(), layer('C'.repeat(11_000_000), 'a', ['image'])]),
  'a setting of 11 MB': () => asModel([image(), conv('a', 'image', { padding: 'p'.repeat(11_000_000) })]),
  'a layer that reads 11 MB': () => asModel([image(), conv('a', 'r'.repeat(11_000_000))]),
  'a key of 11 MB, twice': () => `{"${'k'.repeat(11_000_000)}":1,"${'k'.repeat(11_000_000)}":1}`,
  'a text of 40 MB': () => `${asModel([image(), conv('a', 'image')])}${' '.repeat(40_000_000)}`,
  '50,001 tensors': () => manyTensors(50_001),
  '300,000 tensors': () => manyTensors(300_000),
  '40,000 tensors of one last part': () => manyTensors(40_000, (at) => `m${at}/a/kernel`),
  'a tensor of a million parts': () => manyTensors(1, () => 'a/'.repeat(1_000_000)),
  'a tensor of -1': () => asModel([image(), layer('Strange', 's', ['image'])], { 's/w': [-1, 3] }),
  'a tensor of 2^53 squared': () => asModel([image(), layer('Strange', 's', ['image'])], { 's/w': [2 ** 52, 2 ** 52] }),
  'a circle': () => asModel([image(), conv('a', 'b'), conv('b', 'a')]),
  '3,000 layers in a circle': () => asModel([image(), ...range(3000, (at) => conv(`c${at}`, `c${(at + 1) % 3000}`))]),
};

/** What may lie beside a model and ask for too much. */
export const hostileMetadata: readonly unknown[] = [
  ...[0, -1, 1.5, 2049, 20_000, 1e9, 1e308, '224', null, [], {}, huge].map((imageSize) => ({ imageSize })),
  ...[7, null, [1], [null], huge, range(100_001, () => 'a'), [huge]].map((labels) => ({ labels })),
  { modelName: huge },
  { modelName: { toString: 1 } },
];
