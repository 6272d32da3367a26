// `node scripts/run-pairs.mjs FOLDER…`: runs each ONNX file of a folder and compares what comes out with what is stored
// beside it, as the ONNX project keeps its tests: `model.onnx` with `test_data_set_0/input_0.pb` and `output_0.pb`, or
// `NAME.onnx` with `NAME_output_0.pb`. Without a stored input, value i of n is i / n. On tfjs's cpu backend.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createServer } from 'vite';

const server = await createServer({
  server: { middlewareMode: true, hmr: false, ws: false },
  appType: 'custom',
  logLevel: 'error',
});
/** @type {(path: string) => Promise<any>} */
const load = (path) => server.ssrLoadModule(path);
const { readOnnx } = await load('/src/formats/onnx/read.ts');
const { readTensor } = await load('/src/formats/onnx/proto.ts');
const { constantFrom } = await load('/src/formats/onnx/tensor.ts');
const { costOf } = await load('/src/core/index.ts');
const { LoadedNetwork } = await load('/src/runtime/loaded-network.ts');
const tf = await import('@tensorflow/tfjs-core');
await import('@tensorflow/tfjs-backend-cpu');
await tf.setBackend('cpu');

let failures = 0;
for (const folder of process.argv.slice(2)) for (const file of modelsIn(folder)) await runPair(file);
await server.close();
process.exit(failures ? 1 : 0);

/** @param {string} folder @returns {string[]} */
function modelsIn(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return modelsIn(path);
    return name.endsWith('.onnx') ? [path] : [];
  });
}

/** @param {string} file */
async function runPair(file) {
  const own = basename(file, '.onnx');
  const name = own === 'model' ? basename(dirname(file)) : own;
  try {
    const model = readOnnx(bytesOf(file), basename(file), besideOf(file));
    const { network, misfit, weights, notes } = model;
    const { total } = costOf(network);
    const counts = `${network.nodes.length} nodes, ${total.weights + total.biases} parameters, ${total.macs} MACs`;
    if (misfit) throw misfit;
    /** @type {string[]} */
    const unknown = network.nodes.flatMap((/** @type {any} */ { kind, attributes }) =>
      kind === 'unknown' && !attributes.isKind ? [`${attributes.className} (${attributes.why})`] : [],
    );
    if (unknown.length) throw new Error(`${counts}; not known: ${[...new Set(unknown)].join(', ')}`);
    const output = pairOf(file, 'output');
    if (!output) return console.log(`${name}: ${counts}; no stored output`);
    const loaded = new LoadedNetwork(network, weights ?? { source: 'trained', scheme: 'core', nodes: new Map() });
    const results = loaded.run(tf.tensor(inputOf(file, network.inputShape), [1, ...network.inputShape]));
    const [id] = model.outputs;
    const { outputShape: shape } = network.nodes.find((/** @type {{id: string}} */ node) => node.id === id);
    const values = await (results.get(id) ?? loaded.rerun(results, id)).data();
    const { error, largest } = compare(values, shape, output);
    const isRight = error <= 1e-4 * Math.max(largest, 1e-3);
    if (!isRight) failures++;
    console.log(
      `${isRight ? 'right' : 'WRONG'} ${name}: ${counts}; differs by ${error.toExponential(1)}, largest ${largest.toPrecision(4)}`,
    );
    for (const note of notes) console.log(`  ${note}`);
  } catch (error) {
    failures++;
    console.log(`ERROR ${name}: ${error instanceof Error ? error.message : error}`);
  }
}

/** @param {string} file */
function besideOf(file) {
  return (/** @type {string} */ name) => {
    const path = join(dirname(file), name);
    return existsSync(path) ? bytesOf(path) : undefined;
  };
}

/** @param {string} file @param {'input' | 'output'} role @returns {{dims: number[], values: () => ArrayLike<number>} | undefined} */
function pairOf(file, role) {
  const name = basename(file, '.onnx');
  const places = [join(dirname(file), `${name}_${role}_0.pb`), join(dirname(file), 'test_data_set_0', `${role}_0.pb`)];
  const path = places.find((place) => existsSync(place));
  return path && constantFrom(readTensor(bytesOf(path)), () => undefined);
}

/** Of the first image, channels last, whatever the file has. @param {string} file @param {readonly [number, number, number]} shape */
function inputOf(file, [height, width, channels]) {
  const size = height * width * channels;
  const stored = pairOf(file, 'input');
  const values = stored ? first(stored.values(), size) : Float32Array.from({ length: size }, (_, at) => at / size);
  return stored && stored.dims.length !== 4 ? Float32Array.from(values) : channelsLast(values, height, width, channels);
}

/** Networks are read for one image: of a batch, the first is compared. @param {ArrayLike<number>} values @param {number} size */
function first(values, size) {
  return Array.from(values).slice(0, size);
}

/** @param {ArrayLike<number>} values @param {number} height @param {number} width @param {number} channels */
function channelsLast(values, height, width, channels) {
  const result = new Float32Array(values.length);
  for (let c = 0, from = 0; c < channels; c++)
    for (let at = 0; at < height * width; at++, from++) result[at * channels + c] = values[from] ?? NaN;
  return result;
}

/** @param {ArrayLike<number>} values @param {readonly [number, number, number]} shape @param {{dims: number[], values: () => ArrayLike<number>}} output */
function compare(values, [height, width, channels], { dims, values: stored }) {
  const own = first(stored(), values.length);
  const isRow = dims.length === 3 && height === 1 && dims[1] === channels && dims[2] === width;
  const expected = dims.length === 4 || isRow ? channelsLast(own, height, width, channels) : own;
  if (expected.length !== values.length) throw new Error(`expected ${expected.length} values, got ${values.length}`);
  const differences = Array.from(values, (value, at) => Math.abs(value - (expected[at] ?? NaN)));
  const error = differences.reduce((most, one) => Math.max(most, one), 0);
  const largest = Array.from(expected).reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  return { error, largest };
}

/** Not a Buffer, whose parts share the memory of others. @param {string} path */
function bytesOf(path) {
  return new Uint8Array(readFileSync(path));
}
