/** The engine's budgets, on wasm and MobileNetV2 1.0 @ 224, each ratio from calls that take turns in one run. */
import { tensor4d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { buildNetwork, elementsOf, type Network } from '../src/core/index.js';
import { openEngine, toLayersModel, type Engine, type TensorImage } from '../src/runtime/index.js';
import { watchLongTasks } from './long-tasks.js';
import { median, quantile, timed, type BenchRow } from './row.js';

const ROUNDS = 15;
const SEED = 1;

export async function benchRuntime(): Promise<{ rows: readonly BenchRow[] }> {
  const network = buildNetwork('mobilenet-v2');
  return { rows: [...(await inPage(network)), ...(await inWorker(network))] };
}

/** Ratios: engine and LayersModel side by side on the main thread. */
async function inPage(network: Network): Promise<readonly BenchRow[]> {
  const engine = await openEngine({ backend: 'wasm', worker: false });
  const image = imageFor(network);
  const start = await engine.memory();
  await engine.load(network, { seed: SEED });
  const loaded = await engine.memory();
  await engine.run(image);
  const kept = (await engine.memory()).bytes - loaded.bytes;
  const { run, predict, block } = await takeTurns(engine, network, image);
  await engine.load(buildNetwork('mobilenet-v2', { width: 0.1, resolution: 32 }), { seed: SEED });
  await engine.close();
  const left = await leftAfterClosing(start.tensors);
  return [
    {
      what: 'run, any node inspectable ÷ LayersModel.predict',
      value: median(run) / median(predict),
      unit: '×',
      budget: 0.4,
      isTimed: true,
    },
    {
      what: 'inside of one block (its last operation, so all of them) ÷ run',
      value: median(block) / median(run),
      unit: '×',
      budget: 0.06,
      isTimed: true,
    },
    {
      what: 'inside of the costliest block ÷ run',
      value: Math.max(...block) / median(run),
      unit: '×',
      budget: 0.15,
      isTimed: true,
    },
    { what: 'run', value: median(run), unit: 'ms', isTimed: true },
    { what: 'LayersModel.predict', value: median(predict), unit: 'ms', isTimed: true },
    {
      what: 'kept between run and inspection, beyond the weights',
      value: kept / 1e6,
      unit: 'MB',
      budget: 10,
      isTimed: false,
    },
    { what: 'tensors left after closing', value: left, unit: '', budget: 0, isTimed: false },
  ];
}

async function takeTurns(engine: Engine, network: Network, image: TensorImage) {
  const model = await toLayersModel(network, { seed: SEED }, { backend: 'wasm' });
  const predictOnce = async (): Promise<void> => {
    const logits = tidy(() => model.predict(tensor4d(image.data, [1, ...network.inputShape])) as Tensor);
    await logits.data();
    logits.dispose();
  };
  const insides = innermost(network);
  const run: number[] = [];
  const predict: number[] = [];
  const blocks = new Map<string, number[]>(insides.map((id) => [id, []]));
  await engine.run(image);
  await predictOnce();
  for (let round = 0; round < ROUNDS; round++) {
    run.push(await timed(() => engine.run(image)));
    predict.push(await timed(predictOnce));
    for (const id of insides) blocks.get(id)!.push(await timed(() => engine.activation(id, { channels: [0] })));
  }
  model.dispose();
  return { run, predict, block: [...blocks.values()].map(median) };
}

/** The last operation inside each block: to get it, all before it have to run. */
const innermost = (network: Network): readonly string[] =>
  network.groups.filter(({ role }) => role === 'block').map(({ end }) => network.nodes.slice(0, end - 1).at(-1)!.id);

async function leftAfterClosing(before: number): Promise<number> {
  const watcher = await openEngine({ backend: 'wasm', worker: false });
  const { tensors } = await watcher.memory();
  await watcher.close();
  return tensors - before;
}

/** What a reader feels: the engine in its worker, the page free. */
async function inWorker(network: Network): Promise<readonly BenchRow[]> {
  const tasks = watchLongTasks();
  const image = imageFor(network);
  let engine!: Engine;
  const first = await timed(async () => {
    engine = await openEngine({ backend: 'wasm' });
    await engine.load(network, { seed: SEED });
    await engine.run(image);
    await engine.activation('stem/activation');
  });
  const runs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) runs.push(await timed(() => engine.run(image)));
  const clicks: number[] = [];
  for (const { id } of network.nodes) clicks.push(await timed(() => engine.activation(id)));
  const all = network.groups.filter(({ role }) => role === 'block').map(({ end }) => network.nodes[end - 1]!.id);
  const thumbnails = await timed(() => engine.thumbnails(all, 56));
  const longest = await tasks.stop();
  await engine.close();
  return [
    {
      what: 'click → channels in the page, p95 over all nodes',
      value: quantile(clicks, 0.95),
      unit: 'ms',
      budget: 60,
      isTimed: true,
    },
    { what: 'click → channels in the page, median', value: median(clicks), unit: 'ms', isTimed: true },
    { what: 'thumbnails of all blocks', value: thumbnails, unit: 'ms', isTimed: true },
    { what: 'open, load random weights, run, first activation', value: first, unit: 'ms', isTimed: true },
    { what: '  the same ÷ run', value: first / median(runs), unit: '×', budget: 25, isTimed: true },
    { what: 'longest task of the page while the engine works', value: longest, unit: 'ms', budget: 50, isTimed: true },
  ];
}

const imageFor = ({ inputShape }: Network): TensorImage => ({
  data: Float32Array.from({ length: elementsOf(inputShape) }, (_, i) => Math.sin(i * 0.013) + Math.sin(i * 0.0007)),
  shape: inputShape,
});
