import { expect, fixture, html } from '@open-wc/testing';
import '../../src/elements/net-model/net-model.js';
import '../../src/elements/net-node/net-node.js';
import { NetValue } from '../../src/elements/net-value/net-value.js';
import type { NetElement } from '../../src/elements/shared/net-element.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import { until, wordsOf } from '../support/page.js';

const words = (element: Element): string => wordsOf(element.shadowRoot as unknown as Element);

/** Renders happen in microtasks: after a few of them, what was going to render at once has done so, and no timer has run. */
async function renders(): Promise<void> {
  for (let turns = 0; turns < 10; turns++) await Promise.resolve();
}

/** Whether it is in view, once the browser has told everybody: observers hear of it in one task, in any order. */
const looked = (element: Element): Promise<boolean> =>
  new Promise((resolve) => {
    const observer = new IntersectionObserver(([entry]) => {
      observer.disconnect();
      setTimeout(resolve, 0, entry!.isIntersecting);
    });
    observer.observe(element);
  });

/** A model with one number in view and, far below, the same number and the panel of the selected node. */
async function open() {
  const box = await fixture<HTMLElement>(html`
    <div>
      <net-model preset="paper">
        <net-value id="near" exact></net-value>
        <div style="block-size: 400vh"></div>
        <net-value id="far" exact></net-value>
        <net-node></net-node>
      </net-model>
    </div>
  `);
  const find = <E extends Element = NetElement>(selector: string): E => box.querySelector<E>(selector)!;
  const [near, far, node] = [find('#near'), find('#far'), find('net-node')];
  await Promise.all([near, far, node].map(({ updateComplete }) => updateComplete));
  expect(await Promise.all([near, far, node].map(looked))).to.deep.equal([true, false, false]);
  return { near, far, node, state: find<NetModel>('net-model').state! };
}

/** Trainable parameters as torchvision counts them: `test/golden/counts/totals_mobilenet_v2.json`. */
const AT_1 = '3,504,872';
const AT_HALF = '1,968,680';

describe('elements out of view', () => {
  it('do not render at the steps of a slider, and catch up once it rests', async () => {
    const { near, far, state } = await open();
    for (const width of [0.75, 0.6, 0.5]) {
      state.changeOptions({ width });
      await renders();
      expect(words(far)).to.equal(AT_1);
    }
    expect(words(near)).to.equal(AT_HALF);
    await until(() => words(far) === AT_HALF, 'the number far below, which nobody looks at');
  });

  it('are up to date for whoever waits for them', async () => {
    const { far, state } = await open();
    state.changeOptions({ width: 0.5 });
    await far.updateComplete;
    expect(words(far)).to.equal(AT_HALF);
  });

  it('are up to date on paper', async () => {
    const { far, state } = await open();
    state.changeOptions({ width: 0.5 });
    dispatchEvent(new Event('beforeprint'));
    await renders();
    expect(words(far)).to.equal(AT_HALF);
  });

  it('are up to date as soon as the focus enters', async () => {
    const { node, state } = await open();
    state.changeOptions({ width: 0.5 });
    await renders();
    expect(words(node)).to.contain(AT_1);
    node.shadowRoot!.querySelector<HTMLElement>('[aria-label^="Next"]')!.focus({ preventScroll: true });
    await renders();
    expect(words(node)).to.contain(AT_HALF);
  });

  it('tell a selection at once', async () => {
    const { node, state } = await open();
    state.select('stage2/block1');
    await renders();
    expect(wordsOf(node.shadowRoot!.querySelector('[role="status"]')!)).to.contain('stage 2, block 1');
  });

  it('render at once when they have come into view', async () => {
    const { far, near, state } = await open();
    far.scrollIntoView();
    await until(() => looked(far), 'the number in view');
    state.changeOptions({ width: 0.5 });
    await renders();
    expect(words(far)).to.equal(AT_HALF);
    near.scrollIntoView();
  });
});

describe('when a page opens', () => {
  it('what is far below leaves the first frame to what can be seen, and comes after it', async () => {
    const box = await fixture<HTMLElement>(html`
      <div>
        <late-value id="near" preset="paper" exact></late-value>
        <div style="block-size: 400vh"></div>
        <late-value id="far" preset="paper" exact></late-value>
      </div>
    `);
    scrollTo(0, 0);
    const [near, far] = ['#near', '#far'].map((id) => box.querySelector<NetValue>(id)!) as [NetValue, NetValue];
    customElements.define('late-value', class extends NetValue {});
    await renders();
    expect(words(near)).to.equal(AT_1);
    expect(far.hasUpdated).to.equal(false);
    await far.updateComplete;
    expect(words(far)).to.equal(AT_1);
  });
});
