import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { query, state } from 'lit/decorators.js';
import { conventionOf, excerpt } from '../../core/index.js';
import { QueryError, searchNetwork, type SearchHit } from '../../explorer/search.js';
import type { Aspect } from '../../explorer/state.js';
import { ShortcutController } from '../shared/controllers/shortcut-controller.js';
import { define } from '../shared/define.js';
import { NetElement } from '../shared/net-element.js';
import { renderSentence } from '../shared/problem.js';
import { controls, theme } from '../shared/theme.js';
import { countListed, idOfHit, renderHits } from './hits.js';
import { searchStyles } from './styles.js';

/** In a list to choose from, a letter chooses. */
const isSlash = (event: KeyboardEvent): boolean =>
  event.key === '/' &&
  !(event.ctrlKey || event.metaKey || event.altKey) &&
  !(event.composedPath()[0] instanceof HTMLSelectElement);

/** Pixels between what hangs below the field and the edge of the window. */
const MARGIN = 8;

/**
 * Finds layers, blocks and stages: by their names here, in torchvision, timm, Keras and the post's listing, in any case and
 * with any separator; by kind (`depthwise`, `conv 3x3`, `stride 2`), by shape (`14x14`, `384 channels`) and by cost
 * (`macs > 5M`, `largest params`). Several words all have to be there. The arrow keys walk along the hits, the graph shows
 * each, Enter selects one. The key `/` leads here while the focus or the pointer is in what shows the same network.
 *
 * @fires net-select - A reader chose a hit.
 * @csspart field - The line that is typed into.
 * @csspart popup - What hangs below it: the hits, or the sentence that there are none.
 * @csspart hits - The list of hits.
 * @csspart hit - One of them.
 * @csspart error - What is wrong with a cost that was asked for, or with the tag, where the element stands alone.
 */
