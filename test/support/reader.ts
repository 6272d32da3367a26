import { fixture } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import type { NetElement } from '../../src/elements/shared/net-element.js';
import { wordsOf } from './page.js';

/** One element used as a reader uses it: by its words, its fields and its keys. Keeps the names of the events that come out. */
export class Reader<E extends NetElement> {
  readonly events: Event[] = [];

  constructor(readonly element: E) {
    for (const type of ['net-select', 'net-options-change', 'net-error'])
      element.addEventListener(type, (event) => this.events.push(event));
  }

  static async of<E extends NetElement>(template: TemplateResult): Promise<Reader<E>> {
    return new Reader<E>(await fixture<E>(template));
  }

  get state() {
    return this.element.state!;
  }

  get eventNames(): string[] {
    return this.events.map(({ type }) => type);
  }

  find<Found extends Element = HTMLElement>(selector: string): Found {
    const found = this.element.shadowRoot!.querySelector<Found>(selector);
    if (!found) throw new Error(`nothing matches ${selector}`);
    return found;
  }

  all<Found extends Element = HTMLElement>(selector: string): Found[] {
    return [...this.element.shadowRoot!.querySelectorAll<Found>(selector)];
  }

  words(selector: string): string {
    return this.all(selector).map(wordsOf).join(' | ');
  }

  async click(words: string, within = ''): Promise<void> {
    const buttons = this.all<HTMLElement>(`${within} :is(button, summary, label)`);
    const button = buttons.find((one) => wordsOf(one) === words || one.getAttribute('aria-label') === words);
    if (!button) throw new Error(`no button ${words} among ${buttons.map(wordsOf).join(', ')}`);
    button.click();
    await this.element.updateComplete;
  }

  /** Types into a field and leaves it; picks from a list. */
  async enter(selector: string, value: string): Promise<void> {
    const field = this.find<HTMLInputElement>(selector);
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await this.element.updateComplete;
  }

  /** Moves a slider without letting go. */
  async drag(selector: string, value: number): Promise<void> {
    const slider = this.find<HTMLInputElement>(selector);
    slider.valueAsNumber = value;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await this.element.updateComplete;
  }

  /** Presses a key where the focus is. */
  async press(key: string): Promise<void> {
    const focused = this.element.shadowRoot!.activeElement!;
    focused.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
    await this.element.updateComplete;
    await this.element.updateComplete; // the focus follows what has been drawn
  }
}
