import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { buildNetwork, costOf, countParameters } from '../../src/core/index.js';
import '../../src/index.js';
import type { NetErrorEvent } from '../../src/elements/shared/events.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import type { NetGraph } from '../../src/elements/net-graph/net-graph.js';
import { randomWeights } from '../../src/runtime/random.js';
import { writeGraphModel } from '../support/graph-model.js';
import { seen } from '../support/inspection.js';
import { until, wordsOf } from '../support/page.js';

/** A small classifier of 8×8 pictures, as a page trains one. */
function sequential(units = 2): tfl.Sequential {
  const model = tfl.sequential({ name: 'mine' });
  const kernelInitializer = tfl.initializers.randomUniform({ minval: -1, maxval: 1, seed: units });
  model.add(
    tfl.layers.conv2d({
      inputShape: [8, 8, 3],
      filters: 4,
      kernelSize: 3,
      activation: 'relu',
      kernelInitializer,
      biasInitializer: tfl.initializers.constant({ value: 0.1 }),
    }),
  );
  model.add(tfl.layers.globalAveragePooling2d({}));
  model.add(tfl.layers.dense({ units, activation: 'softmax', kernelInitializer }));
  return model;
}

/** A model of TensorFlow's operations, loaded by tfjs. */
async function graphModel() {
  const network = buildNetwork('mobilenet-v2', { width: 0.05, resolution: 32, classes: 3, blocks: [[2, 16, 1, 2]] });
  const { json, weights } = writeGraphModel(network, randomWeights(network, 3), false);
  const { modelTopology, weightsManifest } = json as {
    modelTopology: object;
    weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
  };
  const artifacts = { modelTopology, weightSpecs: weightsManifest[0]!.weights, weightData: weights };
  return { network, model: await loadGraphModel(tf.io.fromMemory(artifacts)) };
}

const readyIn = async (element: NetGraph | NetExplorer, network: string): Promise<void> => {
  await until(() => element.state?.network.id === network, network);
};

/** What the explorer's engine computes of a picture, beside what the page's tfjs does of the same values. */
async function probabilities(explorer: NetExplorer): Promise<number[]> {
  const { inspection } = explorer.state!;
  inspection.start();
  await until(() => inspection.phase === 'ready' || inspection.phase === 'failed', 'a run');
  expect(explorer.state!.problem('engine')?.message).to.equal(undefined);
  const last = await inspection.activation(explorer.state!.network.nodes.at(-1)!.id);
  return [...last.data];
}

async function predicted(model: tfl.LayersModel | GraphModel, explorer: NetExplorer): Promise<number[]> {
  const { inspection, network } = explorer.state!;
  const input = await inspection.activation(network.nodes[0]!.id);
  const batch = tf.tensor4d(input.data, [1, ...network.inputShape]);
  const out = model.predict(batch) as tf.Tensor;
  return [...(await out.data())];
}

const near = (own: readonly number[], theirs: readonly number[]): void => {
  expect(own.length).to.equal(theirs.length);
  theirs.forEach((value, at) => expect(own[at]).to.be.closeTo(value, 1e-5 * Math.max(1, Math.abs(value))));
};

const problemOf = (explorer: NetExplorer): string => explorer.state?.problem('options')?.message ?? '';

