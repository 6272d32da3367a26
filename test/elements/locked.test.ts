import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/index.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import { cases } from '../support/cases.js';
import { deepElements } from '../support/deep.js';
import { until } from '../support/page.js';
import { Seeded } from '../support/seeded.js';

const model = async (): Promise<File> =>
  new File([await (await fetch('/test/golden/onnx/mobilenet-v2.onnx')).arrayBuffer()], 'another.onnx');

const KEYS = ['ArrowRight', 'ArrowDown', 'Enter', 'Space', 'Home', 'End', 'Escape', 'Tab', '+', '0', '/', 'z', 'y'];

const LINKS = [
  'network=resnet&depth=50',
  'preset=torchvision&width=1.4',
  'width=0.5&select=stem',
  'resolution=64&classes=7',
  'model=test/support/tiny-model/model.json',
  'select=stage2/block1&view=layers&convention=keras',
];

/** What opens a window of the browser's, asks for the camera or leaves the page. */
const isOutside = (element: Element): boolean =>
  element.matches('a, input[type=file], :disabled') || /file|camera|save|copy|training/i.test(wordsOf(element));

const wordsOf = (element: Element): string => `${element.getAttribute('aria-label') ?? ''} ${element.textContent}`;

/** A reader who does anything that there is to do. */
class Reader {
  private readonly begin = location.href;

  constructor(
    private readonly element: NetExplorer,
    private readonly random: Seeded,
    private readonly file: File,
  ) {}

  async act(): Promise<void> {
    const acts = [this.press, this.press, this.press, this.choose, this.key, this.drop, this.follow];
    await this.random.oneOf(acts).call(this);
    await this.element.updateComplete;
  }

  leave(): void {
    history.replaceState(null, '', this.begin);
  }

  private found(selector: string): HTMLElement[] {
    const all = deepElements(this.element.shadowRoot!).filter((one) => one.matches(selector) && !isOutside(one));
    return all.filter((one) => one.checkVisibility()) as HTMLElement[];
  }

  private press(): void {
    const things = this.found('button, summary, [role=option], [data-path], input:is([type=radio], [type=checkbox])');
    this.random
      .oneOf(things)
      .dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true }));
  }

  private choose(): void {
    const field = this.random.oneOf(this.found('select, input:not([type=radio], [type=checkbox])'));
    if (field instanceof HTMLSelectElement) field.selectedIndex = this.random.integer(0, field.options.length - 1);
    else (field as HTMLInputElement).value = String(this.random.integer(0, 300));
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
  }

  private async key(): Promise<void> {
    this.random.oneOf(this.found('[tabindex="0"], button')).focus();
    const key = this.random.oneOf(KEYS);
    const isUndo = key === 'z' || key === 'y';
    if (isUndo) await sendKeys({ down: 'Control' });
    await sendKeys({ press: key });
    if (isUndo) await sendKeys({ up: 'Control' });
  }

  private drop(): void {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(this.random.chance(0.5) ? this.file : new File(['{}'], 'model.json'));
    const target = this.element.shadowRoot!.querySelector('.bench')!;
    for (const type of ['dragenter', 'dragover', 'drop'])
      target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }));
  }

  private follow(): void {
    history.pushState(null, '', `?${this.random.oneOf(LINKS)}`);
    dispatchEvent(new PopStateEvent('popstate'));
  }
}

async function locked(url: boolean): Promise<NetExplorer> {
  const element = await fixture<NetExplorer>(html`
    <net-explorer
      locked
      preset="post"
      width="0.25"
      resolution="32"
      select="stem"
      ?url-state=${url}
      weights="random:1"
    ></net-explorer>
  `);
  await element.ready;
  await until(() => element.shadowRoot!.querySelector('net-weights:defined'), 'what stands below');
  return element;
}

const shown = ({ state }: NetExplorer): string => JSON.stringify([state!.choice, state!.network.options]);

describe('a locked explorer', () => {
  const count = cases(120, 500);
  for (const url of [true, false])
    it(`stays what it was under ${count} acts of a reader, ${url ? 'with its links' : 'with its undo'}`, async () => {
      const element = await locked(url);
      const [before, { network }] = [shown(element), element.state!];
      const reader = new Reader(element, new Seeded(15), await model());
      try {
        for (let at = 0; at < count; at++) {
          await reader.act();
          expect(shown(element), `act ${at}`).to.equal(before);
        }
        expect(element.state!.network === network).to.equal(true);
      } finally {
        reader.leave();
      }
    });

  it('says so of a link, a model and another network’s weights, and has the tag change it', async () => {
    const element = await locked(false);
    const { state } = element;
    const { openModelFiles } = await import('../../src/explorer/imported.js');
    const error = await openModelFiles(state!, [await model()]).catch((reason: Error) => reason);
    expect((error as Error).message).to.equal(
      'network: this page shows one network, which readers cannot exchange here',
    );
    const resnet = state!.choose({ network: 'resnet', options: {} });
    expect(resnet!.source).to.equal('options');
    element.width = 0.5;
    await element.updateComplete;
    expect(state!.network.options['width']).to.equal(0.5);
    element.locked = false;
    await element.updateComplete;
    expect(state!.choose({ network: 'mobilenet-v2', options: { preset: 'paper' } })).to.equal(undefined);
  });
});
