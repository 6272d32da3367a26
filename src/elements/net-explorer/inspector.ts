import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { running } from '../../explorer/running.js';
import type { Account, Tab } from '../../explorer/closeup.js';
import type { Aspect, ExplorerState } from '../../explorer/state.js';
import { UnfoldController } from '../shared/controllers/unfold-controller.js';
import { define } from '../shared/define.js';
import { NetErrorEvent } from '../shared/events.js';
import { NetElement } from '../shared/net-element.js';
import { panelStyles } from '../shared/panels.js';
import { renderSegments, segmentStyles, type Choice } from '../shared/segments.js';
import { renderTabPanel, renderTabs, tabStyles } from '../shared/tabs.js';
import { controls, theme } from '../shared/theme.js';
import type { DroppedFolders } from '../shared/controllers/drop-controller.js';
import type { NetEvaluation } from '../net-evaluation/net-evaluation.js';
import type { NetActivations } from '../net-activations/net-activations.js';
import { inspectorStyles } from './inspector-styles.js';
import { loadElements } from './live.js';
import { SheetController } from './sheet.js';
import '../net-budget/net-budget.js';
import '../net-controls/net-controls.js';
import '../net-legend/net-legend.js';
import '../net-node/net-node.js';

const TABS: readonly Choice<Tab>[] = [
  { value: 'look', title: 'Look' },
  { value: 'count', title: 'Count' },
  { value: 'explain', title: 'Explain' },
];

const ACCOUNTS: readonly Choice<Account>[] = [
  { value: 'part', title: 'This part' },
  { value: 'options', title: 'Options' },
  { value: 'budget', title: 'Budget' },
];

/**
 * Everything about the selected node: its channels and weights, its costs with the calculator, what it does. Part of
 * `<net-explorer>`: beside the image, or where there is little width a sheet over the lower half of the explorer.
 */
export class NetInspector extends NetElement {
  static override styles = [theme, controls, panelStyles, segmentStyles, tabStyles, inspectorStyles];

  protected override readonly ignores: readonly Aspect[] = ['hover', 'view', 'convention', 'image', 'weights'];

  @query('.sheet') private readonly sheetPart!: HTMLElement | null;
  @query('.panel:not([hidden])') private readonly panel!: HTMLElement | null;
  @query('net-evaluation') private readonly evaluation!: NetEvaluation | null;
  @query('net-activations') private readonly activations!: NetActivations | null;

  readonly sheet = new SheetController(
    this,
    () => this.sheetPart,
    () => this.close(),
  );

  protected readonly unfolding = new UnfoldController(this);

  /** Whether it is a sheet. */
  @property({ type: Boolean, reflect: true }) compact = false;
  /** Whether a link has named what is shown. */
  @property({ attribute: false }) isNamed = false;
  @property({ attribute: false }) noImage = false;
  @property({ attribute: false }) noControls = false;
  @property({ attribute: false }) noTable = false;
  /** Those that there are, in their order; all where `undefined`. */
  @property({ attribute: false }) tabs?: readonly Tab[];
  @property({ attribute: false }) notes: '' | 'post' = '';

  @state() private evaluates = false;

  /** A table whose order somebody has chosen is open from the first. */
  private hasTable = false;

  /** Where a reader has chosen no tab: what the selected node makes of the image, else how to read the figure. */
  private get shownTab(): Tab {
    const { closeup, selected } = this.state!;
    const tab = closeup.tab || (selected ? 'look' : 'explain');
    const { shownTabs } = this;
    return shownTabs.some(({ value }) => value === tab) ? tab : shownTabs[0]!.value;
  }

