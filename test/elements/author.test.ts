import { expect, fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { buildNetwork, countOperations, countParameters, networks } from '../../src/core/index.js';
import { described } from '../../src/core/networks/option-descriptions.js';
import { loadCheckpoints } from '../../src/explorer/shipped.js';
import '../../src/index.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import type { NetInspector } from '../../src/elements/net-explorer/inspector.js';
import type { NetGraph } from '../../src/elements/net-graph/net-graph.js';
import { deepElements, deepTexts } from '../support/deep.js';
import { until } from '../support/page.js';

async function open(template: TemplateResult): Promise<NetExplorer> {
  const element = await fixture<NetExplorer>(template);
  await element.ready;
  await until(() => element.shadowRoot!.querySelector('net-inspector:defined'), 'the panel');
  await until(() => tabsIn(element).length > 0, 'its tabs');
  return element;
}

const tabsIn = (element: NetExplorer): HTMLElement[] =>
  deepElements(element.shadowRoot!).filter((one): one is HTMLElement => one.matches('[role=tab]'));

const buttonsIn = (element: NetExplorer): string[] =>
  deepElements(element.shadowRoot!)
    .filter((one) => one.localName === 'button' && one.checkVisibility())
    .map((one) => one.getAttribute('aria-label') ?? one.textContent.trim());

const optionsIn = (element: NetExplorer): string[] =>
  deepElements(element.shadowRoot!)
    .filter((one) => one.matches('[part=field] label[for]'))
    .map(({ textContent }) => textContent.trim());

const OF_THE_POST = /\bth(e|is) (blog )?post\b/i;

describe('a stranger’s page', () => {
  it('reads nothing of the post, whatever is selected and whichever tab is open', async () => {
    const element = await open(html`<net-explorer preset="paper"></net-explorer>`);
    for (const path of ['', 'stem', 'stage2/block1', 'stage2/block1/depthwise/conv', 'pool', 'classifier']) {
      element.selectNode(path);
      for (const tab of tabsIn(element)) {
        tab.click();
        await element.updateComplete;
      }
    }
    await until(() => deepElements(element.shadowRoot!).some((one) => one.matches('[part=facts]')), 'the weights');
    expect(deepTexts(element.parentElement!).filter((text) => OF_THE_POST.test(text))).to.deep.equal([]);
  });

  it('nor of the options, presets and weights of any network', async () => {
    const families = networks.map(described);
    const texts = families.flatMap(({ options, presetTitles, writings }) =>
      JSON.stringify([options, presetTitles, writings]),
    );
    texts.push(JSON.stringify(await loadCheckpoints()));
    expect(texts.filter((text) => OF_THE_POST.test(text))).to.deep.equal([]);
  });

  it('but where its author asks for it', async () => {
    const element = await open(html`<net-explorer notes="post" select="stage2/block1" tab="count"></net-explorer>`);
    await until(() => deepTexts(element.shadowRoot!).some((text) => OF_THE_POST.test(text)), 'a note');
  });
});

describe('what an author chooses', () => {
  it('title, caption and notes, in slots', async () => {
    const element = await open(html`
      <net-explorer preset="paper" tab="explain"
        ><h3 slot="title">Ours</h3>
        <p slot="notes">A note.</p>
        <p slot="caption">A caption.</p></net-explorer
      >
    `);
    const seen = (name: string): boolean => element.querySelector(`[slot=${name}]`)!.checkVisibility();
    expect(['title', 'notes', 'caption'].map(seen)).to.deep.equal([true, true, true]);
    expect(element.shadowRoot!.querySelector('h2')!.checkVisibility()).to.equal(false);
  });

  it('what is inside the tag stands there until there is something to show', async () => {
    const element = document.createElement('net-explorer');
    element.network = 'resnet';
    element.innerHTML = '<p>A picture.</p>';
    document.body.append(element);
    const inside = element.querySelector('p')!;
    await until(() => inside.checkVisibility() || element.hasUpdated, 'a first render');
    expect(inside.checkVisibility() || element.state !== undefined).to.equal(true);
    await element.ready;
    expect(element.querySelector('p')!.checkVisibility()).to.equal(false);
    element.remove();
  });

  it('tabs, in order, and what stands in bars', async () => {
    const element = await open(html`<net-explorer tabs="explain count" measure="memory"></net-explorer>`);
    expect(tabsIn(element).map(({ textContent }) => textContent.trim())).to.deep.equal(['Explain', 'Count']);
    const graph = element.shadowRoot!.querySelector<NetGraph>('net-graph')!;
    expect(graph.shadowRoot!.querySelector<HTMLSelectElement>('select')!.value).to.equal('memory');
    element.selectNode('stem');
    await element.updateComplete;
    expect(tabsIn(element)[0]!.getAttribute('aria-selected')).to.equal('true');
  });

  it('presets by name and by titles of its own', async () => {
    const element = await open(
      html`<net-explorer preset="paper" presets="paper; Half as wide: width=0.5"></net-explorer>`,
    );
    const names = buttonsIn(element).filter((name) => ['the paper’s, 224 px', 'Half as wide', 'Keras’'].includes(name));
    expect(names).to.deep.equal(['the paper’s, 224 px', 'Half as wide']);
    const button = deepElements(element.shadowRoot!).find(({ textContent }) => textContent.trim() === 'Half as wide');
    (button as HTMLElement).click();
    await element.updateComplete;
    expect(element.state!.network.options['width']).to.equal(0.5);
    expect(button!.getAttribute('aria-pressed')).to.equal('true');
  });

  it('which options may be changed: no others are there, nor taken', async () => {
    const element = await open(html`<net-explorer preset="paper" controls="width" tab="count"></net-explorer>`);
    await until(() => optionsIn(element).length, 'the calculator');
    expect(optionsIn(element)).to.deep.equal(['Width multiplier']);
    const { state } = element;
    expect(state!.choose({ network: 'mobilenet-v2', options: { preset: 'paper', width: 0.5 } })).to.equal(undefined);
    expect(state!.choose({ network: 'mobilenet-v2', options: { preset: 'paper', classes: 7 } })!.message).to.include(
      'readers cannot',
    );
    expect(state!.network.options).to.include({ width: 0.5, classes: 1000 });
    element.classes = 10; // the author's own word
    await element.updateComplete;
    expect(state!.network.options['classes']).to.equal(10);
  });

  it('and takes it back: an attribute that is removed says nothing', async () => {
    const element = await open(
      html`<net-explorer preset="paper" controls="width" presets="paper; Half: width=0.5" tabs="count"></net-explorer>`,
    );
    const presets = (): string[] => buttonsIn(element).filter((name) => ['the paper’s, 224 px', 'Half'].includes(name));
    const remove = async (name: string): Promise<void> => {
      element.removeAttribute(name);
      await element.updateComplete;
      await element.shadowRoot!.querySelector<NetInspector>('net-inspector')!.updateComplete;
    };
    expect(presets()).to.deep.equal(['the paper’s, 224 px', 'Half']);
    await remove('presets');
    expect(presets()).to.deep.equal([]); // of the family none is free
    await remove('tabs');
    expect(tabsIn(element).map(({ textContent }) => textContent.trim())).to.deep.equal(['Look', 'Count', 'Explain']);
    await remove('controls');
    expect(element.state!.lock).to.equal(undefined);
    expect(presets()).to.deep.equal(['the paper’s, 224 px']);
    expect(element.shadowRoot!.querySelector('[part=error]')).to.equal(null);
  });

  it('each tab once', async () => {
    const element = await open(html`<net-explorer tabs="look look explain"></net-explorer>`);
    expect(tabsIn(element).map(({ textContent }) => textContent.trim())).to.deep.equal(['Look', 'Explain']);
  });

  it('presets of the network that the tag says by then', async () => {
    const element = await open(html`<net-explorer controls="width" presets="Half: width=0.5"></net-explorer>`);
    element.network = 'mobilenet-v1';
    await element.updateComplete;
    expect(element.state!.network.id).to.equal('mobilenet-v1');
    expect(buttonsIn(element)).to.include('Half');
    const { state } = element;
    expect(state!.choose({ network: 'mobilenet-v2', options: { width: 0.5 } })!.message).to.include('readers cannot');
    expect(state!.choose({ network: 'mobilenet-v1', options: { width: 0.5 } })).to.equal(undefined);
  });

  it('no saving: no button for it, in the figure, the tables and below', async () => {
    const saves = (element: NetExplorer): string[] => buttonsIn(element).filter((name) => name.startsWith('Save'));
    const element = await open(html`<net-explorer preset="paper" tab="count" no-save></net-explorer>`);
    expect(saves(element)).to.deep.equal([]);
    element.noSave = false;
    await element.updateComplete;
    expect(saves(element)).to.include('Save as SVG');
  });

  it('what cannot be meant is said, and leaves readers less, not more', async () => {
    const element = await open(html`<net-explorer controls="widht" presets="papre" tabs="cuont"></net-explorer>`);
    const said = [...element.shadowRoot!.querySelectorAll('[part=error]')].map(({ textContent }) => textContent.trim());
    expect(said.join('\n')).to.match(/^controls: .*"widht"\npresets: .*papre.*\ntabs: .*"cuont"$/);
    expect(element.state!.lock!.frees('width')).to.equal(false);
  });
});

describe('a page’s script', () => {
  it('is told when an explorer shows its network, and asks for counts and values', async () => {
    const element = document.createElement('net-explorer');
    const events: string[] = [];
    element.addEventListener('net-ready', ({ type }) => events.push(type));
    Object.assign(element, { preset: 'post', width: 0.25, image: 'frog' });
    expect(() => element.counts()).to.throw(RangeError, 'ready');
    document.body.append(element);
    expect((await element.ready) === element).to.equal(true);
    expect(events).to.deep.equal(['net-ready']);
    const network = buildNetwork('mobilenet-v2', { preset: 'post', width: 0.25 });
    expect(element.counts()).to.deep.equal({
      convention: 'torchvision',
      parameters: countParameters(network, 'torchvision'),
      operations: countOperations(network, 'torchvision'),
      unit: 'MACs',
    });
    const part = { network, path: 'stage2/block1' };
    expect(element.counts('stage2/block1').parameters).to.equal(countParameters(part, 'torchvision'));
    expect(() => element.counts('stage99')).to.throw(RangeError, 'stage99');
    element.selectNode('stage2/block1');
    expect(element.state!.selected).to.equal('stage2/block1');
    expect(() => element.selectNode('stage99')).to.throw(RangeError, 'stage99');
    const { shape, data } = await element.activation('stage2/block1');
    expect(shape).to.deep.equal(network.nodes.find(({ id }) => id === 'stage2/block1/add')?.outputShape ?? shape);
    expect([...data].every(Number.isFinite)).to.equal(true);
    const error = await element.activation('stage99').catch((reason: Error) => reason);
    expect(error).to.be.instanceOf(RangeError);
    element.remove();
  });
});
