import { fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/elements/net-activations/net-activations.js';
import '../../src/elements/net-image/net-image.js';
import '../../src/elements/net-model/net-model.js';
import type { NetActivationView } from '../../src/elements/net-activations/activation-view.js';
import type { NetWeightsView } from '../../src/elements/net-activations/weights-view.js';
import type { Inspection } from '../../src/explorer/inspection.js';
import type { NetActivations } from '../../src/elements/net-activations/net-activations.js';
import type { NetElement } from '../../src/elements/shared/net-element.js';
import type { NetImage } from '../../src/elements/net-image/net-image.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import { seen } from './seen.js';

export { seen } from './seen.js';

/** Small enough to load and run in a moment; its weights are random, and the same in every test. */
export const smallModel = (inside: TemplateResult, select = ''): TemplateResult => html`
  <net-model width="0.35" resolution="32" classes="10" weights="random:7" select=${select}>${inside}</net-model>
`;

/** Two models of one network, `one` and `other`, with other weights each, and beside them what is pointed at either. */
export const twoModels = (select: string, beside: TemplateResult): TemplateResult =>
  html`<div>
    ${['random:7', 'random:8'].map(
      (weights, at) =>
        html`<net-model
          id=${at ? 'other' : 'one'}
          width="0.35"
          resolution="32"
          classes="10"
          weights=${weights}
          select=${select}
        ></net-model>`,
    )}
    ${beside}
  </div>`;

/** Resolves as soon as the inspection has come to an end, well or not. */
export function settled(inspection: Inspection): Promise<Inspection> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (inspection.phase !== 'ready' && inspection.phase !== 'failed') return;
      inspection.removeEventListener('change', check);
      resolve(inspection);
    };
    inspection.addEventListener('change', check);
    check();
  });
}

/** One element of a model, used as a reader uses it. */
class Harness<E extends NetElement> {
  constructor(readonly element: E) {}

  get state() {
    return this.element.state!;
  }

  get inspection(): Inspection {
    return this.state.inspection;
  }

  find<Found extends Element = HTMLElement>(
    selector: string,
    root: ParentNode = this.element.shadowRoot!,
  ): Found | null {
    const here = root.querySelector<Found>(selector);
    if (here) return here;
    for (const inner of root.querySelectorAll('*')) {
      const found = inner.shadowRoot && this.find<Found>(selector, inner.shadowRoot);
      if (found) return found;
    }
    return null;
  }

  shown<Found extends Element = HTMLElement>(selector: string): Promise<Found> {
    return seen(() => this.find<Found>(selector));
  }

  textOf(selector: string): string {
    return (this.find(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
  }

  async click(text: string): Promise<void> {
    const button = await seen(() => this.buttons().find(({ textContent }) => textContent?.trim() === text));
    button.click();
    await this.element.updateComplete;
  }

  private buttons(root: ParentNode = this.element.shadowRoot!): HTMLButtonElement[] {
    const inner = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
      shadowRoot ? this.buttons(shadowRoot) : [],
    );
    return [...root.querySelectorAll('button'), ...inner];
  }

  /** Waits until the network has run, and the element shows it. */
  async ran(): Promise<void> {
    await settled(this.inspection);
    await this.element.updateComplete;
  }
}

export class ActivationsHarness extends Harness<NetActivations> {
  static async inModel(select = '', attributes: TemplateResult = html`<net-activations></net-activations>`) {
    const model = await fixture<NetModel>(smallModel(attributes, select));
    return new ActivationsHarness(await seen(() => withState(model.querySelector('net-activations'))));
  }

  /** What a reader does in the graph. */
  select(path: string): void {
    this.state.select(path);
  }

  /** Selects a node and waits until its channels are there. */
  async look(path: string) {
    this.select(path);
    return this.viewOf(path);
  }

  viewOf(node: string) {
    return seen(() => {
      const view = this.find<NetActivationView>('net-activation-view');
      return view?.node.id === node && view.hasUpdated && view;
    });
  }

  /** The weights of a node, once they are there. */
  weightsOf(node: string) {
    return seen(() => {
      const view = this.find<NetWeightsView>('net-weights-view');
      return view?.node.id === node && view.hasUpdated && view;
    });
  }

  async press(selector: string, ...keys: string[]): Promise<void> {
    for (const key of keys) {
      (await this.shown(selector)).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      );
      await this.painted();
    }
  }

  async choose(label: string, value: string): Promise<void> {
    const select = await seen(() => this.find<HTMLSelectElement>(label));
    select.value = value;
    select.dispatchEvent(new Event('change'));
    await this.painted();
  }

  /** Until the pieces have drawn what has just changed. */
  async painted(): Promise<void> {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  }

  /** What the pieces say about what the keyboard is on. */
  get option(): string {
    return this.textOf('#active');
  }

  get reading(): string {
    return this.textOf('.reading');
  }
}

export class ImageHarness extends Harness<NetImage> {
  static async from(template: TemplateResult): Promise<ImageHarness> {
    const element = await fixture(template);
    const image = element.matches('net-image') ? (element as NetImage) : element.querySelector('net-image');
    return new ImageHarness(await seen(() => withState(image)));
  }

  /** The labels of the drawings, once they are there. */
  async samples(): Promise<string[]> {
    await this.shown('.samples button');
    return [...this.element.shadowRoot!.querySelectorAll('.samples button')].map((button) =>
      button.getAttribute('aria-label')!,
    );
  }

  async chooseSample(title: string): Promise<void> {
    (await this.shown(`.samples button[aria-label="${title}"]`)).click();
    await this.ran();
  }

  async drop(file: File | string): Promise<void> {
    const data = new DataTransfer();
    if (typeof file === 'string') data.setData('text/plain', file);
    else data.items.add(file);
    const init = { dataTransfer: data, bubbles: true, cancelable: true, composed: true };
    for (const type of ['dragover', 'drop']) this.element.dispatchEvent(new DragEvent(type, init));
    await this.ran();
  }

  async chooseFile(file: File): Promise<void> {
    const data = new DataTransfer();
    data.items.add(file);
    const input = this.find<HTMLInputElement>('input[type="file"]')!;
    input.files = data.files;
    input.dispatchEvent(new Event('change'));
    await this.ran();
  }

  /** Pastes while the keyboard's focus is in the element. */
  async paste(file: File): Promise<void> {
    this.find('button')!.focus();
    const data = new DataTransfer();
    data.items.add(file);
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    await this.ran();
  }

  get predictions(): string[] {
    return [...this.element.shadowRoot!.querySelectorAll('.predictions li')].map((item) =>
      item.textContent!.replace(/\s+/g, ' ').trim(),
    );
  }

  get error(): string {
    return this.textOf('[part="error"]');
  }

  get title(): string {
    return this.textOf('figcaption');
  }
}

const withState = <E extends NetElement>(element: E | null): E | undefined => (element?.state ? element : undefined);

/** A picture of one colour, as a reader's file. */
export async function pictureFile(name: string, width: number, height: number, colour = 'teal'): Promise<File> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  return new File([await canvas.convertToBlob()], name, { type: 'image/png' });
}
