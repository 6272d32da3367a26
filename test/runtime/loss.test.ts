import { expect } from '@open-wc/testing';
import { buildNetwork, elementsOf } from '../../src/core/index.js';
import { EngineError, examineWeights, openEngine, type Engine } from '../../src/runtime/index.js';
import { readCifar10 } from '../../src/training/index.js';
import { lose, loseNothing } from '../support/losing.js';

const network = buildNetwork('mobilenet-v2', { width: 0.1, resolution: 16, classes: 4 });
const image = { data: new Float32Array(elementsOf(network.inputShape)).fill(0.5), shape: network.inputShape };

async function failureOf(work: Promise<unknown>): Promise<EngineError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(EngineError);
  return error as EngineError;
}

async function expectToRun(engine: Engine, inWorker: boolean): Promise<void> {
  expect(engine.inWorker).to.equal(inWorker);
  await engine.load(network, { seed: 3 });
  expect((await engine.run(image)).logits.length).to.equal(4);
}

/** The address and the sentence of each chunk, and what asks for it; each is asked for here for the first time. */
const chunks = (): readonly (readonly [path: string, what: string, ask: () => Promise<unknown>])[] => [
  ['/src/formats/weights/weight-fit.ts', 'The part that looks into weights', examined],
  ['drop:/src/runtime/engine.ts', 'The part that runs networks', () => opened({ backend: 'cpu', worker: false })],
  ['/src/runtime/backends/cpu.ts', 'The part that computes in JavaScript', () => opened({ backend: 'cpu' })],
  ['/src/runtime/backends/wasm.ts', 'The part that computes with WebAssembly', () => opened({ backend: 'wasm' })],
];

async function examined(): Promise<void> {
  const { isModel } = await examineWeights(network, [new Blob([JSON.stringify({ weightsManifest: [] })])]);
  expect(isModel).to.equal(false);
}

async function opened(options: Parameters<typeof openEngine>[0]): Promise<void> {
  const engine = await openEngine(options);
  await expectToRun(engine, options?.worker ?? true);
  await engine.close();
}

describe('a chunk of ours that is lost', () => {
  afterEach(loseNothing);

  for (const [path, what, ask] of chunks())
    it(`${path} is named in a sentence, and there the next time`, async () => {
      lose(path);
      for (const time of ['once', 'twice']) {
        const { code, message } = await failureOf(ask());
        expect(code, time).to.equal('chunk-lost');
        expect(message, time).to.include(`${what} could not be loaded: `).and.to.include(path.split('/').at(-1)!);
        expect(message, time).not.to.include('http');
      }
      loseNothing();
      await ask();
    });

  it('is asked for under another address at once: where the first answer is remembered, nobody notices', async () => {
    lose('/src/training/cifar10.ts?');
    const { code } = await failureOf(readCifar10(new Blob(['no images']), { side: 32, limit: 1 }));
    expect(code).to.equal('training-data');
  });
});

describe('a worker that is lost while it starts', () => {
  const RealWorker = globalThis.Worker;
  afterEach(() => {
    globalThis.Worker = RealWorker;
    loseNothing();
  });

  /** Ends so many workers before they have said a word. */
  function killFirst(count: number): void {
    let made = 0;
    globalThis.Worker = class extends RealWorker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (made++ < count) this.terminate();
      }
    };
  }

  it('is replaced where it was killed', async () => {
    killFirst(1);
    const engine = await openEngine({ backend: 'cpu' });
    await expectToRun(engine, true);
    await engine.close();
  });

  it('has its script lost: the page runs the network, and the next engine has a worker again', async () => {
    await lingered();
    lose('/src/runtime/worker.ts');
    const inPage = await openEngine({ backend: 'cpu' });
    await expectToRun(inPage, false);
    loseNothing();
    const inWorker = await openEngine({ backend: 'cpu' });
    await expectToRun(inWorker, true);
    expect((await inPage.run(image)).logits, 'the first goes on').to.deep.equal((await inWorker.run(image)).logits);
    await Promise.all([inPage.close(), inWorker.close()]);
  });

  it('and the page has no engine either: a sentence, and the next engine has a worker', async () => {
    await lingered();
    lose('/src/runtime/worker.ts', '/src/runtime/backends/webgpu.ts');
    const error = await failureOf(openEngine({ backend: 'webgpu' }));
    expect(error.code).to.be.oneOf(['chunk-lost', 'backend-unavailable']);
    loseNothing();
    const engine = await openEngine({ backend: 'cpu' });
    await expectToRun(engine, true);
    await engine.close();
  });
});

/** Until the worker of the engines before has ended: the connection of a backend is kept for two seconds. */
const lingered = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2_500));
