import { aTimeout, expect } from '@open-wc/testing';
import { NetElement } from '../../src/elements/shared/net-element.js';
import '../../src/elements/net-convolution/net-convolution.js';
import type { NetConvolution } from '../../src/elements/net-convolution/net-convolution.js';
import type { NetErrorEvent } from '../../src/elements/shared/events.js';
import { networkTags } from '../support/network-elements.js';
import { until, wordsOf } from '../support/page.js';

const NOTHING = 'nonsense-everywhere';

/** Where any word may be meant; a flag is set by every value. */
const ANY_WORD = /^(?:url-state|search|for|logs)$/;

/** Of what is shown all the same, and what a wrong word for it is. */
const LOOKS: Readonly<Record<string, string>> = {
  detail: NOTHING,
  select: NOTHING,
  weights: 'random:x',
  image: 'http://',
  'image-fit': NOTHING,
  theme: 'blue',
  overlay: 'http://',
  'overlay-as': NOTHING,
  'image-values': NOTHING,
  'class-names': 'http://#.txt',
};

const classOf = (tag: string) => customElements.get(tag) as unknown as typeof NetElement;
const isFlag = (tag: string, name: string): boolean =>
  [...classOf(tag).elementProperties].some(
    ([key, { attribute, type }]) => type === Boolean && (attribute || key) === name,
  );
const isOwn = (tag: string, name: string): boolean =>
  !(NetElement.observedAttributes as readonly string[]).includes(name) &&
  classOf(tag).observedAttributes.includes(name);

interface Shown {
  readonly element: NetElement;
  readonly heard: readonly NetErrorEvent[];
}

/** A name with two letters exchanged. */
const misspelt = (name: string): string => name.slice(0, -2) + name.at(-1)! + name.at(-2)!;

describe('wrong attributes', () => {
  const thrown: string[] = [];
  const note = (event: ErrorEvent | PromiseRejectionEvent): void =>
    void thrown.push(String('reason' in event ? event.reason : event.message));
  let place: HTMLElement;

  before(async () => {
    await Promise.all(networkTags.map((tag) => customElements.whenDefined(tag)));
    addEventListener('error', note);
    addEventListener('unhandledrejection', note);
  });
  after(() => {
    removeEventListener('error', note);
    removeEventListener('unhandledrejection', note);
  });
  beforeEach(() => {
    place = document.createElement('div');
    document.body.append(place);
  });
  afterEach(() => {
    place.remove();
    expect(thrown.splice(0)).to.deep.equal([]);
  });

  async function show(tag: string, attributes: string): Promise<Shown> {
    const heard: NetErrorEvent[] = [];
    const box = document.createElement('div');
    box.addEventListener('net-error', (event) => heard.push(event));
    place.replaceChildren(box);
    box.innerHTML = `<${tag} ${attributes}></${tag}>`;
    const element = box.firstElementChild as NetElement;
    await element.updateComplete;
    await aTimeout(0);
    await element.updateComplete;
    return { element, heard };
  }

  /** One sentence, told in place and as an event, and nothing besides. */
  function isSilent({ element, heard }: Shown, what: string): void {
    expect(heard.length, `${what}: events`).to.be.greaterThan(0);
    const { message } = heard[0]!;
    expect(element.state, what).to.equal(undefined);
    const root = element.shadowRoot!;
    expect(wordsOf(root).replace(/^–/, ''), what).to.satisfy((words: string) => words.startsWith(message));
    expect(root.querySelectorAll('svg, canvas, table, [part=value], net-graph'), what).to.have.length(0);
  }

  /** The right network, and a sentence. */
  function isNamed({ element, heard }: Shown, what: string): void {
    expect(heard.map(({ message }) => message).join(), `${what}: events`).not.to.equal('');
    expect(wordsOf(element.shadowRoot!), what).to.contain(heard[0]!.message);
    expect(element.state!.choice, what).to.deep.equal({ network: 'mobilenet-v2', options: { width: 0.5 } });
  }

  for (const tag of networkTags) {
    it(`<${tag}>: wrong values of what says which network is meant, and how it is counted`, async () => {
      for (const name of NetElement.observedAttributes) {
        if (name in LOOKS || name === 'for') continue;
        const shown = await show(tag, name === 'model' ? 'model="/no-such-model.json"' : `${name}="${NOTHING}"`);
        isSilent(shown, name);
      }
    });

    it(`<${tag}>: a wrong value beside a right one`, async () => {
      isSilent(await show(tag, 'network="resnet" width="0.5"'), 'width of ResNet');
      isSilent(await show(tag, `preset="paper" width="${NOTHING}"`), 'width');
    });

    it(`<${tag}>: misspelt names`, async () => {
      for (const name of classOf(tag).observedAttributes) {
        const wrong = misspelt(name);
        if (wrong !== name) isSilent(await show(tag, `${wrong}="1"`), wrong);
      }
    });

    it(`<${tag}>: \`for\` that points nowhere`, async () => {
      isSilent(await show(tag, 'for="nowhere"'), 'for');
    });

    it(`<${tag}>: inside a model whose tag is wrong, and mended`, async () => {
      const { element: model, heard } = await show('net-model', 'width="wide"');
      const inside = document.createElement(tag) as NetElement;
      model.append(inside);
      await inside.updateComplete;
      isSilent({ element: inside, heard }, tag);
      model.setAttribute('width', '0.5');
      await inside.updateComplete;
      expect((tag === 'net-explorer' ? model : inside).state!.choice.options).to.deep.equal({ width: 0.5 });
    });

    it(`<${tag}>: wrong looks, and the right network`, async () => {
      for (const [name, text] of Object.entries(LOOKS)) {
        const shown = await show(tag, `width="0.5" ${name}="${text}"`);
        await until(() => shown.heard.length, `${name}: an event`); // what reads it may come late
        await shown.element.updateComplete;
        isNamed(shown, name);
      }
    });

    it(`<${tag}>: wrong values of its own attributes`, async () => {
      for (const name of classOf(tag).observedAttributes.filter((one) => isOwn(tag, one))) {
        if (isFlag(tag, name) || ANY_WORD.test(name)) continue;
        const { element, heard } = await show(tag, `width="0.5" ${name}="${NOTHING}"`);
        await until(() => heard.length, `${name}: an event`);
        await element.updateComplete;
        expect(wordsOf(element.shadowRoot!), name).to.contain(heard[0]!.message);
      }
    });
  }
});

