import { expect, fixture, html } from '@open-wc/testing';
import { buildNetwork, countParameters, type ConventionId } from '../../src/core/index.js';
import '../../src/elements/net-experiment/net-experiment.js';
import '../../src/elements/net-graph/net-graph.js';
import '../../src/elements/net-model/net-model.js';
import type { NetExperiment } from '../../src/elements/net-experiment/net-experiment.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import { formatCount } from '../../src/words/format.js';
import { writeTable } from '../../src/words/table-export.js';
import { until, wordsOf } from '../support/page.js';
import { Reader } from '../support/reader.js';

/** Made by hand: two epochs, three seeds, round numbers. */
const src = new URL('../support/experiments/index.json', import.meta.url).href;

const SETTLED = '[part=conclusion], [part=error]';

async function settled(reader: Reader<NetExperiment>): Promise<Reader<NetExperiment>> {
  reader.element.scrollIntoView(); // below another it would wait for its reader
  await until(() => reader.all(SETTLED).length, 'the experiment in view');
  await reader.element.updateComplete;
  return reader;
}

const open = async (name: string) =>
  settled(await Reader.of<NetExperiment>(html`<net-experiment src=${src} name=${name}></net-experiment>`));

async function openInModel(name: string): Promise<{ reader: Reader<NetExperiment>; model: NetModel }> {
  const model = await fixture<NetModel>(html`
    <net-model preset="paper"><net-experiment src=${src} name=${name}></net-experiment></net-model>
  `);
  const element = model.querySelector('net-experiment')!;
  await element.updateComplete;
  return { reader: await settled(new Reader<NetExperiment>(element)), model };
}

/** Opens a part that folds out. */
async function unfold(reader: Reader<NetExperiment>, part: string): Promise<void> {
  reader.find<HTMLDetailsElement>(`[part=${part}]`).open = true;
  await reader.element.updateComplete;
}

const options = (reader: Reader<NetExperiment>, part: string): SVGElement[] =>
  reader.all<SVGElement>(`[part=${part}] [role=option]`);

async function point(reader: Reader<NetExperiment>, arm: SVGElement | undefined): Promise<void> {
  arm!.dispatchEvent(new PointerEvent('pointerenter'));
  await reader.element.updateComplete;
}