  private get shownTabs(): readonly Choice<Tab>[] {
    return this.tabs?.map((tab) => TABS.find(({ value }) => value === tab)!) ?? TABS;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('compact') && !this.compact) this.sheet.set('closed');
    if (changed.has('isNamed') && this.isNamed) this.reveal();
    this.hasTable ||= this.state?.tableOrder !== undefined;
  }

  protected override stateChanged(aspect: Aspect): void {
    super.stateChanged(aspect);
    if (aspect === 'selection' && this.shownTab === 'look') this.panel?.scrollTo(0, 0); // another layer's channels
    if (aspect === 'closeup') this.requestUpdate();
  }

  /** Shows what a reader has selected. */
  reveal(): void {
    if (this.compact && this.sheet.level === 'closed') this.sheet.set('half');
  }

  /** Takes the keyboard's focus to what is shown: the channels, as soon as they are there. */
  async focusContent(): Promise<void> {
    this.reveal();
    await this.updateComplete;
    if (this.shownTab === 'look' && this.activations) this.activations.focus();
    else this.panel?.focus();
  }

  /** Evaluates the network on folders that a reader has dropped. What is lost on the way is said where it would stand. */
  async takeFolders(folders: DroppedFolders): Promise<void> {
    if (!this.shownTabs.some(({ value }) => value === 'count')) return this.refuseFolders();
    loadElements('net-evaluation');
    this.state?.setCloseup({ tab: 'count' });
    this.evaluates = true;
    this.reveal();
    await this.updateComplete;
    this.evaluation?.scrollIntoView({ block: 'nearest' });
    await customElements.whenDefined('net-evaluation');
    this.evaluation?.takeDropped([], folders);
  }

  private refuseFolders(): void {
    const message = 'folders: this page is without the tab Count, where folders of images are evaluated';
    this.state?.setProblem('page', { source: 'page', message });
    this.dispatchEvent(new NetErrorEvent(message, 'page'));
  }

  private choose(tab: Tab): void {
    const state = this.state!;
    state.setCloseup({ tab });
    if (tab === 'look' && state.selected) running.with(() => state.inspection.start())?.catch(() => {}); // said below
    this.reveal();
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    const level = this.compact ? this.sheet.level : 'full';
    return html`
      <section class="sheet" data-level=${level} aria-label="The selected part of the network">
        ${this.compact ? this.renderHandle() : nothing}
        <net-node show="heading" class="heading"></net-node>
        ${renderTabs({ label: 'What to show of it', choices: this.shownTabs, value: this.shownTab, choose: (tab) => this.choose(tab) })}
        ${this.shownTabs.map(({ value }) => renderTabPanel(value, this.shownTab, this.renderPanel(value)))}
      </section>
    `;
  }

  private renderHandle() {
    const { level, start, move, end, click } = this.sheet;
    const isOpen = level !== 'closed';
    return html`
      <div class="handle" @pointerdown=${start} @pointermove=${move} @pointerup=${end} @pointercancel=${end}>
        <button
          type="button"
          class="grip"
          aria-expanded=${isOpen}
          aria-label=${level === 'half' ? 'Make this larger' : isOpen ? 'Make this smaller' : 'Open'}
          @click=${click}
        ></button>
        ${
          isOpen
            ? html`<button type="button" class="close" aria-label="Close" @click=${() => this.close()}>✕</button>`
            : nothing
        }
      </div>
    `;
  }

  /** Where the sheet begins in the window; `undefined` where none is open. */
  get sheetTop(): number | undefined {
    if (!this.compact || this.sheet.level === 'closed') return undefined;
    return this.sheetPart?.getBoundingClientRect().top;
  }

  close(): void {
    this.sheet.set('closed');
    this.dispatchEvent(new Event('sheet-close'));
  }

  private renderPanel(tab: Tab) {
    switch (tab) {
      case 'look':
        return html`<net-activations></net-activations>`;
      case 'count':
        return this.renderCount();
      case 'explain':
        return html`<net-node show="explanation"></net-node>
          <slot name="notes"></slot>
          <h4>How to read the figure</h4>
          <net-legend></net-legend>`;
    }
  }

  /** What a part costs, what its network is made of, what fits a budget: side by side, or one of them where there is little room. */
  private renderCount() {
    const accounts = ACCOUNTS.filter(
      ({ value }) => value === 'part' || (!this.noControls && isFree(value, this.state!)),
    );
    const { account } = this.state!.closeup;
    return html`
      ${accounts.length > 1 ? this.renderAccounts(account) : nothing}
      <div class="count" data-shown=${accounts.length > 1 ? account : 'part'}>
        ${accounts.map(
          ({ value, title }) =>
            html`<section data-account=${value} aria-label=${title}>${renderAccount(value, this.notes)}</section>`,
        )}
      </div>
      ${this.noTable ? nothing : this.renderTable()} ${this.renderOverlay()} ${this.renderEvaluation()} ${renderSave()}
    `;
  }

  private renderAccounts(value: Account) {
    return renderSegments({
      label: 'What to count',
      choices: ACCOUNTS,
      value,
      choose: (account) => this.state!.setCloseup({ account }),
    });
  }

  private renderTable() {
    return html`
      <details class="section" ?open=${this.hasTable}>
        <summary>Every layer as a table</summary>
        <net-table></net-table>
      </details>
    `;
  }

  private renderEvaluation() {
    if (this.noImage) return nothing;
    const toggled = ({ target }: Event): void => {
      this.evaluates = (target as HTMLDetailsElement).open;
      if (this.evaluates) loadElements('net-evaluation');
    };
    return html`
      <details class="section screen" .open=${this.evaluates} @toggle=${toggled}>
        <summary>How well it does on a folder of your own images</summary>
        <net-evaluation></net-evaluation>
      </details>
    `;
  }

  private renderOverlay() {
    return html`
      <details
        class="section screen"
        ?open=${!!this.state!.snapshot.overlay}
        @toggle=${() => loadElements('net-overlay')}
      >
        <summary>Your own figures on the graph</summary>
        <net-overlay></net-overlay>
      </details>
    `;
  }
}

const renderSave = () => html`
  <details class="section save screen" @toggle=${() => loadElements('net-save')}>
    <summary>Take it away</summary>
    <net-save></net-save>
  </details>
`;

/** The budget chooses among widths and resolutions. */
const isFree = (account: Account, { lock, family }: ExplorerState): boolean =>
  !lock ||
  (account === 'budget'
    ? lock.frees('width') && lock.frees('resolution')
    : family.options.some(({ name }) => lock.frees(name)));

function renderAccount(account: Account, notes: '' | 'post') {
  switch (account) {
    case 'part':
      return html`<net-node show="facts"></net-node><net-formula .notes=${notes}></net-formula>`;
    case 'options':
      return html`<net-controls no-header></net-controls>`;
    case 'budget':
      return html`<net-budget></net-budget>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-inspector': NetInspector;
  }
}

define('net-inspector', NetInspector);
