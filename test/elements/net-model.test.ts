import { UnknownNameError } from '../../src/core/index.js';
import { aTimeout, expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { NetErrorEvent } from '../../src/elements/shared/events.js';
import '../../src/elements/net-model/net-model.js';
import '../../src/elements/net-node/net-node.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import type { NetNode } from '../../src/elements/net-node/net-node.js';
import { ExplorerState, type StateChangeEvent } from '../../src/explorer/state.js';
import { wordsOf } from '../support/page.js';

const title = (node: Element): string => wordsOf(node.shadowRoot!.querySelector('[part=title]')!);

async function nodeIn(template: ReturnType<typeof html>, selector = 'net-node'): Promise<NetNode> {
  const root = await fixture(template);
  const node = (root.matches(selector) ? root : root.querySelector(selector)) as NetNode;
  await node.updateComplete;
  return node;
}

/** The event that an element sends when the tag that is put into the page cannot be read. */
async function errorOf(markup: string): Promise<{ event: NetErrorEvent; element: NetModel }> {
  const place = await fixture<HTMLDivElement>(html`<div></div>`);
  const heard = oneEvent(place, 'net-error');
  place.innerHTML = markup;
  return { event: (await heard) as unknown as NetErrorEvent, element: place.firstElementChild as NetModel };
}

describe('where an element takes its network from', () => {
  it('the model around it', async () => {
    const node = await nodeIn(
      html`<net-model preset="paper" width="0.5"
        ><div><net-node></net-node></div
      ></net-model>`,
    );
    expect(title(node)).to.equal('MobileNetV2 0.5 @ 224');
  });

  it('the nearest of nested models', async () => {
    const node = await nodeIn(html`
      <net-model preset="paper"
        ><net-model preset="cifar"><net-node></net-node></net-model
      ></net-model>
    `);
    expect(title(node)).to.equal('MobileNetV2 1 @ 32');
  });

  it('the model around the shadow root that it is in', async () => {
    const model = await fixture<NetModel>(html`<net-model preset="cifar"><div></div></net-model>`);
    const root = model.querySelector('div')!.attachShadow({ mode: 'open' });
    root.innerHTML = '<net-node></net-node>';
    const node = root.querySelector('net-node')!;
    await node.updateComplete;
    expect(node.state).to.equal(model.state);
  });

  it('the one that `for` names, wherever that is', async () => {
    const page = await fixture(html`
      <div>
        <net-node for="there"></net-node>
        <net-model id="there" preset="paper" resolution="160"></net-model>
      </div>
    `);
    const node = page.querySelector('net-node')!;
    await customElements.whenDefined('net-model');
    await node.updateComplete;
    expect(node.state).to.equal(page.querySelector<NetModel>('#there')!.state);
    expect(title(node)).to.equal('MobileNetV2 1 @ 160');
  });

  it('`for` another element that shows a network, and then none', async () => {
    const page = await fixture(html`
      <div><net-node id="first" preset="paper"></net-node><net-node id="second" for="first"></net-node></div>
    `);
    const [first, second] = page.querySelectorAll<NetNode>('net-node');
    await second!.updateComplete;
    expect(second!.state).to.equal(first!.state);
    second!.for = undefined as never;
    await second!.updateComplete;
    expect(second!.state).to.not.equal(first!.state);
  });

  it('its own attributes, also inside a model', async () => {
    const node = await nodeIn(html`<net-model preset="paper"><net-node preset="cifar"></net-node></net-model>`);
    expect(title(node)).to.equal('MobileNetV2 1 @ 32');
  });

  it('nowhere: the post’s network', async () => {
    const node = await nodeIn(html`<net-node></net-node>`);
    expect(node.state!.choice.options).to.deep.equal({ preset: 'post' });
  });

  it('another model once it is moved there', async () => {
    const page = await fixture(html`
      <div>
        <net-model preset="paper"><net-node></net-node></net-model>
        <net-model preset="cifar"></net-model>
      </div>
    `);
    const node = page.querySelector('net-node')!;
    page.querySelectorAll('net-model')[1]!.append(node);
    await node.updateComplete;
    expect(title(node)).to.equal('MobileNetV2 1 @ 32');
  });
});

describe('attributes', () => {
  it('say the same before and after the upgrade', async () => {
    const markup = (tag: string) =>
      `<${tag} preset="paper" width="0.75" select="stage2/block1" convention="keras"></${tag}>`;
    const place = await fixture<HTMLDivElement>(html`<div></div>`);
    place.innerHTML = markup('net-late-model') + markup('net-model');
    const early = place.lastElementChild as NetModel;
    customElements.define('net-late-model', class extends (customElements.get('net-model') as typeof HTMLElement) {});
    const late = place.firstElementChild as NetModel;
    for (const { state } of [early, late]) {
      expect(state!.choice.options).to.deep.equal({ preset: 'paper', width: 0.75 });
      expect([state!.selected, state!.convention]).to.deep.equal(['stage2/block1', 'keras']);
    }
  });

  it('`detail` opens the graph; `depth` is ResNet’s option alone', async () => {
    const model = await fixture<NetModel>(html`<net-model network="resnet" depth="50" detail="layers"></net-model>`);
    expect(model.state!.choice).to.deep.equal({ network: 'resnet', options: { depth: '50' } });
    expect(model.state!.detail).to.equal('layers');
    const { event, element } = await errorOf('<net-model preset="paper" depth="layers"></net-model>');
    expect(event.message).to.contain('depth');
    expect(element.state).to.equal(undefined);
  });

  it('change the network when they change, and what shows it', async () => {
    const node = await nodeIn(html`<net-model preset="paper"><net-node></net-node></net-model>`);
    const model = node.closest('net-model')!;
    model.setAttribute('width', '1.4');
    await node.updateComplete;
    expect(title(node)).to.equal('MobileNetV2 1.4 @ 224');
    model.removeAttribute('width');
    await node.updateComplete;
    expect(title(node)).to.equal('MobileNetV2 1 @ 224');
  });

  it('keep the selection where the new network has it, and drop it where not', async () => {
    const model = await fixture<NetModel>(html`<net-model preset="paper" select="stage7/block1"></net-model>`);
    model.setAttribute('width', '0.5');
    expect(model.state!.selected).to.equal('stage7/block1');
    model.setAttribute('blocks', '1,16,1,1');
    expect(model.state!.selected).to.equal('');
  });

  it('cause no event that only a reader causes', async () => {
    const model = await fixture<NetModel>(html`<net-model preset="paper"></net-model>`);
    const heard: string[] = [];
    for (const type of ['net-select', 'net-options-change']) model.addEventListener(type, () => heard.push(type));
    model.setAttribute('width', '0.5');
    model.setAttribute('select', 'stem');
    expect(model.state!.selected).to.equal('stem');
    expect(heard).to.be.empty;
  });

  for (const [name, text, message] of [
    ['width', 'wide', 'option width: expected a number from 0.05 to 4, got "wide"'],
    ['resolution', '0', 'option resolution: expected a whole number from 1 to 2048, got 0'],
    ['network', 'vgg', 'network "vgg": expected one of'],
    ['preset', 'mine', 'option preset: expected one of'],
    ['convention', 'mine', 'convention: expected one of'],
    ['widht', '1', 'widht: there is no such attribute; is width meant?'],
  ] as const) {
    it(`${name}="${text}": one sentence, and no network until it is mended`, async () => {
      const model = await fixture<NetModel>(html`<net-model preset="paper"><net-node></net-node></net-model>`);
      const node = model.querySelector('net-node')!;
      const { network } = model.state!;
      const heard = oneEvent(model, 'net-error');
      model.setAttribute(name, text);
      const event = (await heard) as unknown as NetErrorEvent;
      await Promise.all([model.updateComplete, node.updateComplete]);
      expect(event.message).to.contain(message);
      for (const element of [model, node]) {
        expect(element.state).to.equal(undefined);
        expect(wordsOf(element.shadowRoot!)).to.equal(event.message);
      }
      if (name === 'preset') model.setAttribute(name, 'paper');
      else model.removeAttribute(name);
      await aTimeout(0); // names that are not ours are not observed, but looked at with the next task
      await node.updateComplete;
      expect(model.state!.network.title).to.equal(network.title);
      expect(title(node)).to.equal(network.title);
    });

    it(`${name}="${text}" from the start: an event, and no network`, async () => {
      const { event, element } = await errorOf(`<net-model ${name}="${text}"></net-model>`);
      expect(event.message).to.contain(message);
      expect(event.bubbles && event.composed).to.equal(true);
      expect(element.state).to.equal(undefined);
    });
  }

  for (const [name, text, message] of [
    ['select', 'stage9', 'unknown node: stage9'],
    ['detail', 'depth', 'detail: expected one of stages, blocks, layers, got "depth"'],
    ['weights', 'random:x', 'weights: expected random:<seed>'],
    ['image', 'http://', 'image: '],
  ] as const) {
    it(`${name}="${text}": a sentence, and the network all the same`, async () => {
      const { event, element } = await errorOf(`<net-model preset="paper" width="0.5" ${name}="${text}"></net-model>`);
      expect(event.message).to.contain(message);
      await element.updateComplete;
      expect(wordsOf(element.shadowRoot!)).to.equal(event.message);
      expect(element.state!.choice.options).to.deep.equal({ preset: 'paper', width: 0.5 });
      element.removeAttribute(name);
      await element.updateComplete;
      expect(wordsOf(element.shadowRoot!)).to.equal('');
    });
  }

  it('a layer that does not fit: the event names it, and the network up to there stays', async () => {
    const { event, element } = await errorOf('<net-model preset="post" resolution="24"></net-model>');
    expect([event.source, event.node]).to.deep.equal(['options', 'pool']);
    expect(element.state!.network.nodes.at(-1)!.id).to.equal('head/activation');
    expect(element.state!.complete).to.equal(false);
    element.setAttribute('resolution', '32');
    expect(element.state!.complete).to.equal(true);
  });

  it('a bad attribute of an element that stands alone is said in it', async () => {
    const node = await nodeIn(html`<net-node preset="paper" width="wide"></net-node>`);
    expect(wordsOf(node.shadowRoot!.querySelector('[part=error]')!)).to.contain('option width: expected');
    const inside = await nodeIn(html`<net-model width="wide"><net-node></net-node></net-model>`);
    expect(wordsOf(inside.shadowRoot!)).to.contain('option width: expected');
  });

  it('`for` that names nothing: an event, a sentence and no network until it is there', async () => {
    const { event, element } = await errorOf('<net-node for="nobody"></net-node>');
    expect([event.source, event.message]).to.deep.equal([
      'page',
      'for: there is no element with id "nobody" in this page',
    ]);
    await element.updateComplete;
    expect(element.state).to.equal(undefined);
    expect(wordsOf(element.shadowRoot!)).to.equal(event.message);
    const model = document.createElement('net-model');
    model.setAttribute('preset', 'paper');
    model.id = 'nobody';
    element.parentElement!.append(model);
    await aTimeout(0);
    await element.updateComplete;
    expect(title(element)).to.equal('MobileNetV2 1 @ 224');
  });

  it('`for` that names what shows no network', async () => {
    const { event } = await errorOf('<net-node for="prose"></net-node><p id="prose"></p>');
    expect(event.message).to.contain('for: expected the id of an element that shows a network, got "prose" of a <p>');
  });
});

describe('ExplorerState', () => {
  const aspectsOf = (state: ExplorerState, act: () => void): string[] => {
    const aspects: string[] = [];
    const note = (event: Event): void => void aspects.push((event as StateChangeEvent).aspect);
    state.addEventListener('change', note);
    act();
    state.removeEventListener('change', note);
    return aspects;
  };

  it('tells each change once, and nothing where nothing changes', () => {
    const state = new ExplorerState();
    expect(aspectsOf(state, () => state.select('stem'))).to.deep.equal(['selection']);
    expect(aspectsOf(state, () => state.select('stem'))).to.deep.equal([]);
    expect(aspectsOf(state, () => state.hover('stem'))).to.deep.equal(['hover']);
    expect(aspectsOf(state, () => state.setConvention('keras'))).to.deep.equal(['convention']);
    expect(aspectsOf(state, () => state.changeOptions({ width: 0.5 }))).to.deep.equal(['network']);
  });

  it('opens a group and closes it again', () => {
    const state = new ExplorerState();
    state.toggle('stage2');
    expect([...state.toggled]).to.deep.equal(['stage2']);
    state.toggle('stage2');
    expect([...state.toggled]).to.deep.equal([]);
  });

  it('keeps the choice that was asked for, the last network that could be built, and says what is wrong', () => {
    const state = new ExplorerState({ network: 'mobilenet-v2', options: { preset: 'paper' } });
    const { network } = state;
    const problem = state.changeOptions({ width: 'wide' });
    expect(problem?.message).to.equal('option width: expected a number from 0.05 to 4, got "wide"');
    expect(state.choice.options).to.deep.equal({ preset: 'paper', width: 'wide' });
    expect(state.network).to.equal(network);
    expect(state.changeOptions({ width: undefined })).to.equal(undefined);
    expect(state.problem('options')).to.equal(undefined);
  });

  it('refuses a path and a convention that there are not', () => {
    const state = new ExplorerState();
    expect(() => state.select('stage9')).to.throw(RangeError, 'stage9');
    expect(() => state.setConvention('mine' as never)).to.throw(UnknownNameError, 'mine');
    expect([state.selected, state.convention]).to.deep.equal(['', 'torchvision']);
  });
});
