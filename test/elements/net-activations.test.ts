import { expect, fixture, html } from '@open-wc/testing';
import type { NetExport } from '../../src/elements/net-export/net-export.js';
import type { NetActivationView } from '../../src/elements/net-activations/activation-view.js';
import type { NetActivations } from '../../src/elements/net-activations/net-activations.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import { layoutHistogram } from '../../src/figures/histogram.js';
import { formatShare } from '../../src/words/format.js';
import { formatField, receptiveField } from '../../src/figures/receptive-field.js';
import { ActivationsHarness, seen, settled, twoModels } from '../support/inspection.js';

const RELU6 = 'stage2/block1/expand/activation';
const LINEAR = 'stage2/block1/project/norm';

describe('net-activations: accessible', () => {
  it('with nothing selected', async () => {
    const { element } = await ActivationsHarness.inModel();
    await expect(element).to.be.accessible();
  });

  it('before anything has run', async () => {
    const { element } = await ActivationsHarness.inModel(RELU6);
    await expect(element).to.be.accessible();
  });

  it('while it loads', async () => {
    const harness = await ActivationsHarness.inModel(RELU6);
    harness.inspection.start();
    await harness.element.updateComplete;
    await expect(harness.element).to.be.accessible();
    await settled(harness.inspection);
  });

  it('with small multiples, with the table open, with one channel enlarged', async () => {
    const harness = await ActivationsHarness.inModel();
    await harness.look(RELU6);
    await expect(harness.element).to.be.accessible();
    harness.find('summary')!.click();
    await harness.shown('tbody tr');
    await expect(harness.element).to.be.accessible();
    await harness.press('.scroll', 'Enter');
    await harness.shown('net-channel-map');
    await expect(harness.element).to.be.accessible();
  });

  it('with weights of each form', async () => {
    const harness = await ActivationsHarness.inModel('', html`<net-activations show="weights"></net-activations>`);
    for (const node of ['stem/conv', 'stem/norm', 'stage2/block1/expand/conv', 'stage2/block1/depthwise/conv']) {
      harness.select(node);
      await harness.weightsOf(node);
      await expect(harness.element).to.be.accessible();
    }
  });
});

describe('net-activations: which network it is of', () => {
  it('is that which it is pointed at, whichever it was pointed at before', async () => {
    const both = await fixture(twoModels(LINEAR, html`<net-activations for="one" eager></net-activations>`));
    const element = both.querySelector<NetActivations>('net-activations')!;
    for (const id of ['one', 'other', 'one']) {
      element.setAttribute('for', id);
      const { state } = both.querySelector<NetModel>(`#${id}`)!;
      await seen(() => element.state === state);
      const { inspection } = state!;
      inspection.start();
      await settled(inspection);
      const { data } = await inspection.activation(LINEAR);
      const shown = (): NetActivationView | null => element.shadowRoot!.querySelector('net-activation-view');
      await seen(() => String(shown()?.activation.data) === String(data));
    }
  });
});