export class NetSearch extends NetElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override styles = [theme, controls, searchStyles];

  protected override readonly ignores: readonly Aspect[] = ['hover', 'selection', 'view', 'image', 'weights'];

  protected readonly slash = new ShortcutController(this, (event) =>
    isSlash(event) ? () => this.enterField() : undefined,
  );

  private hits: readonly SearchHit[] = [];
  private refusal: QueryError | undefined;
  /** What the hits were found with. */
  private searched: readonly unknown[] = [];

  @query('input') private readonly field!: HTMLInputElement;
  @query('[part=popup]') private readonly popup!: HTMLElement | null;

  @state() private text = '';
  /** What is searched in: words for another network are none for this one. */
  private networkId: string | undefined;
  @state() private isOpen = false;
  /** Place of the hit that the arrow keys have come to; -1: none. */
  @state() private current = -1;

  override disconnectedCallback(): void {
    this.close();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { id } = this.state?.network ?? {};
    if (id !== this.networkId && this.networkId !== undefined && this.text) this.empty();
    this.networkId = id;
    if (this.isOpen) this.search();
  }

  protected override updated(): void {
    this.keepInView();
    if (this.current >= 0) this.popup?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  /** Searches anew only for another text, network or convention. */
  private search(): void {
    if (!this.state) return;
    const { network, convention } = this.state;
    const inputs = [network, convention, this.text];
    if (inputs.every((input, index) => input === this.searched[index])) return;
    this.searched = inputs;
    const path = this.hits[this.current]?.path;
    this.refusal = undefined;
    try {
      this.hits = searchNetwork(network, convention, this.text);
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      this.hits = [];
      this.refusal = error;
    }
    const at = path === undefined ? -1 : this.hits.findIndex((hit) => hit.path === path);
    this.current = at < countListed(this.hits.length) ? at : -1;
  }

  /** Moves what hangs below the field to where the window has room for it. */
  private keepInView(): void {
    if (!this.popup) return;
    this.popup.style.translate = '';
    const { left, right } = this.popup.getBoundingClientRect();
    const most = document.documentElement.clientWidth - MARGIN;
    const shift = left < MARGIN ? MARGIN - left : Math.max(MARGIN - left, Math.min(0, most - right));
    this.popup.style.translate = `${shift}px`;
  }

  private enterField(): void {
    this.field.focus();
    this.field.select();
  }

  private open(): void {
    this.isOpen = this.text.trim() !== '';
    this.search();
  }

  private close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.state?.hover('');
  }

  private empty(): void {
    this.close();
    this.text = this.field.value = '';
    this.current = -1;
  }

  private clear(): void {
    this.empty();
    this.field.focus();
  }

  private readonly typed = (): void => {
    this.text = this.field.value;
    this.current = -1;
    this.state?.hover('');
    this.open();
  };

  private readonly choose = (at: number): void => {
    const hit = this.hits[at];
    if (!hit) return;
    this.current = at;
    this.close();
    this.selectByReader(hit.path);
  };

  /** Where the pointer has left the hits, the one that the keys have come to is shown again. */
  private readonly point = (path: string): void => this.state?.hover(path || (this.hits[this.current]?.path ?? ''));

  /** From the last hit on to the first, and the other way round. */
  private walk(step: 1 | -1): void {
    this.open();
    const count = countListed(this.hits.length);
    if (!this.isOpen || !count) return;
    const from = this.current < 0 && step < 0 ? 0 : this.current;
    this.current = (from + step + count) % count;
    this.state!.hover(this.hits[this.current]!.path);
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const act = this.actOf(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  };

  /** What a key asks of a combobox (WAI-ARIA practices); `undefined` where it is the field's, or the page's. */
  private actOf(key: string): (() => void) | undefined {
    if (key === 'ArrowDown') return () => this.walk(1);
    if (key === 'ArrowUp') return () => this.walk(-1);
    if (key === 'Escape' && this.isOpen) return () => this.close();
    if (key === 'Escape' && this.text) return () => this.clear();
    if (key !== 'Enter') return undefined;
    return () => (this.isOpen ? this.choose(Math.max(0, this.current)) : this.open());
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    return html`
      ${this.renderOwnProblem()}
      <div part="field">${this.renderField()} ${this.renderEnd()} ${this.renderHint()}</div>
      ${this.isOpen ? this.renderPopup() : nothing}
      <p class="visually-hidden" role="status">${this.isOpen ? this.outcome : ''}</p>
    `;
  }

  private renderField() {
    const isListed = this.isOpen && this.hits.length > 0;
    return html`
      <input
        type="text"
        inputmode="search"
        enterkeyhint="search"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        placeholder="Search"
        role="combobox"
        aria-label="Search in ${this.state!.network.title}"
        aria-autocomplete="list"
        aria-expanded=${isListed}
        aria-controls=${isListed ? 'hits' : nothing}
        aria-activedescendant=${isListed && this.current >= 0 ? idOfHit(this.current) : nothing}
        aria-describedby="hint"
        aria-keyshortcuts="/"
        @input=${this.typed}
        @keydown=${this.pressed}
        @click=${() => this.open()}
        @blur=${() => this.close()}
      />
    `;
  }

  /** Where in the hits the reader is, and the way back to an empty field. */
  private renderEnd() {
    const { length } = this.hits;
    const place = this.current < 0 ? `${length}` : `${this.current + 1} of ${length}`;
    return html`<span class="end">
      ${this.isOpen && length ? html`<span class="place" aria-hidden="true">${place}</span>` : nothing}
      ${
        this.text
          ? html`<button type="button" aria-label="Clear the search" @click=${() => this.clear()}>×</button>`
          : html`<kbd aria-hidden="true">/</kbd>`
      }
    </span>`;
  }

  private renderHint() {
    return html`<p id="hint" class="below">
      A name, a kind (depthwise, stride 2), a shape (14×14, 384 channels) or a cost (${this.exampleOfCost}, largest
      params).
    </p>`;
  }

  private renderPopup() {
    const { hits, current, choose, point } = this;
    const { convention } = this.state!;
    // What is pressed must not take the focus from the field.
    return html`<div class="below" part="popup" @mousedown=${(event: Event) => event.preventDefault()}>
      ${
        hits.length
          ? renderHits({ hits, convention, current, choose, point })
          : this.refusal
            ? renderSentence(this.refusal)
            : html`<p>${this.outcome}</p>`
      }
    </div>`;
  }

  /** How many were found, in words. */
  private get outcome(): string {
    const { length } = this.hits;
    if (length) return length === 1 ? '1 hit' : `${length} hits`;
    if (this.refusal) return this.refusal.message;
    return `Nothing in ${this.state!.network.title} matches ${excerpt(this.text.trim())}. A name, a kind, a shape (14×14) or a cost (${this.exampleOfCost}) can be searched for.`;
  }

  private get exampleOfCost(): string {
    return `${conventionOf(this.state!.convention).unit.toLowerCase()} > 5M`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-search': NetSearch;
  }
}

define('net-search', NetSearch);
