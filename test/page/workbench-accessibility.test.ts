import { expect } from '@open-wc/testing';
import { emulateMedia, executeServerCommand, sendKeys, setViewport } from '@web/test-runner-commands';
import '../../src/index.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import type { NetInspector } from '../../src/elements/net-explorer/inspector.js';
import { forceColours } from '../support/forced-colours.js';
import { until } from '../support/page.js';

const BLOCK = 'stage2/block2';
const LAYER = 'stage3/block1/depthwise/conv';

/** An explorer with its first picture, guess and panels there. */
async function open(width: number, height: number): Promise<NetExplorer> {
  await setViewport({ width, height });
  document.querySelector('main')?.remove();
  const box = document.createElement('main'); // no fixture: it stays for several tests
  box.style.cssText = 'background: Canvas; color: CanvasText';
  box.innerHTML = '<net-explorer preset="post" image="ship"></net-explorer>';
  document.body.append(box);
  const explorer = box.querySelector('net-explorer')!;
  await until(() => find(explorer, 'net-inspector', '.sheet'), 'the panels');
  await until(() => find(explorer, 'net-undo', 'button'), 'undo');
  await until(() => find(explorer, 'net-search', 'input'), 'the search');
  await until(() => explorer.state!.knownInspection?.top, 'the guess');
  await explorer.updateComplete;
  return explorer;
}

/** A piece of an element of the explorer, wherever that is. */
function find<E extends Element = HTMLElement>(root: Element, tag: string, selector: string): E | undefined {
  const inner = [...(root.shadowRoot ?? root).querySelectorAll('*')];
  const own = inner.find((one) => one.matches(tag))?.shadowRoot?.querySelector<E>(selector);
  if (own) return own;
  for (const one of inner) {
    const found = one.shadowRoot && find<E>(one, tag, selector);
    if (found) return found;
  }
  return undefined;
}

interface Accessible {
  readonly role: string;
  readonly name?: string;
  readonly children?: readonly Accessible[];
}

/** What holds others, or can be acted on; how items of the graph are told is a test of the graph. */
const LISTED =
  /^(?:banner|heading|region|group|tablist|tab|tabpanel|tree|button|combobox|searchbox|textbox|slider|link|list|listbox|image|Iframe)$/;

/** One line a node, `role: name`, below those that it is in. */
function outline({ role, name = '', children = [] }: Accessible, depth = 0): readonly string[] {
  const isListed = LISTED.test(role) && !(role === 'group' && !name);
  const line = isListed ? [`${'  '.repeat(depth)}${role}: ${name.slice(0, 60)}`] : [];
  const within = role === 'tree' || role === 'listbox' ? [] : children;
  return [...line, ...within.flatMap((child) => outline(child, depth + (isListed ? 1 : 0)))];
}

describe('the workbench to a screen reader', () => {
  it('is this tree, as it opens with a block selected', async () => {
    const explorer = await open(1280, 800);
    explorer.state!.select(BLOCK);
    explorer.state!.setCloseup({ tab: 'count' });
    await until(() => find(explorer, 'net-formula', 'h3'), 'the formula');
    await until(() => find(explorer, 'net-controls', '#width'), 'the options');
    await until(() => find(explorer, 'net-budget', '[part=grid]'), 'the budget');
    await until(() => find(explorer, 'net-image', '.samples button'), 'the drawings');
    await until(() => find(explorer, 'net-image', '.frame img'), 'the image');
    const lines = outline(await executeServerCommand<Accessible, undefined>('accessibility-tree'));
    expect(lines).to.deep.equal(TREE);
  });
});

const TREE = `
heading: MobileNetV2 1 @ 32
combobox: Network
link: paper, 2018
group: Ready-made networks
  button: the listing for CIFAR-10, 32 px
  button: the paper’s, 224 px
  button: torchvision’s
  button: Keras’
  button: the paper’s, cut for CIFAR
combobox: Search in MobileNetV2 1 @ 32
button: Undo: selection
button: Redo
group: Detail
  button: Stages
  button: Blocks
  button: Layers
button: ×n: fold blocks that are alike
combobox: Costs shown
group: Direction of the flow
  button: →
  button: ↓
group: Zoom
  button: Zoom out
  button: Fit
  button: Zoom in
group: Save as
  button: Save as SVG
  button: Save as PNG
tree: MobileNetV2 1 @ 32, drawn to scale
region: The selected part of the network
  button: mobilenet-v2
  button: stage2
  button: block2
  button: Previous: stage2/block1
  button: Next: stage3/block1
  heading: Inverted residual 24 → 24, t = 6
  tablist: What to show of it
    tab: Look
    tab: Count
    tab: Explain
  tabpanel: Count
    region: This part
      heading: Where the parameters come from
      group: What is counted
        button: parameters
        button: MACs
      button: Copy TeX
      group: Formula of inverted residual 24 → 24, t = 6
      group: Export
        combobox: Export
        button: Copy
        button: Save
    region: Options
      textbox: Width multiplier
      slider: Width multiplier
      textbox: Resolution
      slider: Resolution
      textbox: Expansion t
      slider: Expansion t
      textbox: Classes
      combobox: Counted as
      button: Copy tag
    region: Budget
      group: Budget
        textbox: Peak activations ≤
        textbox: MACs ≤
        textbox: Parameters ≤
        textbox: Bytes of weights ≤
        combobox: Bytes at
      group: Shown in the cells
        button: Peak
        button: MACs
        button: Parameters
        button: Weights
      group: Export
        combobox: Export
        button: Copy
        button: Save
image: Ship
image: What the network sees: 32 by 32 pixels
group: Drawings to try
  button: Ship
  button: Airplane
  button: Automobile
  button: Truck
  button: Horse
  button: Frog
  button: Cat
  button: Dog
button: Choose a file…
button: Camera
list: Predictions
button: Run it here
heading: Weights
button: Choose weights…
`
  .trim()
  .split('\n');