describe('a live model of the page’s own tfjs', () => {
  before(async () => {
    await tf.setBackend('cpu');
  });

  it('a layers model is drawn, counted and run as tfjs runs it', async () => {
    const explorer = await fixture<NetExplorer>(html`<net-explorer></net-explorer>`);
    const model = sequential();
    explorer.model = model;
    await readyIn(explorer, 'mine');
    expect(explorer.model).to.equal(model);
    expect(countParameters(explorer.state!.network, 'keras')).to.equal(model.countParams());
    near(await probabilities(explorer), await predicted(model, explorer));
  });

  it('a graph model is, too', async () => {
    const explorer = await fixture<NetExplorer>(html`<net-explorer></net-explorer>`);
    const { model, network } = await graphModel();
    explorer.model = model;
    await readyIn(explorer, 'model');
    expect(explorer.state!.cost.total.macs).to.equal(costOf(network).total.macs);
    near(await probabilities(explorer), await predicted(model, explorer));
  });

  it('is shown as it is at the moment: set again after training, with other weights', async () => {
    const explorer = await fixture<NetExplorer>(html`<net-explorer></net-explorer>`);
    const model = sequential();
    explorer.model = model;
    await readyIn(explorer, 'mine');
    const before = await probabilities(explorer);
    model.layers[2]!.setWeights([tf.tensor2d([3, 1, -2, 4, 0, 5, 1, -3], [4, 2]), tf.tensor1d([0, 2])]);
    explorer.model = model;
    await readyIn(explorer, 'mine-2');
    const after = await probabilities(explorer);
    expect(after).to.not.deep.equal(before);
    near(after, await predicted(model, explorer));
  });

  it('set before the element is defined, and on an element alone', async () => {
    const graph = document.createElement('net-graph');
    graph.model = sequential();
    document.body.append(graph);
    await readyIn(graph, 'mine');
    await graph.updateComplete;
    expect(graph.shadowRoot!.querySelectorAll('[data-path]').length).to.be.greaterThan(2);
    graph.remove();
    const late = document.createElement('net-explorer-of-later') as unknown as NetExplorer;
    Reflect.set(late, 'model', sequential());
    class Later extends (customElements.get('net-explorer') as typeof NetExplorer) {}
    document.body.append(late);
    customElements.define('net-explorer-of-later', Later);
    await readyIn(late, 'mine');
    late.remove();
  });

  it('taken back: the network that was shown before comes again, also what a reader had chosen', async () => {
    const explorer = await fixture<NetExplorer>(html`<net-explorer network="mobilenet-v1"></net-explorer>`);
    await readyIn(explorer, 'mobilenet-v1');
    explorer.state!.choose({ network: 'resnet', options: { depth: '18' } });
    await readyIn(explorer, 'resnet');
    explorer.model = sequential();
    await readyIn(explorer, 'mine');
    explorer.model = sequential(3);
    await readyIn(explorer, 'mine-2');
    explorer.model = null;
    await readyIn(explorer, 'resnet');
    expect(explorer.state!.choice.options).to.deep.equal({ depth: '18' });
    expect(explorer.model).to.equal(undefined);
  });

  it('taken back before it has come, or where nothing was shown before: what the tag says', async () => {
    const explorer = document.createElement('net-explorer');
    explorer.model = sequential();
    document.body.append(explorer);
    explorer.model = undefined;
    await readyIn(explorer, 'mobilenet-v2');
    explorer.network = 'mobilenet-v1';
    await readyIn(explorer, 'mobilenet-v1');
    explorer.model = sequential();
    explorer.network = 'squeezenet';
    await readyIn(explorer, 'squeezenet');
    expect(explorer.model).to.equal(undefined);
    explorer.model = sequential();
    await until(() => explorer.state!.model, 'the model');
    explorer.model = null;
    await readyIn(explorer, 'squeezenet');
    explorer.remove();
  });

  it('a follower shows the model of the element that it follows', async () => {
    const place = await fixture(
      html`<div><net-explorer id="followed"></net-explorer><net-table for="followed"></net-table></div>`,
    );
    const explorer = place.querySelector('net-explorer')!;
    explorer.model = sequential();
    await seen(() => wordsOf(place.querySelector('net-table')!.shadowRoot!).includes('conv2d'));
  });

  const wrong: readonly (readonly [string, () => unknown, string])[] = [
    ['an object of something else', () => ({ layers: [] }), 'got {"layers":[]}'],
    ['a promise', () => Promise.resolve(sequential()), 'await it first'],
    ['what saves something else', () => ({ save: () => Promise.resolve() }), 'an object that saves something else'],
    [
      'a model that is disposed of',
      () => {
        const model = sequential();
        model.dispose();
        return model;
      },
      'cannot be saved',
    ],
  ];
  for (const [what, make, said] of wrong)
    it(`${what}: a sentence, and the last good network stays`, async () => {
      const explorer = await fixture<NetExplorer>(html`<net-explorer></net-explorer>`);
      explorer.model = sequential();
      await readyIn(explorer, 'mine');
      const { network } = explorer.state!;
      const told = oneEvent(explorer, 'net-error') as unknown as Promise<NetErrorEvent>;
      Reflect.set(explorer, 'model', make());
      const { message, source } = await told;
      expect(source).to.equal('options');
      expect(message)
        .to.include('model: expected an address, or a layers model or graph model of tfjs')
        .and.include(said);
      expect(problemOf(explorer)).to.equal(message);
      expect(explorer.state!.network).to.equal(network);
      expect(wordsOf(explorer.shadowRoot!)).to.include(said);
      explorer.model = sequential(5);
      await readyIn(explorer, 'mine-2');
      expect(problemOf(explorer)).to.equal('');
    });
});