describe('net-activations: what it says', () => {
  it('asks for a selection first', async () => {
    const harness = await ActivationsHarness.inModel();
    expect(harness.textOf('[part="hint"]')).to.equal('Select a layer in the graph to look into it.');
    expect(harness.inspection.phase).to.equal('idle');
  });

  it('loads nothing for what the author selected, until the reader asks', async () => {
    const harness = await ActivationsHarness.inModel(RELU6);
    expect(harness.inspection.phase).to.equal('idle');
    await harness.click('Run the network on an image');
    expect(harness.inspection.phase).to.equal('loading');
    await harness.viewOf(RELU6);
  });

  it('starts by itself when a reader selects', async () => {
    const harness = await ActivationsHarness.inModel();
    await harness.look(RELU6);
  });

  it('starts by itself with `eager`', async () => {
    const harness = await ActivationsHarness.inModel(LINEAR, html`<net-activations eager></net-activations>`);
    await harness.viewOf(LINEAR);
  });

  it('does nothing out of view', async () => {
    const below = html`<div style="height: 300vh"></div>
      <net-activations></net-activations>`;
    const harness = await ActivationsHarness.inModel('', below);
    harness.select(RELU6);
    await harness.painted();
    expect(harness.inspection.phase).to.equal('idle');
    harness.element.scrollIntoView();
    await harness.viewOf(RELU6);
  });

  it('says that random weights have learnt nothing', async () => {
    const harness = await ActivationsHarness.inModel();
    await harness.look(RELU6);
    expect(harness.textOf('[part="caution"]')).to.contain('The weights are random');
  });

  it('states the shares of zeros and of values cut at 6, as the engine counts them', async () => {
    const harness = await ActivationsHarness.inModel();
    const { activation } = await harness.look(RELU6);
    const { zeros, stats, total } = { ...layoutHistogram(activation.data, 6), stats: activation.stats };
    expect(zeros / total).to.be.closeTo(stats.zeros, 1e-9);
    expect(harness.textOf('.histogram figcaption')).to.contain(
      `${formatShare(zeros, total)} are exactly 0`.replace(/\s+/g, ' '),
    );
  });

  it('colours what is never negative from 0 up, and linear outputs around 0', async () => {
    const harness = await ActivationsHarness.inModel();
    const { activation } = await harness.look(RELU6);
    const legend = (): string => harness.find('.legend svg')!.getAttribute('aria-label')!;
    expect(activation.stats.min).to.equal(0);
    expect(legend()).to.match(/^Colours from 0 to [\d.]+$/);
    await harness.look(LINEAR);
    await harness.painted();
    expect(legend()).to.match(/^Colours from −([\d.]+) to \1, 0 in the middle$/);
  });

  it('shows what a group gives out, and any of its layers', async () => {
    const harness = await ActivationsHarness.inModel();
    harness.select('stage2/block2');
    await harness.viewOf('stage2/block2/add');
    await harness.choose('select[aria-label="Layer"]', 'stage2/block2/expand/conv');
    await harness.viewOf('stage2/block2/expand/conv');
  });

  it('keeps to the last of several selections made in a row', async () => {
    const harness = await ActivationsHarness.inModel();
    await harness.look(RELU6);
    const nodes = harness.state.network.nodes.slice(1, 12).map(({ id }) => id);
    for (const node of nodes) harness.select(node);
    const { activation } = await harness.viewOf(nodes.at(-1)!);
    expect(activation.node).to.equal(nodes.at(-1));
  });

  it('shows other channels when the image changes', async () => {
    const harness = await ActivationsHarness.inModel();
    const { activation } = await harness.look(RELU6);
    harness.state.setImage({ kind: 'sample', id: 'dog' });
    const view = await seen(() => {
      const shown = harness.find<NetActivationView>('net-activation-view');
      return shown && shown.activation !== activation && shown;
    });
    expect([...view.activation.data]).not.to.deep.equal([...activation.data]);
  });

  it('says in its error what is wrong, and shows no channels', async () => {
    const harness = await ActivationsHarness.inModel();
    harness.state.setWeights({ kind: 'address', href: 'no-such-weights.safetensors', isLinked: false });
    harness.select(RELU6);
    await settled(harness.inspection);
    const error = await harness.shown('[part="error"]');
    expect(error.textContent).to.contain('no-such-weights.safetensors');
    expect(harness.find('net-activation-view')).to.equal(null);
  });
});