after(() => document.querySelector('main')?.remove());

describe('the workbench by keyboard alone', () => {
  it('finds a layer, reads its cost, opens its channels, enlarges one, changes the width and takes that back', async () => {
    const explorer = await open(1280, 800);
    const state = explorer.state!;
    const focused = (): Element | undefined => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at ?? undefined;
    };
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) {
        const [modifier, letter] = key.includes('+') ? key.split('+') : [undefined, key];
        if (modifier) await sendKeys({ down: modifier });
        await sendKeys({ press: letter! });
        if (modifier) await sendKeys({ up: modifier });
      }
    };
    const tabTo = async (isThere: (at: Element) => boolean, key = 'Tab'): Promise<void> => {
      for (let presses = 0; presses < 80; presses++) {
        await press(key);
        const at = focused();
        if (at && isThere(at)) return;
      }
      throw new Error('Tab does not come there');
    };
    const hostOf = (at: Element): string => (at.getRootNode() as ShadowRoot).host?.localName ?? '';

    await tabTo((at) => hostOf(at) === 'net-graph' && at.getAttribute('role') === 'treeitem');
    await press('/');
    await until(() => focused() && hostOf(focused()!) === 'net-search', 'the search');
    await sendKeys({ type: LAYER });
    await press('Enter');
    await until(() => state.selected === LAYER, 'the layer');

    await tabTo((at) => at.getAttribute('role') === 'tab');
    await press('ArrowRight');
    await until(() => state.closeup.tab === 'count', 'its cost');
    const facts = await until(() => find(explorer, 'net-node[show=facts]', 'dl'), 'the facts');
    expect(facts.textContent).to.contain('MACs');

    await press('ArrowLeft');
    await until(() => find(explorer, 'net-channel-grid', '[role=listbox]')?.getBoundingClientRect().width, 'channels');
    await tabTo((at) => hostOf(at) === 'net-channel-grid');
    await press('ArrowRight', 'Enter');
    await until(() => state.closeup.channel === 1, 'one channel');
    await until(() => find(explorer, 'net-channel-map', 'canvas')?.getBoundingClientRect().width, 'it, enlarged');

    await tabTo((at) => at.getAttribute('role') === 'tab', 'Shift+Tab');
    await press('ArrowRight');
    await until(() => state.closeup.tab === 'count', 'the options');
    const { choice } = state;
    await tabTo((at) => at.matches('[type=range][aria-labelledby=width-label]'));
    await press('ArrowLeft');
    await until(() => state.choice !== choice, 'another width');
    expect(state.network.title).to.contain('0.95');
    await press('Control+z');
    await until(() => state.choice === choice || state.network.title.includes(' 1 '), 'the width from before');
    expect(state.choice).to.deep.equal(choice);
  });
});

describe('the workbench has no violation of axe', () => {
  let explorer: NetExplorer;
  after(() => emulateMedia({ reducedMotion: 'no-preference' }));
  const states: Readonly<Record<string, () => Promise<unknown>>> = {
    'as it opens': async () => {},
    'with the channels of a block': async () => {
      explorer.state!.select(BLOCK);
      explorer.state!.setCloseup({ tab: 'look' });
      explorer.state!.inspection.start();
      return until(() => find(explorer, 'net-channel-grid', 'canvas')?.getBoundingClientRect().width, 'the channels');
    },
    'with its costs, the options and the budget': async () => {
      explorer.state!.setCloseup({ tab: 'count', account: 'budget' });
      return until(() => find(explorer, 'net-budget', '[part=grid]'), 'the grid');
    },
    'with what it does': async () => {
      explorer.state!.setCloseup({ tab: 'explain' });
      await explorer.updateComplete;
    },
    'with all layers and the map of them': async () => {
      explorer.state!.setDetail('layers');
      await explorer.updateComplete;
    },
  };

  for (const [width, height] of [
    [1280, 800],
    [390, 844],
  ] as const)
    describe(width < 600 ? 'with its sheet open' : `at ${width} × ${height}`, () => {
      before(async () => {
        await emulateMedia({ reducedMotion: 'reduce' }); // what changes colour has changed it
        explorer = await open(width, height);
        if (width < 600) {
          explorer.state!.select(BLOCK);
          const inspector = explorer.shadowRoot!.querySelector<NetInspector>('net-inspector')!;
          inspector.reveal();
          await until(() => inspector.sheetTop !== undefined, 'the sheet');
        }
      });

      for (const [title, arrange] of Object.entries(states))
        describe(title, () => {
          before(arrange);
          for (const colours of ['light', 'dark', 'forced colours'])
            it(colours, async () => {
              const { style } = document.documentElement;
              style.colorScheme = colours === 'dark' ? 'dark' : 'light';
              await forceColours(colours === 'forced colours');
              await explorer.updateComplete;
              await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
              // Of forced colours, axe knows only what they are in place of.
              const ignoredRules = colours === 'forced colours' ? ['color-contrast'] : [];
              try {
                await expect(explorer.parentElement!).to.be.accessible({ ignoredRules });
              } finally {
                style.colorScheme = '';
                await forceColours(false);
              }
            });
        });
    });
});
