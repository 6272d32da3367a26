import { expect } from '@open-wc/testing';
import { NetworkBuilder, type Network, type Window } from '../../src/core/index.js';
import { openEngine, toLayersModel, type Engine, type EngineError } from '../../src/runtime/index.js';

const OBLONG: Window = { kernel: 3, stride: 2, padding: 0, dilation: 2, across: { kernel: 2, stride: 1, dilation: 1 } };
const DILATED: Window = {
  kernel: 2,
  stride: 1,
  padding: 0,
  dilation: 1,
  across: { kernel: 2, stride: 1, dilation: 3 },
};

/** A layer that runs, one with the window in question, and one after it. */
function networkWith(kind: 'conv2d' | 'depthwise-conv2d' | 'max-pool' | 'average-pool', window: Window): Network {
  const builder = new NetworkBuilder('window', 'a window', {});
  const image = builder.add('image', 'input', { shape: [9, 9, 2] }, []);
  const before = builder.add('before', 'activation', { function: 'relu' }, [image]);
  const at =
    kind === 'conv2d'
      ? builder.add('at', kind, { ...window, filters: 2, groups: 1, bias: false }, [before])
      : builder.add('at', kind, window, [before]);
  builder.add('after', 'global-average-pool', {}, [at]);
  return builder.finish();
}

const errorOf = (promise: Promise<unknown>): Promise<EngineError> =>
  promise.then(
    () => expect.fail('no error'),
    (error: EngineError) => error,
  );

describe('windows that tfjs does not compute', () => {
  let engine: Engine;
  before(async () => void (engine = await openEngine({ backend: 'wasm', worker: false })));
  after(() => engine.close());

  for (const [kind, window, sentence] of [
    ['conv2d', OBLONG, 'expected stride 1 or dilation 1, got stride 2×1 and dilation 2×1'],
    ['depthwise-conv2d', OBLONG, 'expected stride 1 or dilation 1, got stride 2×1 and dilation 2×1'],
    ['max-pool', DILATED, 'expected pooling with dilation 1, got dilation 1×3'],
    ['average-pool', DILATED, 'expected pooling with dilation 1, got dilation 1×3'],
  ] as const)
    it(`${kind}: the network runs up to it, and it says why; as does a LayersModel`, async () => {
      const network = networkWith(kind, window);
      await engine.load(network, { seed: 1 });
      const result = await engine.run({ data: new Float32Array(9 * 9 * 2), shape: [9, 9, 2] });
      expect([result.unknown, result.top, result.logits.length]).to.deep.equal(['at', [], 0]);
      expect((await engine.activation('before')).data.length).to.equal(9 * 9 * 2);
      for (const id of ['at', 'after']) {
        const error = await errorOf(engine.activation(id));
        expect([error.code, error.node]).to.deep.equal(['window-unsupported', id]);
        expect(error.message).to.contain(sentence);
      }
      expect((await errorOf(engine.activation('after'))).message).to.contain('it comes after at');
      const refused = await errorOf(toLayersModel(network, { seed: 1 }, { backend: 'wasm' }));
      expect([refused.code, refused.node]).to.deep.equal(['window-unsupported', 'at']);
    });
});
