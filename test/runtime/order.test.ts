import { expect } from '@open-wc/testing';
import { elementsOf, type Network } from '../../src/core/index.js';
import { EngineError, openEngine, type Engine, type ImageSource } from '../../src/runtime/index.js';
import { Seeded } from '../support/seeded.js';
import { buildBottleneck } from '../support/single-block.js';

const networks = [
  buildBottleneck([6, 6, 3], { t: 2, outputChannels: 4, stride: 1 }),
  buildBottleneck([6, 6, 3], { t: 1, outputChannels: 3, stride: 1 }),
  buildBottleneck([8, 8, 3], { t: 2, outputChannels: 5, stride: 2 }),
];
/** Some are of every network, some of one, one of none. */
const nodes = [...new Set(networks.flatMap((network) => network.nodes.map(({ id }) => id))), 'nowhere'];
/** The third network refuses the tensors of the others, and takes pixels of any size. */
const sources = ['tensor 6', 'tensor 8', 'pixels', 'bitmap'] as const;

type Source = (typeof sources)[number];
type Call =
  | { readonly name: 'load'; readonly network: Network; readonly seed: number }
  | { readonly name: 'run'; readonly source: Source; readonly seed: number }
  | { readonly name: 'activation' | 'thumbnails' | 'weightsOf'; readonly node: string };

/** When a call is aborted: never, at once, or after so many turns of the event loop. */
type Abort = 'never' | 'at once' | number;

interface Step {
  readonly call: Call;
  readonly abort: Abort;
}

function randomCall(random: Seeded): Call {
  const name = random.oneOf([
    'load',
    'load',
    'run',
    'run',
    'run',
    'activation',
    'activation',
    'thumbnails',
    'weightsOf',
  ]);
  if (name === 'load') return { name, network: random.oneOf(networks), seed: random.integer(1, 3) };
  if (name === 'run') return { name, source: random.oneOf(sources), seed: random.integer(1, 3) };
  return { name: name as 'activation', node: random.oneOf(nodes) };
}

function randomSteps(random: Seeded): Step[] {
  return Array.from({ length: random.integer(4, 9) }, () => ({
    call: randomCall(random),
    abort: random.chance(0.6) ? 'never' : random.chance(0.3) ? 'at once' : random.integer(0, 6),
  }));
}

/** An image, and what its owner does with it right after the call. */
async function imageOf(source: Source, seed: number): Promise<{ image: ImageSource; spoil: () => void }> {
  const random = new Seeded(seed);
  if (source !== 'pixels' && source !== 'bitmap') {
    const side = Number(source.split(' ')[1]);
    const shape = [side, side, 3] as const;
    const data = Float32Array.from({ length: elementsOf(shape) }, () => 2 * random.next() - 1);
    return { image: { data, shape }, spoil: () => data.fill(NaN) };
  }
  const pixels = new ImageData(9, 9);
  pixels.data.forEach((_, i) => (pixels.data[i] = i % 4 === 3 ? 255 : random.integer(0, 255)));
  if (source === 'pixels') return { image: pixels, spoil: () => pixels.data.fill(0) };
  const bitmap = await createImageBitmap(pixels);
  return { image: bitmap, spoil: () => bitmap.close() };
}

interface Prepared {
  readonly call: Call;
  readonly image?: ImageSource;
  readonly spoil?: () => void;
}

const prepared = async (call: Call): Promise<Prepared> =>
  call.name === 'run' ? { call, ...(await imageOf(call.source, call.seed)) } : { call };

/** Everything of an answer that is not a clock. */
async function ask(engine: Engine, { call, image, spoil }: Prepared, signal?: AbortSignal): Promise<unknown> {
  switch (call.name) {
    case 'load':
      return engine.load(call.network, { seed: call.seed }, { signal });
    case 'run': {
      const running = engine.run(image!, { ...(signal && { signal }) });
      spoil!();
      const { top, logits, backend } = await running;
      return { top, logits, backend };
    }
    case 'activation':
      return engine.activation(call.node, { signal });
    case 'thumbnails':
      return [...(await engine.thumbnails([call.node], 4, { signal }))];
    case 'weightsOf':
      return engine.weightsOf(call.node, { signal });
  }
}

const ABORTED = 'aborted';

/** An answer or the code of an error, or that it was aborted. */
const outcomeOf = (answer: Promise<unknown>): Promise<unknown> =>
  answer.catch((error: unknown) => {
    if (error === ABORTED) return ABORTED;
    if (error instanceof EngineError) return { code: error.code, node: error.node };
    throw error;
  });

const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(0);
  });

async function abortLater(controller: AbortController, abort: Abort): Promise<void> {
  if (abort === 'never') return;
  for (let i = 0; i < (abort === 'at once' ? 0 : abort); i++) await nextTask();
  controller.abort(ABORTED);
}

/** All calls at once, some aborted in between. */
async function atOnce(engine: Engine, steps: readonly Step[]): Promise<unknown[]> {
  const all = await Promise.all(steps.map(({ call }) => prepared(call)));
  const outcomes = all.map((one, at) => {
    const controller = new AbortController();
    const outcome = outcomeOf(ask(engine, one, controller.signal));
    void abortLater(controller, steps[at]!.abort);
    return outcome;
  });
  return Promise.all(outcomes);
}

/** The calls that were not aborted, each awaited. */
async function oneByOne(engine: Engine, steps: readonly Step[], outcomes: readonly unknown[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const [at, { call }] of steps.entries())
    answers.push(outcomes[at] === ABORTED ? ABORTED : await outcomeOf(ask(engine, await prepared(call))));
  return answers;
}