describe('net-experiment', () => {
  it('is accessible: at rest, pointed at, with the loss, its tables and its making', async () => {
    const reader = await open('position');
    await expect(reader.element).to.be.accessible();
    await point(reader, options(reader, 'curves')[1]);
    await reader.click('Training loss');
    for (const part of ['numbers', 'made']) await unfold(reader, part);
    await expect(reader.element).to.be.accessible();
  });

  it('is accessible: a sweep against t, and with every epoch', async () => {
    const reader = await open('sweep');
    await unfold(reader, 'numbers');
    await reader.click('Every epoch');
    await expect(reader.element).to.be.accessible();
  });

  it('is accessible: with a file that is missing', async () => {
    await expect((await open('broken')).element).to.be.accessible();
  });

  it('draws a line a seed and a mean an arm, named at its end', async () => {
    const reader = await open('position');
    expect(reader.words('[part=title]')).to.equal('Where the activation stands');
    expect(reader.all('[part=curves] .seed')).to.have.length(9);
    expect(reader.all('[part=curves] .mean')).to.have.length(3);
    expect(reader.all('[part=curves] .label').map(wordsOf)).to.deep.equal([
      'linear (baseline)',
      'ReLU after the addition',
      'pre-activation',
    ]);
  });

  it('draws every seed that came to its end as a dot, and says mean and standard deviation', async () => {
    const reader = await open('position');
    const [linear, , pre] = options(reader, 'finals');
    expect(linear!.querySelectorAll('.dot')).to.have.length(3);
    expect(pre!.querySelectorAll('.dot')).to.have.length(2); // one has stopped after the first epoch
    expect(wordsOf(linear!.querySelector('.value')!)).to.equal('71.00 ± 1.00');
    expect(linear!.getAttribute('aria-label')!.replaceAll('\u00a0', ' ')).to.contain(
      '71.00 ± 1.00 % over 3 seeds; the baseline',
    );
  });

  it('concludes in words: what is clear, what is noise, what is missing', async () => {
    const reader = await open('position');
    const words = reader.words('[part=conclusion]');
    expect(words).to.contain('“ReLU after the addition”: 10.0 points below (95 % interval 7.7 to 12.3)');
    expect(words).to.contain('“pre-activation”: within the noise, 1.0 point below');
    expect(words).to.contain('“pre-activation” (2 of 3 seeds)');
    expect(words).to.contain('runs of 2 epochs');
    expect((await open('sweep')).words('[part=conclusion]')).to.contain(
      't = 4 to 6 are within the noise of each other',
    );
  });

  it('says few and no runs, and judges nothing by them', async () => {
    const reader = await open('thin');
    expect(reader.words('[part=finals]')).to.contain('no runs yet');
    const words = reader.words('[part=conclusion]');
    expect(words).to.contain('“no shortcut”: 6.0 points below, which a single run cannot tell from noise');
    expect(words).to.contain('Without a finished run yet: “identity”.');
  });

  it('counts parameters and MACs of the very networks, under the convention of the page', async () => {
    const reader = await open('position');
    await unfold(reader, 'numbers');
    const options = { preset: 'post', width: 0.25, resolution: 16, pool: 'global' };
    const network = buildNetwork('mobilenet-v2', options);
    const row = () => reader.words('[part=table] tbody tr:first-child').replaceAll('\u00a0', ' ');
    const said = (convention: ConventionId) => formatCount(countParameters(network, convention)).replace('\u00a0', ' ');
    expect(row()).to.contain(said('torchvision')).and.to.contain('70.00').and.to.contain('71.00 ± 1.00');
    reader.state.setConvention('keras');
    await reader.element.updateComplete;
    expect(row()).to.contain(said('keras'));
  });

  it('has every epoch in a table', async () => {
    const reader = await open('position');
    await unfold(reader, 'numbers');
    await reader.click('Every epoch');
    expect(reader.all('[part=table] tbody tr')).to.have.length(3 * 2 + 3 * 2 + 5);
    expect(reader.words('[part=table] tbody tr:first-child')).to.match(/linear 0 1 1\.9300 60\.00/);
  });

  it('can be taken away, seeds and spread with it', async () => {
    const reader = await open('position');
    await unfold(reader, 'numbers');
    const table = await reader.find<HTMLElementTagNameMap['net-export']>('net-export').table!();
    const csv = writeTable(table, 'csv');
    expect(csv).to.match(/^linear,network=mobilenet-v2 preset=post .*,3,0\.71,0\.0?1/m);
    expect(csv).to.contain('# 2 epochs of CIFAR-10 at 16 × 16 pixels');
    await reader.click('Every epoch');
    const epochs = await reader.find<HTMLElementTagNameMap['net-export']>('net-export').table!();
    expect(epochs.rows).to.have.length(17);
  });

  it('stands against t, parameters and MACs where the arms differ in them', async () => {
    const reader = await open('sweep');
    const against = () => reader.words('[aria-label=Against] button');
    expect(against()).to.equal('by arm | expansion t | parameters | MACs');
    expect(reader.words('[aria-label=Against] [aria-pressed=true]')).to.equal('expansion t');
    expect(options(reader, 'finals').map(({ dataset }) => dataset['id'])).to.deep.equal(['t1', 't4', 'linear']);
    await reader.click('parameters');
    expect(reader.words('[part=finals] .axis')).to.contain('parameters');
    const same = await open('position');
    expect(same.all('[aria-label=Against]')).to.have.length(0);
  });

  it('says what an arm’s network has other than the baseline’s, to the pointer and to the keyboard', async () => {
    const reader = await open('position');
    expect(reader.words('[part=note]')).to.contain('The baseline, linear, has');
    await point(reader, options(reader, 'curves')[1]);
    const note = reader.words('[part=note]');
    expect(note).to.contain('Activation position: ReLU after addition, not linear').and.to.contain('parameters');
    expect(reader.all('.faded')).to.have.length(4);
    options(reader, 'finals')[2]!.focus();
    await reader.element.updateComplete;
    expect(reader.words('[part=note]')).to.contain('pre-activation, not linear');
    await reader.press('Home');
    expect(reader.words('[part=note]')).to.contain('linear').and.to.contain('The baseline');
    await reader.press('ArrowDown');
    expect(reader.words('[part=note]')).to.contain('ReLU after addition');
  });

  it('in a model, loads the arm that is clicked, and tells so', async () => {
    const { reader, model } = await openInModel('position');
    await point(reader, options(reader, 'curves')[1]);
    expect(reader.events).to.deep.equal([]);
    options(reader, 'curves')[1]!.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await reader.element.updateComplete;
    expect(reader.eventNames).to.deep.equal(['net-options-change']);
    expect(model.state!.network.options['activationPosition']).to.equal('after-addition');
    expect(reader.words('[role=status]')).to.equal('ReLU after the addition is shown in the explorer.');
    expect(reader.words('[part=note]')).to.contain('shown in the explorer');
  });

  it('draws the arm that is pointed at in a figure in view, then what was there before; a click keeps it', async () => {
    const model = await fixture<NetModel>(html`
      <net-model preset="paper">
        <net-graph style="position: fixed; inset: 0 0 auto; block-size: 18rem; overflow: hidden"></net-graph>
        <net-experiment src=${src} name="position"></net-experiment>
      </net-model>
    `);
    const reader = await settled(new Reader<NetExperiment>(model.querySelector('net-experiment')!));
    const { choice } = model.state!;
    const position = () => model.state!.network.options['activationPosition'];
    const { id } = options(reader, 'curves')[1]!.dataset;
    const arm = () => reader.find<SVGElement>(`[part=curves] [data-id="${id}"]`); // drawn last while it is pointed at
    const leave = () => arm().dispatchEvent(new PointerEvent('pointerleave'));

    await point(reader, arm());
    await until(() => position() === 'after-addition', 'the arm in the figure');
    leave();
    await until(() => model.state!.choice === choice, 'what was there before');

    await point(reader, arm());
    await until(() => position() === 'after-addition', 'the arm again');
    expect(reader.eventNames).to.deep.equal([]);
    arm().dispatchEvent(new MouseEvent('click', { bubbles: true }));
    leave();
    await until(() => !reader.all('.active').length, 'the pointer to be forgotten');
    expect(position()).to.equal('after-addition');

    const pointAtAnother = async () => {
      await point(reader, options(reader, 'curves')[0]);
      await new Promise((resolve) => setTimeout(resolve, 400)); // set after the preview's timer, and for longer: it comes after
      return position();
    };
    model.state!.setWeights({ kind: 'checkpoint', id: 'post-cifar10-w1' });
    expect(await pointAtAnother(), 'with weights of its own').to.equal('after-addition');
    model.state!.setWeights({ kind: 'fitting' });
    model.querySelector('net-graph')!.style.top = '-30rem';
    expect(await pointAtAnother(), 'out of view').to.equal('after-addition');
  });

  it('in a model, loads by Enter too; alone, it changes nothing', async () => {
    for (const inModel of [true, false]) {
      const reader = inModel ? (await openInModel('sweep')).reader : await open('sweep');
      options(reader, 'finals')[0]!.focus();
      await reader.press('Enter');
      expect(reader.eventNames).to.deep.equal(inModel ? ['net-options-change'] : []);
      expect(reader.words('[part=note]')).to.contain('Expansion t 1, not 6');
    }
  });

  it('names a file that is missing and one that is wrong, tells the page, and shows the rest', async () => {
    const errors: string[] = [];
    const listen = (event: Event): void => void errors.push((event as unknown as { message: string }).message);
    document.addEventListener('net-error', listen);
    const reader = await open('broken');
    document.removeEventListener('net-error', listen);
    expect(reader.words('[part=error]')).to.match(/missing\.json from \S+, got 404/);
    expect(reader.words('[part=error]')).to.contain(
      'wrong.json: seed 0, line 2: test: expected a share from 0 to 1, got 50',
    );
    expect(reader.words('[part=error]')).to.match(
      /other\.json: seed 0: expected \d+ trainable parameters, as the arm’s network has; 1234 were trained/,
    );
    expect(errors).to.have.length(3);
    expect(options(reader, 'finals')).to.have.length(5);
    expect(reader.words('[part=conclusion]')).to.contain('ReLU after the addition”: 10.0 points below');
  });

  it('names what it expected of a tag that is wrong, and keeps the last figures', async () => {
    const reader = await open('position');
    reader.element.name = 'colour';
    await until(() => reader.all('[part=error]').length, 'the sentence');
    expect(reader.words('[part=error]')).to.equal('name: expected one of position, sweep, thin, broken, got "colour"');
    expect(reader.eventNames).to.deep.equal(['net-error']);
    expect(reader.words('[part=title]')).to.equal('Where the activation stands');
    reader.element.name = 'sweep';
    reader.element.against = 'depth' as 'arm';
    await until(() => reader.words('[part=title]') === 'The expansion', 'the other experiment');
    expect(reader.words('[part=error]')).to.equal(
      'against: expected one of arm, expansion, parameters, macs, got "depth"',
    );
  });

  it('says how it was made, with the log of every run', async () => {
    const reader = await open('position');
    await unfold(reader, 'made');
    const words = reader.words('[part=made]');
    expect(words).to.contain('Made by hand for tests.').and.to.contain('9 runs on two cores, 14 minutes in all');
    expect(words).to.contain('training/logs/experiments/relu-1.jsonl');
    expect(reader.all('[part=made] a')).to.have.length(0);
    reader.element.logs = 'https://example.org/repository/';
    await reader.element.updateComplete;
    expect(reader.find<HTMLAnchorElement>('[part=made] a').href).to.equal(
      'https://example.org/repository/training/logs/experiments/linear-0.jsonl',
    );
  });
});
