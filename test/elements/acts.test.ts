import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import '../../src/elements/net-controls/net-controls.js';
import type { NetControls } from '../../src/elements/net-controls/net-controls.js';
import { networks } from '../../src/core/index.js';
import { wordsOf } from '../support/page.js';

/** A calculator that nobody has touched, with everything unfolded. */
async function untouched(family: string): Promise<NetControls> {
  const element = await fixture<NetControls>(html`<net-controls network=${family}></net-controls>`);
  // What the desk shows comes late, and would move what is to be pressed.
  for (const details of element.shadowRoot!.querySelectorAll<HTMLDetailsElement>('details:not([part=desk])'))
    details.open = true;
  await element.updateComplete;
  return element;
}

/** Presses the mouse in the middle of an element. */
async function pressMouse(element: Element): Promise<void> {
  element.scrollIntoView({ block: 'center' });
  const { x, y, width, height } = element.getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
}

const switchesOf = ({ shadowRoot }: NetControls) => [
  ...shadowRoot!.querySelectorAll<HTMLInputElement>('[type=radio], [type=checkbox]'),
];

const asked = ({ state }: NetControls): string => JSON.stringify([state!.choice, state!.convention]);

describe('acts: the first press after load is not lost', () => {
  before(() => setViewport({ width: 1000, height: 800 }));

  for (const { id } of networks) {
    it(`${id}: radio buttons and checkboxes, each on a page that nobody has touched`, async () => {
      const count = switchesOf(await untouched(id)).length;
      for (let at = 0; at < count; at++) {
        const element = await untouched(id);
        const control = switchesOf(element)[at]!;
        if (control.type === 'radio' && control.checked) continue;
        const before = asked(element);
        const checked = !control.checked;
        await pressMouse(control.closest('label')!);
        await element.updateComplete;
        const name = `${control.name} ${wordsOf(control.closest('label')!)}`;
        expect(asked(element), name).not.to.equal(before);
        expect(switchesOf(element)[at]!.checked, name).to.equal(checked);
        element.remove();
      }
    });
  }

  it('what is being typed stays when something else renders the field again', async () => {
    const element = await untouched('mobilenet-v2');
    const field = element.shadowRoot!.querySelector<HTMLInputElement>('#width')!;
    field.select();
    await sendKeys({ type: '0.5' });
    element.state!.setProblem('page', { source: 'page', message: 'Something else.' });
    await element.updateComplete;
    expect(field.value).to.equal('0.5');
    await sendKeys({ press: 'Tab' });
    await element.updateComplete;
    expect(element.state!.choice.options).to.deep.equal({ width: 0.5 });
  });

  it('lists and sliders, by keyboard, each on a page that nobody has touched', async () => {
    const moved = (element: NetControls) => [
      ...element.shadowRoot!.querySelectorAll<HTMLElement>('select, [type=range]'),
    ];
    const count = moved(await untouched('mobilenet-v2')).length;
    expect(count).to.be.above(4);
    for (let at = 0; at < count; at++) {
      const element = await untouched('mobilenet-v2');
      const control = moved(element)[at]!;
      const before = asked(element);
      await pressMouse(element.shadowRoot!.querySelector('[part=totals]')!);
      control.focus();
      await sendKeys({ press: control.matches('select') ? 'End' : 'ArrowRight' });
      await element.updateComplete;
      await element.state!.ready;
      expect(asked(element), control.id || control.className).not.to.equal(before);
      element.remove();
    }
  });

  it('the arrow keys choose among radio buttons', async () => {
    const element = await untouched('mobilenet-v2');
    const radios = switchesOf(element).filter(({ name }) => name === 'width-mark');
    const from = radios.findIndex(({ checked }) => checked);
    radios[from]!.focus();
    await sendKeys({ press: 'ArrowRight' });
    await element.updateComplete;
    expect(radios.findIndex(({ checked }) => checked)).to.equal(from + 1);
    expect(asked(element)).to.contain('width');
  });
});
