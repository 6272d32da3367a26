import { expect, fixture, html } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import '../../src/explorer/bring-running.js';
import { attributeOf, networks } from '../../src/core/index.js';
import '../../src/index.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import { cases } from '../support/cases.js';
import { linkedAddresses } from '../support/linked-addresses.js';
import { Page, until, wordsOf } from '../support/page.js';

/** Everything that an address may say of an explorer: what is read as an address, and what is not. */
const PARAMETERS = [
  'image',
  'weights',
  'model',
  'select',
  'view',
  'convention',
  'toggled',
  'preset',
  'network',
  'depth',
  ...new Set(networks.flatMap(({ options }) => options.map(({ name }) => attributeOf(name)))),
];
const PREFIX = 'link-';

const errors: string[] = [];
const erred = (event: ErrorEvent | PromiseRejectionEvent): void =>
  void errors.push(String('reason' in event ? event.reason : event.message));

/** Requests are told in their order: those before one of our own have been told when that one has. */
let markers = 0;

/** What the browser has asked of others, for this page, its frames and its workers. */
async function askedOfOthers(): Promise<string[]> {
  const marker = new URL(`/package.json?marker=${++markers}`, location.href).href;
  await (await fetch(marker)).text();
  for (;;) {
    const made = await executeServerCommand<string[], undefined>('requests-made');
    if (made.includes(marker)) return made.filter(isOfOthers);
  }
}

const isOfOthers = (address: string): boolean =>
  /^(?:https?|data):/.test(address) && new URL(address).host !== location.host;

/** As if the page had been opened by a link, or the reader had gone to it. */
function follow(parameters: Readonly<Record<string, string>>): void {
  const address = new URL(location.href);
  const before = [...address.searchParams.keys()].filter((name) => name.startsWith(PREFIX));
  for (const name of before) address.searchParams.delete(name);
  for (const [name, text] of Object.entries(parameters)) address.searchParams.set(PREFIX + name, text);
  history.replaceState(null, '', address);
  dispatchEvent(new PopStateEvent('popstate'));
}

const open = (): Promise<NetExplorer> =>
  fixture<NetExplorer>(
    html`<net-explorer
      url-state=${PREFIX}
      preset="cifar"
      width="0.1"
      resolution="32"
      classes="10"
      weights="random:1"
      no-table
    ></net-explorer>`,
  );

const find = (explorer: NetExplorer, selector: string): HTMLElement | undefined => {
  const roots = [explorer, ...explorer.shadowRoot!.querySelectorAll('net-image, net-weights')];
  return roots.flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])])[0];
};

const run = async ({ state }: NetExplorer): Promise<void> => {
  state!.inspection.start();
  await until(() => !state!.inspection.isBusy, 'the run');
};

describe('nothing is fetched because a link says so', () => {
  const home = location.href;

  before(async () => {
    await executeServerCommand('requests-begin');
    addEventListener('error', erred);
    addEventListener('unhandledrejection', erred);
  });
  afterEach(() => history.replaceState(null, '', home));
  after(() => {
    removeEventListener('error', erred);
    removeEventListener('unhandledrejection', erred);
  });

  const drawn = linkedAddresses(location.origin).filter((_, at) => at % cases(4, 1) === 0);
  for (const { title, text, kind } of drawn) {
    it(`${title}: for each of ${PARAMETERS.length} parameters`, async () => {
      const explorer = await open();
      await until(() => {
        find(explorer, 'net-image')?.scrollIntoView(); // what is out of view does not work
        return find(explorer, '.samples button');
      }, 'the drawings');
      for (const name of PARAMETERS) {
        follow({ [name]: text });
        await explorer.updateComplete;
      }
      for (const name of ['image', 'weights', 'model']) {
        follow({ [name]: text });
        await run(explorer);
        await explorer.updateComplete;
      }
      follow({ image: text, weights: text });
      await run(explorer);
      await explorer.updateComplete;
      const notices = kind === 'foreign' && find(explorer, '[part=notice] button');
      if (kind === 'foreign') expect(wordsOf(notices || undefined)).to.match(/^Fetch it from \S+$/);
      expect(await askedOfOthers()).to.deep.equal([]);
      expect(errors).to.deep.equal([]);
    });
  }

  it('nor by the page that a link opens, before anything is pressed', async () => {
    const foreign = 'https://foreign.example/a';
    const page = await Page.open(`/index.html?image=${foreign}.png&weights=${foreign}.safetensors`);
    await until(() => page.all('[part=notice] button').length === 2, 'both questions');
    const second = await Page.open(`/index.html?model=${foreign}.json&image=${foreign}.png`);
    await until(() => second.all('[part=notice] button').length, 'the question');
    page.close();
    second.close();
    expect(await askedOfOthers()).to.deep.equal([]);
  });

  for (const [name, selector] of [
    ['image', 'net-image'],
    ['weights', 'net-weights'],
    ['model', 'net-explorer'],
  ] as const)
    it(`${name}: a press on the button that names the host asks it, and once`, async () => {
      const explorer = await open();
      const host = `${name}.pressed.example`;
      follow({ [name]: `https://${host}/a.file` });
      const button = await until(() => find(explorer, '[part=notice] button'), 'the button');
      expect(wordsOf(button)).to.equal(`Fetch it from ${host}`);
      expect((button.getRootNode() as ShadowRoot).host.localName).to.equal(selector);
      button.click();
      await until(
        () =>
          /pressed\.example, got no answer|pressed\.example\/a\.file: expected weights/.test(
            wordsOf(find(explorer, '[part=error]')),
          ),
        'the answer',
      );
      const asked = await askedOfOthers();
      expect(asked.filter((address) => address.includes(host))).to.deep.equal([`https://${host}/a.file`]);
    });
});

