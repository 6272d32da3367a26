import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { attributeOf, FamilyRegister, networks, type Family } from '../../src/core/index.js';
import { optionAttributes, pageFamilies } from '../../src/explorer/families.js';
import { ExplorerState } from '../../src/explorer/state.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import type { NetGraph } from '../../src/elements/net-graph/net-graph.js';
import type { NetValue } from '../../src/elements/net-value/net-value.js';
import '../../src/elements/net-value/net-value.js';
import '../../src/index.js';
import { until, wordsOf } from '../support/page.js';
import { vgg16 } from '../support/vgg-16.js';

const mobilenetV2 = networks[0]!;

/** A register whose second family comes when it is told to. */
function withLate() {
  let arrive!: (module: { vgg16: Family }) => void;
  let fail!: (error: Error) => void;
  const load = (): Promise<{ vgg16: Family }> => new Promise((resolve, reject) => ([arrive, fail] = [resolve, reject]));
  const listed = { id: 'vgg-16', title: 'VGG-16', attributes: '', load };
  const register = new FamilyRegister([mobilenetV2, listed]);
  return { listed, register, arrive: () => arrive({ vgg16 }), fail: () => fail(new Error('no answer')) };
}

const aspectsOf = (state: ExplorerState): string[] => {
  const aspects: string[] = [];
  state.addEventListener('change', (event) => aspects.push((event as Event & { aspect: string }).aspect));
  return aspects;
};

describe('the families of a page', () => {
  it('are those of the library, in its order, by the same titles and attributes', async () => {
    expect(pageFamilies.all.map(({ id, title }) => [id, title])).to.deep.equal(
      networks.map(({ id, title }) => [id, title]),
    );
    const own = networks.flatMap(({ options }) => options.map(({ name }) => attributeOf(name)));
    expect([...optionAttributes].sort()).to.deep.equal([...new Set(own)].sort());
    for (const { id, build } of networks) expect((await pageFamilies.load(id)).build, id).to.equal(build);
  });
});

describe('a state that is asked for a family which is not here yet', () => {
  it('stays whole as it was until it is, and then changes at once', async () => {
    const { register, arrive } = withLate();
    const state = new ExplorerState({ network: 'mobilenet-v2', options: { width: 0.5 } }, register);
    const { network, choice } = state;
    const aspects = aspectsOf(state);
    expect(state.choose({ network: 'vgg-16', options: { classes: 10 } })).to.equal(undefined);
    expect([state.network, state.choice, state.pending]).to.deep.equal([network, choice, 'vgg-16']);
    arrive();
    expect(await state.ready).to.equal(undefined);
    expect(state.network.title).to.equal('VGG-16');
    expect(state.network.outputShape).to.deep.equal([1, 1, 10]);
    expect(state.pending).to.equal(undefined);
    expect(aspects).to.deep.equal(['pending', 'pending', 'network']);
  });

  it('answers whoever asks last', async () => {
    const { register, arrive } = withLate();
    const state = new ExplorerState(undefined, register);
    state.choose({ network: 'vgg-16', options: {} });
    const first = state.ready;
    state.choose({ network: 'mobilenet-v2', options: { width: 0.5 } });
    arrive();
    await first;
    expect(state.network.id).to.equal('mobilenet-v2');
    expect(state.network.options['width']).to.equal(0.5);
  });

  it('says which family did not come, and keeps the last good network', async () => {
    const { register, fail } = withLate();
    const state = new ExplorerState(undefined, register);
    const { network, choice } = state;
    state.choose({ network: 'vgg-16', options: {} });
    fail();
    expect((await state.ready)!.message).to.match(/^network vgg-16: .*no answer/);
    expect(state.problem('options')!.message).to.match(/^network vgg-16:/);
    expect([state.network, state.choice, state.pending]).to.deep.equal([network, choice, undefined]);
  });

  it('asks again where the reader wants it to, and then shows it', async () => {
    const { register, arrive, fail } = withLate();
    const state = new ExplorerState(undefined, register);
    state.choose({ network: 'vgg-16', options: { classes: 10 } });
    fail();
    (await state.ready)!.remedy!.act();
    arrive();
    expect(await state.ready).to.equal(undefined);
    expect(state.problem('options')).to.equal(undefined);
    expect(state.network.outputShape).to.deep.equal([1, 1, 10]);
  });

  it('does not ask again where an option is wrong', async () => {
    const { register, arrive } = withLate();
    const state = new ExplorerState(undefined, register);
    state.choose({ network: 'vgg-16', options: { classes: -1 } });
    arrive();
    expect((await state.ready)!.remedy).to.equal(undefined);
  });

  it('says what is wrong with an option as soon as it can be read', async () => {
    const { register, arrive } = withLate();
    const state = new ExplorerState(undefined, register);
    const texts = new Map([
      ['network', 'vgg-16'],
      ['classes', 'many'],
    ]);
    expect(state.chooseTexts(texts)).to.equal(undefined);
    arrive();
    expect((await state.ready)!.message).to.match(/^option classes: expected a whole number/);
    expect(state.network.id).to.equal('mobilenet-v2');
  });
});

describe('an element that names a family which is not here yet', () => {
  it('has no state, and so no number, before it is', async () => {
    const element = document.createElement('net-value') as NetValue;
    element.setAttribute('network', 'alexnet');
    document.body.append(element);
    if (pageFamilies.needsLoading('alexnet')) expect(element.state).to.equal(undefined);
    await element.updateComplete;
    expect(element.state!.network.id).to.equal('alexnet');
    element.remove();
  });

  it('takes what else is said meanwhile', async () => {
    const element = document.createElement('net-graph') as NetGraph;
    element.setAttribute('network', 'resnet');
    document.body.append(element);
    element.setAttribute('depth', '18');
    element.setAttribute('select', 'stem');
    await element.updateComplete;
    expect(element.state!.network.title).to.equal('ResNet-18 @ 224');
    expect(element.state!.selected).to.equal('stem');
    element.remove();
  });

  it('reports a reader’s choice once it is shown', async () => {
    const explorer = await fixture<NetExplorer>(html`<net-explorer></net-explorer>`);
    const select = explorer.shadowRoot!.querySelector<HTMLSelectElement>('select.title')!;
    select.value = 'squeezenet';
    const changed = oneEvent(explorer, 'net-options-change');
    select.dispatchEvent(new Event('change'));
    await changed;
    expect(explorer.state!.network.id).to.equal('squeezenet');
    await until(() => select.value === 'squeezenet', 'the name of what is shown');
  });
});

describe('an element that names a family which does not come', () => {
  it('shows the sentence and nothing else, and the family once it is tried again', async () => {
    const { listed, arrive, fail } = withLate();
    pageFamilies.add(listed as unknown as Family); // a register has those that come later, too
    const graph = await fixtureOf('<net-graph network="vgg-16" classes="10"></net-graph>');
    fail();
    const again = await until(() => graph.shadowRoot!.querySelector('button'), 'the button');
    expect(wordsOf(graph.shadowRoot!)).to.equal(
      'network vgg-16: expected its code, got no answer (no answer) Try again',
    );
    again.click();
    arrive();
    await until(() => graph.state, 'the network');
    expect(graph.state!.network.outputShape).to.deep.equal([1, 1, 10]);
    await graph.updateComplete;
    expect(graph.shadowRoot!.querySelectorAll('[part=error]')).to.have.length(0);
  });
});

/** In the page at once, and not only when it is up to date. */
async function fixtureOf(tag: string): Promise<NetGraph> {
  const box = await fixture(html`<div></div>`);
  box.innerHTML = tag;
  return box.firstElementChild as NetGraph;
}