const wordsOf = ({ call, abort }: Step): string =>
  Object.entries({ ...call, abort })
    .map(([name, value]) => `${name} ${typeof value === 'object' ? value.id : value}`)
    .join(', ');

const INTERLEAVINGS = 300;

for (const worker of [true, false]) {
  describe(`order of calls in ${worker ? 'a worker' : 'the page'}`, () => {
    it(`${INTERLEAVINGS} random interleavings with aborts answer as the same calls one by one`, async () => {
      const random = new Seeded(9);
      const [first, second] = await Promise.all([0, 1].map(() => openEngine({ backend: 'cpu', worker })));
      const tally = { calls: 0, aborted: 0 };
      for (let round = 0; round < INTERLEAVINGS; round++) {
        const steps = randomSteps(random);
        const outcomes = await atOnce(first!, steps);
        const expected = await oneByOne(second!, steps, outcomes);
        for (const [at, outcome] of outcomes.entries())
          expect(
            outcome,
            `${round}: ${steps
              .slice(0, at + 1)
              .map(wordsOf)
              .join('; ')}`,
          ).to.deep.equal(expected[at]);
        tally.calls += steps.length;
        tally.aborted += outcomes.filter((outcome) => outcome === ABORTED).length;
      }
      expect(tally.calls).to.be.above(5 * INTERLEAVINGS);
      expect(tally.aborted).to.be.above(INTERLEAVINGS / 2);
      await Promise.all([first!.close(), second!.close()]);
    });
  });
}

for (const worker of [true, false]) {
  describe(`calls that are not awaited in ${worker ? 'a worker' : 'the page'}`, () => {
    const [network, other] = [networks[0]!, networks[1]!];
    let engine: Engine;
    beforeEach(async () => {
      engine = await openEngine({ backend: 'cpu', worker });
      await engine.load(network, { seed: 1 });
    });
    afterEach(() => engine.close());

    const image = async (seed: number) => (await imageOf('bitmap', seed)).image;
    const logitsOf = async (of: Network, seed: number, pixels: number) => {
      const alone = await openEngine({ backend: 'cpu', worker });
      await alone.load(of, { seed });
      const { logits } = await alone.run(await image(pixels));
      await alone.close();
      return logits;
    };

    it('run, then load: the run is of the network before', async () => {
      const [{ logits }] = await Promise.all([engine.run(await image(1)), engine.load(other, { seed: 1 })]);
      expect(logits).to.deep.equal(await logitsOf(network, 1, 1));
    });

    it('run, then activation: the activation is of that run, also for an <img> that is still loading', async () => {
      await engine.run(await image(2));
      const canvas = new OffscreenCanvas(9, 9);
      canvas.getContext('2d')!.drawImage((await image(1)) as ImageBitmap, 0, 0);
      const picture = new Image();
      picture.src = URL.createObjectURL(await canvas.convertToBlob());
      const last = network.nodes.at(-1)!.id;
      const [{ logits }, { data }] = await Promise.all([engine.run(picture), engine.activation(last)]);
      expect(logits).to.deep.equal(await logitsOf(network, 1, 1));
      expect(data).to.deep.equal(logits);
      URL.revokeObjectURL(picture.src);
    });

    it('load, load, run: the run is of the second network', async () => {
      const pixels = await image(1);
      void engine.load(network, { seed: 2 });
      void engine.load(other, { seed: 2 });
      expect((await engine.run(pixels)).logits).to.deep.equal(await logitsOf(other, 2, 1));
    });

    it('an <img> that shows another picture right after the call is run as it was', async () => {
      const canvas = new OffscreenCanvas(9, 9);
      canvas.getContext('2d')!.drawImage((await image(1)) as ImageBitmap, 0, 0);
      const picture = new Image();
      picture.src = URL.createObjectURL(await canvas.convertToBlob());
      await picture.decode();
      const running = engine.run(picture);
      picture.src = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
      expect((await running).logits).to.deep.equal(await logitsOf(network, 1, 1));
    });

    it('an aborted load leaves the network and the image before it, however late it is aborted', async () => {
      const { logits } = await engine.run(await image(1));
      const last = network.nodes.at(-1)!.id;
      for (const turns of Array.from({ length: 12 }, (_, at) => at)) {
        const controller = new AbortController();
        const loading = outcomeOf(engine.load(other, { seed: 5 + turns }, { signal: controller.signal }));
        await abortLater(controller, turns);
        if ((await loading) !== ABORTED) break; // it was quicker
        expect((await engine.activation(last)).data, `after ${turns} turns`).to.deep.equal(logits);
      }
    });

    it('a call that waits for its turn can be aborted at once', async () => {
      const never = new Image();
      never.loading = 'lazy';
      never.src = '/samples/index.json'; // out of the page, it is never asked for
      const first = new AbortController();
      const second = new AbortController();
      const running = outcomeOf(engine.run(never, { signal: first.signal }));
      const waiting = outcomeOf(engine.activation('input', { signal: second.signal }));
      second.abort(ABORTED);
      expect(await waiting).to.equal(ABORTED);
      const next = engine.run(await image(1));
      first.abort(ABORTED);
      expect(await running).to.equal(ABORTED);
      expect((await next).logits).to.deep.equal(await logitsOf(network, 1, 1));
    });

    it('weights in a buffer are read at the call, each time', async () => {
      const buffer = new TextEncoder().encode('no weights, and long enough to be text').buffer;
      const first = outcomeOf(engine.load(network, { data: buffer }));
      new Uint8Array(buffer).fill(0);
      const second = engine.load(network, { data: buffer }).catch(({ message }: Error) => message);
      expect(await first).to.include({ code: 'weights-format' });
      expect(await second).to.not.include('no weights');
    });
  });
}