describe('a link of one part', () => {
  const home = location.href;
  afterEach(() => history.replaceState(null, '', home));

  it('opens the groups that it names at the detail that is there', async () => {
    const explorer = await open();
    follow({ toggled: 'stage2 stage9' });
    await explorer.updateComplete;
    expect([explorer.state!.detail, [...explorer.state!.toggled]]).to.deep.equal(['blocks', ['stage2']]);
  });

  it('puts back what the tag says otherwise, where it is empty', async () => {
    const explorer = await open();
    follow({ weights: '', select: '' });
    await explorer.updateComplete;
    expect(explorer.state!.weights).to.deep.equal({ kind: 'fitting' });
  });
});

describe('a link of which one part is wrong', () => {
  const home = location.href;
  afterEach(() => history.replaceState(null, '', home));

  for (const [wrong, sentence] of [
    [{ resolution: 'large' }, 'option resolution: expected'],
    [{ convention: 'mine' }, 'convention: expected one of'],
    [{ convention: 'custom(operations: 2 mac)' }, 'convention: operations: expected one of macs'],
    [{ view: 'everything' }, 'view: expected one of stages, blocks, layers'],
    [{ select: 'stage9' }, 'unknown node: stage9'],
    [{ weights: 'random:x' }, 'weights: expected random:<seed>'],
  ] as const) {
    it(`${Object.keys(wrong)[0]}: is named, and the others are in force`, async () => {
      const explorer = await open();
      const heard: string[] = [];
      explorer.addEventListener('net-error', ({ message }) => heard.push(message));
      follow({ preset: 'paper', width: '0.5', select: 'stem', view: 'layers', convention: 'keras', ...wrong });
      await explorer.updateComplete;
      const { choice, convention, detail, selected } = explorer.state!;
      expect(wordsOf(find(explorer, '[part=error]'))).to.contain(sentence);
      expect(heard.join()).to.contain(sentence);
      expect(choice.options).to.deep.equal({ preset: 'paper', width: 0.5 });
      expect(convention).to.equal('convention' in wrong ? 'torchvision' : 'keras');
      expect(detail).to.equal('view' in wrong ? 'blocks' : 'layers');
      expect(selected).to.equal('select' in wrong ? '' : 'stem');
    });
  }

  it('a convention of one’s own comes from a link and goes into it', async () => {
    const explorer = await open();
    const own = 'custom(operations: macs, 2 norm-values; without: classifier)';
    follow({ convention: own });
    await explorer.updateComplete;
    expect(explorer.state!.convention).to.equal(own);
    explorer.state!.setConvention('custom(batch: 8)');
    const linked = () => new URL(location.href).searchParams.get(`${PREFIX}convention`);
    await until(() => linked() === 'custom(batch: 8)', 'the link');
  });

  it('its network: the tag’s own stays, with the rest of the link', async () => {
    const explorer = await open();
    follow({ network: 'vgg', convention: 'keras' });
    await explorer.updateComplete;
    expect(wordsOf(find(explorer, '[part=error]'))).to.contain('network "vgg"');
    expect(explorer.state!.choice.options['width']).to.equal(0.1);
    expect(explorer.state!.convention).to.equal('keras');
    await run(explorer); // what stays is alive
    expect(explorer.state!.inspection.phase).to.equal('ready');
  });

  it('its preset: the other options are in force', async () => {
    const explorer = await open();
    follow({ preset: 'mine', width: '0.5' });
    await explorer.updateComplete;
    expect(wordsOf(find(explorer, '[part=error]'))).to.contain('preset: expected one of');
    expect(explorer.state!.choice.options).to.deep.equal({ width: 0.5 });
  });

  for (const [name, text] of [
    ['preset', 'mine'],
    ['resolution', 'large'],
  ] as const) {
    it(`its only option, ${name}: the tag’s own network stays`, async () => {
      const explorer = await open();
      follow({ [name]: text });
      await explorer.updateComplete;
      expect(wordsOf(find(explorer, '[part=error]'))).to.contain(`${name}: expected`);
      expect(explorer.state!.choice.options).to.deep.include({ preset: 'cifar', width: 0.1 });
    });
  }

  it('an option and a view: both are named', async () => {
    const explorer = await open();
    follow({ resolution: 'large', select: 'stage9' });
    await explorer.updateComplete;
    const said = [...explorer.shadowRoot!.querySelectorAll('[part=error]')].map(wordsOf).join();
    expect(said).to.contain('option resolution: expected').and.to.contain('unknown node: stage9');
  });

  for (const [name, sentence] of [
    ['weights', 'weights: expected an address, got http://['],
    ['image', 'image: expected an address, got http://['],
  ] as const)
    it(`its ${name}, no address: is named, and there is nothing to try again`, async () => {
      const explorer = await open();
      follow({ [name]: 'http://[' });
      await run(explorer);
      await explorer.updateComplete;
      expect(wordsOf(find(explorer, '[part=error]'))).to.equal(`address: ${sentence}`);
    });

  it('its image, none of the drawings: they are named, and there is nothing to try again', async () => {
    const explorer = await open();
    follow({ image: 'nope' });
    await run(explorer);
    const error = await until(() => find(explorer, '[part=error]'), 'the sentence');
    expect(wordsOf(error)).to.match(/^image: expected an address or one of ship, .*, got "nope"$/);
    expect(error.querySelector('button')).to.equal(null);
  });

  for (const [wrong, meant] of [
    ['widht', 'width'],
    ['wieghts', 'weights'],
    ['convntion', 'convention'],
  ] as const)
    it(`a parameter of ours misspelt, ${wrong}: is named, and the others are in force`, async () => {
      const explorer = await open();
      follow({ [wrong]: '0.5', view: 'layers' });
      const error = await until(() => find(explorer, '[part=error]'), 'the sentence');
      expect(wordsOf(error)).to.equal(`address: ${wrong}: there is no such parameter; is ${meant} meant?`);
      expect(explorer.state!.detail).to.equal('layers');
    });

  it('without a prefix: parameters of ours misspelt are named, and those of somebody else are left alone', async () => {
    const explorer = await fixture<NetExplorer>(html`<net-explorer url-state preset="cifar" no-table></net-explorer>`);
    const foreign =
      'utm_source utm_campaign fbclid gclid q id ref lang page mode v s tag sort from theme term code step item items ' +
      'node post height session video zoom loop block class group images models selected';
    const address = new URL(location.href);
    for (const name of foreign.split(' ')) address.searchParams.set(name, '1');
    address.searchParams.set('widht', '1');
    history.replaceState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
    const error = await until(() => find(explorer, '[part=error]'), 'the sentence');
    await explorer.updateComplete;
    expect(wordsOf(error)).to.equal('address: widht: there is no such parameter; is width meant?');
  });

  it('its image: that is still said when the tag’s own image has run', async () => {
    const explorer = await open();
    follow({ image: 'javascript:alert(1)' });
    await run(explorer);
    await explorer.updateComplete;
    expect(wordsOf(find(explorer, '[part=error]'))).to.contain('image: expected an address');
  });
});
