import '@tensorflow/tfjs-backend-cpu';
import { expect, fixture, html } from '@open-wc/testing';
import { ready, setBackend } from '@tensorflow/tfjs-core';
import '../../src/explorer/bring-running.js';
import { openLayersModel, openLinkedModel } from '../../src/explorer/imported.js';
import '../../src/index.js';
import type { NetErrorEvent } from '../../src/elements/shared/events.js';
import '../../src/elements/net-controls/net-controls.js';
import type { NetControls } from '../../src/elements/net-controls/net-controls.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import type { NetGraph } from '../../src/elements/net-graph/net-graph.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import type { NetValue } from '../../src/elements/net-value/net-value.js';
import { ExplorerState } from '../../src/explorer/state.js';
import { choiceToTexts } from '../../src/explorer/choice-texts.js';
import { tagOf } from '../../src/elements/net-controls/tag.js';
import { functional, image, layer, modelJson } from '../support/keras-json.js';
import { teachableMachine } from '../support/keras-models.js';
import { until, wordsOf } from '../support/page.js';
import { saveModel } from '../support/saved-model.js';

const conv = (name: string, reads: string, config = {}) =>
  layer('Conv2D', name, [reads], { filters: 4, kernel_size: 3, ...config });

const textFile = (value: unknown, name: string): File => new File([JSON.stringify(value)], name);
const modelFile = (layers: Parameters<typeof functional>[0]): File =>
  textFile(modelJson(functional(layers)), 'model.json');

/** An address of this page that gives the model. */
const addressOf = (file: File): string => URL.createObjectURL(file);

const rejection = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'nothing went wrong',
    (error: Error) => error.message,
  );