describe('net-activations: reading values', () => {
  it('moves over the channels by arrow keys and reads out their statistics', async () => {
    const harness = await ActivationsHarness.inModel();
    await harness.look(RELU6);
    await harness.press('.scroll', 'Home');
    expect(harness.option).to.match(/^Channel 0: mean [\d.e−-]+, variance [\d.e−-]+, from 0 to [\d.]+$/);
    await harness.press('.scroll', 'ArrowRight', 'ArrowRight');
    expect(harness.option).to.match(/^Channel 2: /);
  });

  it('sorts channels by mean, the largest first', async () => {
    const harness = await ActivationsHarness.inModel();
    const { activation } = await harness.look(RELU6);
    await harness.choose('.bar select', 'mean');
    const { mean } = activation.stats.channels;
    const largest = mean.indexOf(mean.reduce((a, b) => Math.max(a, b)));
    await harness.press('.scroll', 'Home');
    expect(harness.option).to.match(new RegExp(`^Channel ${largest}: `));
  });

  it('enlarges with Enter at the largest value, reads value, place and receptive field, and goes back with Escape', async () => {
    const harness = await ActivationsHarness.inModel();
    const { activation, network } = await harness.look(RELU6);
    const [, width, channels] = activation.shape;
    await harness.press('.scroll', 'Home', 'ArrowRight', 'Enter');
    await harness.shown('net-channel-map');
    const place = /in channel 1 at row (\d+), column (\d+)/.exec(harness.reading)!.slice(1).map(Number) as [
      number,
      number,
    ];
    const at = ([row, column]: readonly [number, number]): number =>
      activation.data[(row * width + column) * channels + 1]!;
    expect(at(place)).to.equal(activation.stats.channels.max[1]);
    expect(harness.reading).to.contain(formatField(receptiveField(network, RELU6, place)));
    await harness.press('.map', place[1] ? 'ArrowLeft' : 'ArrowRight');
    const next = [place[0], place[1] + (place[1] ? -1 : 1)] as const;
    expect(Number(harness.reading.split(' ')[0]!.replace('−', '-'))).to.be.closeTo(at(next), 1e-3);
    expect(harness.textOf('#reading'), 'announced as shown').to.equal(harness.reading);
    await harness.press('.map', 'Escape');
    const grid = await harness.shown('.scroll');
    expect((grid.getRootNode() as ShadowRoot).activeElement).to.equal(grid);
    expect(harness.option).to.match(/^Channel 1: /);
  });

  it('has a table that says the same as the pictures', async () => {
    const harness = await ActivationsHarness.inModel();
    const { activation } = await harness.look(RELU6);
    (await harness.shown('summary')).click();
    await harness.shown('tbody tr');
    const view = harness.find('net-activation-view')!.shadowRoot!;
    expect(view.querySelectorAll('tbody tr').length).to.equal(activation.shape[2]);
    expect([...view.querySelectorAll('thead th')].map(({ textContent }) => textContent)).to.deep.equal([
      'channel',
      'mean',
      'variance',
      'min',
      'max',
      'zeros',
    ]);
    const { columns, rows } = await view.querySelector<NetExport>('net-export')!.table!();
    expect(columns).to.deep.equal(['channel', 'name', 'mean', 'variance', 'min', 'max', 'zeros']);
    const { mean } = activation.stats.channels;
    expect(rows.map(([channel, , value]) => [channel, value])).to.deep.equal([...mean].map((value, at) => [at, value]));
  });

  it('sorts channels by their zeros, and counts those that are 0 everywhere', async () => {
    const harness = await ActivationsHarness.inModel();
    const { activation } = await harness.look(RELU6);
    const [height, width, channels] = activation.shape;
    const counts = Array.from({ length: channels }, (_, channel) => {
      let zeros = 0;
      for (let at = channel; at < activation.data.length; at += channels) if (activation.data[at] === 0) zeros++;
      return zeros;
    });
    expect([...activation.stats.channels.zeros].map((share) => Math.round(share * height * width))).to.deep.equal(
      counts,
    );
    const dead = counts.filter((count) => count === height * width).length;
    const words = dead ? `${dead} of ${channels} channels ${dead === 1 ? 'is' : 'are'} 0 everywhere` : '';
    expect(harness.textOf('.histogram figcaption')).to.contain(words);
    await harness.choose('.bar select', 'zeros');
    await harness.painted();
    const order = harness.find<HTMLElement & { order: readonly number[] }>('net-channel-grid')!.order;
    const sorted = order.map((channel) => counts[channel]!);
    expect(sorted).to.deep.equal(sorted.toSorted((a, b) => b - a));
  });

  it('reads a vector with the arrow keys', async () => {
    const harness = await ActivationsHarness.inModel();
    const { activation } = await harness.look('classifier');
    await harness.press('[role="slider"]', 'Home');
    const slider = await harness.shown('[role="slider"]');
    expect(slider.getAttribute('aria-valuenow')).to.equal('0');
    await harness.press('[role="slider"]', 'ArrowRight');
    const value = Number(slider.getAttribute('aria-valuetext')!.split(': ')[1]!.replace('−', '-'));
    expect(value).to.be.closeTo(activation.data[1]!, 1e-3);
  });
});

describe('net-activations: weights', () => {
  const weights = html`<net-activations show="weights"></net-activations>`;
  const tensors = async (harness: ActivationsHarness, node: string): Promise<string[]> => {
    harness.select(node);
    const view = await harness.weightsOf(node);
    return [...view.shadowRoot!.querySelectorAll('h4')].map(({ textContent }) =>
      textContent!.replace(/\s+/g, ' ').trim(),
    );
  };

  it('names every tensor with its shape', async () => {
    const harness = await ActivationsHarness.inModel('', weights);
    expect((await tensors(harness, 'stage2/block1/depthwise/conv')).join()).to.match(/^kernel 3×3×\d+×1/);
    expect(await tensors(harness, 'stage2/block1/depthwise/norm')).to.have.length(4);
    expect((await tensors(harness, 'classifier')).join()).to.match(/^kernel 1280×10.*bias 10/);
  });

  it('says where there are none', async () => {
    const harness = await ActivationsHarness.inModel(RELU6, weights);
    expect(harness.textOf('[part="hint"]')).to.equal('Nothing here has weights.');
  });

  it('with `show`: changes by itself, and leaves what others show', async () => {
    const harness = await ActivationsHarness.inModel('', weights);
    harness.select('stem/conv');
    await harness.weightsOf('stem/conv');
    await harness.click('Activations');
    await harness.shown('net-activation-view');
    expect([harness.element.show, harness.state.closeup.show]).to.deep.equal(['activations', 'activations']);
    await harness.click('Weights');
    expect([harness.element.show, harness.state.closeup.show]).to.deep.equal(['weights', 'activations']);
  });

  it('changes with its buttons, and says which is chosen', async () => {
    const harness = await ActivationsHarness.inModel();
    await harness.look('stem/conv');
    await harness.click('Weights');
    await harness.shown('net-weights-view');
    expect(harness.state.closeup.show).to.equal('weights');
    expect(harness.textOf('[aria-pressed="true"]')).to.equal('Weights');
  });
});
