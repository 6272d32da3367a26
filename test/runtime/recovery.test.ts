import { expect } from '@open-wc/testing';
import { buildNetwork, elementsOf, weightsOf } from '../../src/core/index.js';
import { EngineError, openEngine, type Engine } from '../../src/runtime/index.js';
import type { PageMessage } from '../../src/runtime/protocol.js';
import { writeSafetensors } from '../support/safetensors.js';

const network = buildNetwork('mobilenet-v2', { width: 0.1, resolution: 16, classes: 4 });
const image = { data: new Float32Array(elementsOf(network.inputShape)).fill(0.5), shape: network.inputShape };

/** cpu: a connection that no other test shares. */
const open = (): Promise<Engine> => openEngine({ backend: 'cpu' });

/** What each worker holds while it lives. */
const locks = new WeakMap<Worker, string>();

describe('recovery', () => {
  const RealWorker = globalThis.Worker;
  /** Those that were asked something: one that another was quicker than is not. */
  const workers: Worker[] = [];
  /** Called with every message that goes to a worker. */
  let onMessage: (message: PageMessage, worker: Worker) => void;

  beforeEach(() => {
    onMessage = () => {};
    globalThis.Worker = class extends RealWorker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener('message', ({ data }) => data.ready && locks.set(this, data.lock));
      }
      override postMessage(message: PageMessage, transfer?: Transferable[] | StructuredSerializeOptions): void {
        if ('call' in message && !workers.includes(this)) workers.push(this);
        onMessage(message, this);
        super.postMessage(message, transfer as Transferable[]);
      }
    };
  });
  afterEach(() => {
    globalThis.Worker = RealWorker;
  });

  it('from a worker that was killed: network and image are there again', async () => {
    const engine = await open();
    await engine.load(network, { seed: 3 });
    const { logits } = await engine.run(image);
    const count = workers.length;
    await kill(workers.at(-1)!);
    expect((await engine.activation('classifier')).data).to.deep.equal(logits);
    expect(workers.length).to.equal(count + 1);
    // A second time, now while it works.
    onMessage = (message, worker) => {
      if ('call' in message && message.call === 'run' && workers.length === count + 1) worker.terminate();
    };
    expect((await engine.run(image)).logits).to.deep.equal(logits);
    expect(workers.length).to.equal(count + 2);
    await engine.close();
  });

  it('only once: a request that kills the next worker too is reported', async () => {
    const engine = await open();
    await engine.load(network, { seed: 3 });
    const before = workers.length;
    onMessage = (message, worker) => {
      if ('call' in message && message.call === 'run') worker.terminate();
    };
    const error = await engine.run(image).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(EngineError);
    expect((error as EngineError).code).to.equal('worker-lost');
    expect(workers.length).to.equal(before + 1);
    onMessage = () => {};
    expect((await engine.run(image)).logits.length, 'and the next request starts anew').to.equal(4);
    await engine.close();
  });

  it('of several engines at once, with one new worker', async () => {
    const engines = await Promise.all([open(), open(), open()]);
    await Promise.all(engines.map((engine, seed) => engine.load(network, { seed })));
    const before = await Promise.all(engines.map((engine) => engine.run(image)));
    const count = workers.length;
    await kill(workers.at(-1)!);
    const after = await Promise.all(engines.map((engine) => engine.activation('classifier')));
    expect(after.map(({ data }) => data)).to.deep.equal(before.map(({ logits }) => logits));
    expect(workers.length).to.equal(count + 1);
    await Promise.all(engines.map((engine) => engine.close()));
  });

  it('in the order of the calls: all that were not answered are asked again, one after the other', async () => {
    const engine = await open();
    const expected = await open();
    await expected.load(network, { seed: 5 });
    const { logits } = await expected.run(image);
    await engine.load(network, { seed: 3 });
    await engine.run(image);
    const count = workers.length;
    onMessage = (message, worker) => {
      if ('call' in message && message.call === 'run' && workers.length === count) worker.terminate();
    };
    const calls = [
      engine.load(network, { seed: 4 }),
      engine.run(image), // here the worker dies
      engine.load(network, { seed: 5 }),
      engine.run(image),
      engine.activation('classifier'),
      engine.load(network, { seed: 6 }),
    ] as const;
    const answers = await Promise.all(calls);
    expect(answers[3].logits).to.deep.equal(logits);
    expect(answers[4].data).to.deep.equal(logits);
    expect(answers[1].logits).to.not.deep.equal(logits);
    expect(workers.length).to.equal(count + 1);
    await Promise.all([engine.close(), expected.close()]);
  });

  it('also where the network cannot be had again: others can be loaded, and the sentence says what failed', async () => {
    const engine = await open();
    await engine.load(network, { seed: 3 });
    const [kernel] = await engine.weightsOf('stem/conv');
    const url = URL.createObjectURL(new Blob([fileOfOnes()]));
    await engine.load(network, { url });
    URL.revokeObjectURL(url);
    await kill(workers.at(-1)!);
    const error = await engine.weightsOf('stem/conv').catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'fetch-failed');
    await engine.load(network, { seed: 3 });
    expect((await engine.weightsOf('stem/conv'))[0]).to.deep.equal(kernel);
    await engine.close();
  });

  it('closes after a loss as if nothing had been', async () => {
    const engine = await open();
    await kill(workers.at(-1)!);
    await engine.close();
    await engine.close();
  });
});

describe('where no worker can start', () => {
  const RealWorker = globalThis.Worker;
  afterEach(() => {
    globalThis.Worker = RealWorker;
  });

  it('the engine runs in the page', async () => {
    globalThis.Worker = function () {
      throw new DOMException('refused by a policy', 'SecurityError');
    } as unknown as typeof Worker;
    const engine = await openEngine({ backend: 'wasm' });
    expect(engine.inWorker).to.equal(false);
    await engine.load(network, { seed: 3 });
    expect((await engine.run(image)).logits.length).to.equal(4);
    await engine.close();
  });
});

describe('a script from another origin', () => {
  it('starts its worker through a blob, with wasm', async () => {
    const elsewhere = new URL('/src/runtime/client.ts', location.href);
    elsewhere.hostname = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
    const load = new Function('url', 'return import(url)') as (
      url: string,
    ) => Promise<{ openEngine: typeof openEngine }>; // Vite leaves it alone
    const client = await load(elsewhere.href);
    const engine = await client.openEngine({ backend: 'wasm' });
    expect(engine.inWorker).to.equal(true);
    await engine.load(network, { seed: 3 });
    expect((await engine.run(image)).logits.length).to.equal(4);
    await engine.close();
  });
});

const fileOfOnes = (): ArrayBuffer =>
  writeSafetensors(
    network.nodes.flatMap((node) =>
      weightsOf(node).map(({ name, shape }) => ({
        name: `${node.id}/${name}`,
        shape,
        data: new Float32Array(shape.reduce((size, axis) => size * axis, 1)).fill(1),
      })),
    ),
  );

/** Ends a worker as a browser short of memory would, and waits until the page can know: its lock is free. */
async function kill(worker: Worker): Promise<void> {
  worker.terminate();
  await navigator.locks.request(locks.get(worker)!, () => {});
}