describe('a model from a file', () => {
  before(async () => {
    await setBackend('cpu');
    await ready();
  });

  describe('Teachable Machine’s, with its labels', () => {
    const metadata = { labels: ['Cat', 'Dog', 'Frog'], imageSize: 64, modelName: 'my-model' };
    let files: readonly File[];
    before(async () => {
      const model = teachableMachine();
      files = [...(await saveModel(model)).files, textFile(metadata, 'metadata.json')];
      model.dispose();
    });

    it('is drawn, counted and listed like the others', async () => {
      const main = await fixture(html`<main><net-graph></net-graph><net-controls></net-controls></main>`);
      for (const element of main.querySelectorAll<NetGraph | NetControls>('net-graph, net-controls')) {
        await openLayersModel(element.state!, { files });
        await element.updateComplete;
        expect(element.state!.network.title).to.equal('my-model');
        await expect(element).to.be.accessible();
        expect(element.state!.families.all.map(({ title }) => title)).to.include('my-model');
      }
      const words = wordsOf(main.querySelector('net-controls')!.shadowRoot as unknown as Element);
      expect(words).to.contain('It is given values from −1 to 1, as Teachable Machine does.');
    });

    it('is nobody else’s, and ends with its explorer', async () => {
      const [one, other] = [new ExplorerState(), new ExplorerState()];
      await openLayersModel(one, { files });
      expect(one.families.of(one.choice.network).title).to.equal('my-model');
      expect(other.families.all.map(({ title }) => title)).not.to.include('my-model');
      expect(other.choose(one.choice)!.message).to.match(/: expected one of mobilenet-v2, /);
    });

    it('runs with its own weights and names its classes', async () => {
      const state = new ExplorerState();
      await openLayersModel(state, { files });
      const { inspection } = state;
      inspection.start();
      await until(() => inspection.phase === 'ready' || inspection.phase === 'failed', 'a run');
      expect(state.problem('weights')).to.equal(undefined);
      expect(inspection.weights!.source).to.equal('trained');
      expect(inspection.weights!.preprocessing).to.deep.equal({ mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] });
      expect(inspection.result!.top.map(({ label }) => label)).to.have.members(['Cat', 'Dog', 'Frog']);
      const sum = inspection.result!.top.reduce((total, { probability }) => total + probability, 0);
      expect(sum, 'its softmax is not taken twice').to.be.closeTo(1, 1e-5);
      inspection.stop();
    });

    it('gives way to a network of the register, and comes back', async () => {
      const state = new ExplorerState();
      await openLayersModel(state, { files });
      const { choice } = state;
      state.choose({ network: 'mobilenet-v2', options: { preset: 'paper' } });
      expect(state.model).to.equal(undefined);
      state.choose(choice);
      expect(state.network.title).to.equal('my-model');
      expect(state.model!.classes!.names).to.have.length(3);
    });
  });

  it('has the options that the file leaves open', async () => {
    const state = new ExplorerState();
    await openLayersModel(state, { files: [modelFile([image([null, null, 3]), conv('a', 'image')])] });
    expect(state.network.inputShape).to.deep.equal([224, 224, 3]);
    expect(state.changeOptions({ resolution: 96 })).to.equal(undefined);
    expect(state.network.inputShape).to.deep.equal([96, 96, 3]);
    expect(state.model!.notesOn(state.network)[0]).to.contain('96×96 is taken here');
    expect(state.changeOptions({ width: 0.5 })!.message).to.match(/^option width: net.* has none of that name/);
  });

  it('says what is not known, and runs up to it', async () => {
    const state = new ExplorerState();
    await openLayersModel(state, {
      files: [modelFile([image(), layer('Strange', 'odd', ['image']), conv('a', 'odd')])],
    });
    expect(state.complete).to.equal(true);
    expect(state.model!.notesOn(state.network)[0]).to.match(/^Not known here: Strange \(odd\)\./);
    expect(state.has('a')).to.equal(true);
  });

  it('draws what comes before a layer that does not fit', async () => {
    const state = new ExplorerState();
    const layers = [image(), conv('a', 'image'), conv('b', 'a'), layer('Add', 'sum', ['a', 'b'])];
    await openLayersModel(state, { files: [modelFile(layers)] });
    expect(state.problem('options')).to.include({ node: 'sum' });
    expect(state.network.nodes.map(({ id }) => id)).to.deep.equal(['image', 'a', 'b']);
  });

  it('leaves the state as it was where the file is wrong, and says why', async () => {
    const state = new ExplorerState();
    const { network } = state;
    const open = (...files: File[]) => rejection(openLayersModel(state, { files }));
    expect(await open(new File(['nonsense'], 'model.json'))).to.equal('model.json: expected JSON, got "nonsense"');
    expect(await open(new File([''], 'a.bin'))).to.equal('model: expected one model.json with its shards, got a.bin');
    expect(await open(textFile({ modelTopology: 5 }, 'model.json'))).to.match(/^model.json: modelTopology: expected/);
    const good = modelFile([image(), conv('a', 'image')]);
    expect(await open(good, textFile({ labels: 7 }, 'metadata.json'))).to.match(
      /^metadata.json: expected labels as a list/,
    );
    expect(await rejection(openLayersModel(state, { url: '/no/such/model.json' }))).to.match(
      /^model: expected \/no\/such\/model.json from \S+, got 404/,
    );
    expect(state.network).to.equal(network);
  });

  it('leaves names aside that do not fit its outputs', async () => {
    const state = new ExplorerState();
    const head = layer('Dense', 'head', ['flat'], { units: 4 });
    const layers = [image(), layer('Flatten', 'flat', ['image']), head];
    await openLayersModel(state, { files: [modelFile(layers), textFile({ labels: ['a', 'b'] }, 'metadata.json')] });
    expect(state.model!.classes).to.equal(undefined);
    expect(state.model!.notesOn(state.network).join(' ')).to.contain(
      'metadata.json names 2 classes, but 4 values come out',
    );
  });

  it('answers whoever asks last', async () => {
    const state = new ExplorerState();
    const named = (name: string) => ({ files: [modelFile([image(), conv(name, 'image')])] });
    await Promise.all([openLayersModel(state, named('first')), openLayersModel(state, named('second'))]);
    expect(state.has('second')).to.equal(true);
  });

  describe('named by the attribute model', () => {
    const address = addressOf(modelFile([image([null, null, 3]), conv('a', 'image')]));

    it('is what everything inside shows, with the other attributes as its options', async () => {
      const model = await fixture<NetModel>(
        html`<net-model model=${address} resolution="32" select="a"
          ><net-value of="parameters"></net-value
        ></net-model>`,
      );
      expect(model.state!.network.inputShape).to.deep.equal([32, 32, 3]);
      expect(model.state!.selected).to.equal('a');
      const value = model.querySelector<NetValue>('net-value')!;
      await until(() => /112/.test(wordsOf(value.shadowRoot as unknown as Element)), 'its parameters');
    });

    it('can be told again: in an address, in a tag', async () => {
      const model = await fixture<NetModel>(html`<net-model model=${address}></net-model>`);
      expect(Object.fromEntries(choiceToTexts(model.state!.choice, model.state!))).to.deep.equal({ model: address });
      expect(tagOf(model.state!)).to.equal(`<net-explorer model="${address}"></net-explorer>`);
    });

    it('reports what is wrong, and shows no other', async () => {
      const errors: string[] = [];
      const listen = (event: Event): void => void errors.push((event as NetErrorEvent).message);
      document.addEventListener('net-error', listen);
      const explorer = await fixture<NetExplorer>(html`<net-explorer model="/nothing/model.json"></net-explorer>`);
      await until(() => errors.length, 'an event');
      document.removeEventListener('net-error', listen);
      expect(errors[0]).to.match(/^model: expected \/nothing\/model.json from \S+, got 404/);
      expect(explorer.state).to.equal(undefined);
    });
  });

  describe('beside an image', () => {
    const address = new URL('../support/linked-model/model.json', import.meta.url).pathname;
    const isRun = ({ state }: NetExplorer) => state?.inspection.phase === 'ready' && state.network.inputShape[0] === 16;

    it('is run on it: both named by attributes', async () => {
      const explorer = await fixture<NetExplorer>(html`<net-explorer model=${address} image="frog"></net-explorer>`);
      await until(() => isRun(explorer), 'a run');
      expect(explorer.state!.image).to.deep.equal({ kind: 'sample', id: 'frog' });
    });

    for (const [title, image] of [
      ['a drawing', 'frog'],
      ['an address of this page’s host', '/samples/frog.webp'],
    ] as const)
      it(`is run on it: both named by a link, ${title}`, async () => {
        const home = location.href;
        const here = new URL(home);
        for (const [name, text] of Object.entries({ model: address, image })) here.searchParams.set(`m-${name}`, text);
        history.replaceState(null, '', here);
        const explorer = await fixture<NetExplorer>(html`<net-explorer url-state="m-"></net-explorer>`);
        await until(() => isRun(explorer), 'a run');
        history.replaceState(null, '', home);
        explorer.remove();
      });
  });

  it('is not fetched from another host by a link alone', async () => {
    const state = new ExplorerState();
    const linked = openLinkedModel(state, new Map([['model', 'https://models.example/model.json']]));
    expect(await rejection(linked)).to.match(
      /^model model.json: nothing is fetched from models.example unless you ask/,
    );
  });
});
