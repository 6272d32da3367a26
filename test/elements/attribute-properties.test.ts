import { aTimeout, expect } from '@open-wc/testing';
import { attributeOf, formatOption, networks, type OptionSpec, type OptionValue } from '../../src/core/index.js';
import { pageFamilies } from '../../src/explorer/families.js';
import type { NetErrorEvent } from '../../src/elements/shared/events.js';
import { NetElement } from '../../src/elements/shared/net-element.js';
import { networkTags } from '../support/network-elements.js';
import { wordsOf } from '../support/page.js';

type Properties = HTMLElement & Pick<NetElement, 'state' | 'updateComplete'> & Record<string, unknown>;

/** Two values of an option that are not its default, and written differently. */
function valuesOf(spec: OptionSpec): readonly OptionValue[] {
  switch (spec.type) {
    case 'flag':
      return [!spec.default, spec.default];
    case 'choice':
      return spec.values.map(({ value }) => value).filter((value) => value !== spec.default);
    case 'blocks':
      return [
        [
          [1, 16, 1, 1],
          [6, 24, 2, 2],
        ],
        [[4, 32, 1, 2]],
      ];
    case 'resolution':
      return [[256, 224], 256];
    default:
      return [spec.maximum, spec.minimum];
  }
}

const pairs = networks.flatMap((family) => family.options.map((spec) => ({ family, spec })));

describe('properties of a family that is not here yet', () => {
  it('are written at once, and read as soon as it is', async () => {
    const graph = document.createElement('net-graph');
    document.body.append(graph);
    Object.assign(graph, { network: 'resnet', depth: 18, resolution: [96, 128], preActivation: true });
    expect(graph.outerHTML).to.contain('network="resnet" depth="18" resolution="96x128" pre-activation="true"');
    expect(graph.depth).to.equal(undefined);
    await graph.updateComplete;
    const options = { depth: '18', resolution: [96, 128], preActivation: true };
    expect(graph.state!.choice).to.deep.equal({ network: 'resnet', options });
    expect(graph.depth).to.equal('18');
    expect(graph.resolution).to.deep.equal([96, 128]);
    graph.remove();
  });
});

describe('attributes as properties', () => {
  let place: HTMLElement;

  before(async () => {
    await Promise.all(networkTags.map((tag) => customElements.whenDefined(tag)));
    await Promise.all(networks.map(({ id }) => pageFamilies.load(id)));
  });
  beforeEach(() => {
    place = document.createElement('div');
    document.body.append(place);
  });
  afterEach(() => place.remove());

  function show(tag: string, attributes = ''): Properties {
    place.innerHTML = `<${tag} ${attributes}></${tag}>`;
    return place.firstElementChild as Properties;
  }

  it('hides nothing that HTML has, and no element hides one', () => {
    const common = ['model', 'network', 'preset', 'select', 'convention', 'detail', 'weights', 'image', 'imageFit'];
    for (const name of [...common, ...pairs.map(({ spec }) => spec.name)]) {
      expect(name in HTMLElement.prototype, name).to.equal(false);
      const own = Object.getOwnPropertyDescriptor(NetElement.prototype, name);
      expect(own?.set, name).to.be.a('function');
      for (const tag of networkTags) expect(show(tag)[name], `${tag} ${name}`).to.equal(undefined);
    }
  });

  for (const tag of networkTags) {
    it(`${tag}: each option of each family, written and read`, async () => {
      for (const { family, spec } of pairs) {
        const { id } = family;
        const { name } = spec;
        const what = `${id} ${name}`;
        const [value, other] = valuesOf(spec);
        const element = show(tag, `network="${id}"`);
        const before = element.state!.network;

        element[name] = value;
        expect(element.getAttribute(attributeOf(name)), what).to.equal(formatOption(spec, value!));
        expect(element.state!.choice, what).to.deep.equal({ network: id, options: { [name]: value } });
        expect(element.state!.network, what).not.to.equal(before);
        expect(element[name], what).to.deep.equal(value);

        if (other !== undefined) {
          element.setAttribute(attributeOf(name), formatOption(spec, other));
          expect(element[name], what).to.deep.equal(other);
        }
        element[name] = null;
        expect(element.hasAttribute(attributeOf(name)), what).to.equal(false);
        expect(element.state!.choice, what).to.deep.equal({ network: id, options: {} });
        expect(element[name], what).to.equal(undefined);
      }
    });

    it(`${tag}: what was set before its upgrade`, async () => {
      const template = document.createElement('template');
      template.innerHTML = `<${tag} width="0.75"></${tag}>`;
      const element = template.content.firstElementChild as Properties;
      Object.assign(element, { width: 0.5, resolution: [96, 128], activationPosition: undefined, convention: 'keras' });
      expect(element).not.to.be.instanceOf(NetElement);
      place.append(element);
      await element.updateComplete;
      expect(element.state!.choice.options).to.deep.equal({ width: 0.5, resolution: [96, 128] });
      expect(element.state!.convention).to.equal('keras');
      expect(Object.keys(element).filter((name) => ['width', 'resolution', 'convention'].includes(name))).to.be.empty;
      element['width'] = 1.4;
      expect(element.getAttribute('width')).to.equal('1.4');
    });

    it(`${tag}: a sentence where the value is none`, async () => {
      const element = show(tag, 'width="0.5"');
      const heard: string[] = [];
      element.addEventListener('net-error', ({ message }: NetErrorEvent) => heard.push(message));
      element['width'] = 'wide';
      await aTimeout(0);
      await element.updateComplete;
      expect(heard.join()).to.equal('option width: expected a number from 0.05 to 4, got "wide"');
      expect(wordsOf(element.shadowRoot!)).to.contain(heard[0]);
      expect(element.state).to.equal(undefined);
      expect(element['width']).to.equal(undefined);
      element['width'] = 0.35;
      expect(element.state!.choice.options).to.deep.equal({ width: 0.35 });
    });
  }

  it('takes the common attributes, and shows what they say', async () => {
    const graph = show('net-graph', 'preset="paper"');
    Object.assign(graph, { select: 'stem', convention: 'fvcore', detail: 'layers', weights: 'random:7' });
    expect(graph.outerHTML).to.contain('select="stem" convention="fvcore" detail="layers" weights="random:7"');
    const { selected, convention, detail } = graph.state!;
    expect({ selected, convention, detail }).to.deep.equal({
      selected: 'stem',
      convention: 'fvcore',
      detail: 'layers',
    });
    graph['network'] = 'squeezenet';
    graph['preset'] = undefined;
    expect(graph.state!.choice).to.deep.equal({ network: 'squeezenet', options: {} });
    expect([graph['network'], graph['preset'], graph['weights']]).to.deep.equal(['squeezenet', undefined, 'random:7']);
    graph['convention'] = 'mine';
    graph['detail'] = 'atoms';
    expect([graph['convention'], graph['detail']]).to.deep.equal([undefined, undefined]);
    expect(graph.state).to.equal(undefined);
  });

  it('throws for nothing that is set', () => {
    const unreadable = new Proxy([], {
      get: () => {
        throw new Error('no');
      },
    });
    const value = show('net-value');
    for (const nonsense of [NaN, {}, [[]], [1, 2, 3], Symbol('w'), 3n, () => 1, unreadable]) {
      value['width'] = nonsense;
      expect(value['width']).to.equal(undefined);
      expect(value.state).to.equal(undefined);
    }
  });
});