describe('an element that points at another', () => {
  it('shows nothing of a model that has been taken out, and all of it when it is back', async () => {
    const box = document.createElement('div');
    document.body.append(box);
    box.innerHTML = '<net-model id="gone" preset="paper"></net-model><net-value for="gone" exact></net-value>';
    const [model, value] = [...box.children] as [NetElement, NetElement];
    const shown = (): string => wordsOf(value.shadowRoot!);
    await until(() => shown() === '3,504,872', 'the number');
    model.remove();
    await until(() => shown().startsWith('–'), 'the dash');
    expect(shown()).to.contain('there is no element with id "gone"');
    box.append(model);
    await until(() => shown() === '3,504,872', 'the number again');
    box.remove();
  });

  it('says that no name is none', async () => {
    const box = document.createElement('div');
    document.body.append(box);
    box.innerHTML = '<net-value for=""></net-value>';
    const value = box.firstElementChild as NetElement;
    await value.updateComplete;
    expect(wordsOf(value.shadowRoot!)).to.contain('there is no element with id ""');
    box.remove();
  });
});

describe('wrong attributes of a figure without a network', () => {
  for (const [attributes, sentence] of [
    ['groops="3"', 'is groups meant?'],
    ['groups="5"', '5 groups do not divide 12'],
    ['kernel="0"', 'kernel: expected a whole number'],
  ] as const) {
    it(`<net-convolution ${attributes}>: the sentence and no figure, until it is mended`, async () => {
      const box = document.createElement('div');
      document.body.append(box);
      const heard: string[] = [];
      box.addEventListener('net-error', ({ message }) => heard.push(message));
      box.innerHTML = `<net-convolution ${attributes}></net-convolution>`;
      const figure = box.firstElementChild as NetConvolution;
      await figure.updateComplete;
      expect(wordsOf(figure.shadowRoot!)).to.contain(sentence);
      expect(heard.join()).to.contain(sentence);
      expect(figure.shadowRoot!.querySelectorAll('svg, [part=count]')).to.have.length(0);
      for (const name of figure.getAttributeNames()) figure.removeAttribute(name);
      figure.setAttribute('groups', '3');
      figure.setAttribute('kernel', '3');
      await until(() => wordsOf(figure.shadowRoot!).includes('= 432 weights'), 'the figure');
      box.remove();
    });
  }
});
