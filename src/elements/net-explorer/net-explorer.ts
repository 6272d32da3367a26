import { css, html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { noticeStyles, renderLinked } from '../shared/asking.js';
import { UrlController } from '../shared/controllers/url-controller.js';
import { VisibleController } from '../shared/controllers/visible-controller.js';
import { renderFamilyOptions, renderPending } from '../shared/family-select.js';
import { define } from '../shared/define.js';
import { afterFrame, loadLive } from './live.js';
import { NetElement } from '../shared/net-element.js';
import { renderProblem } from '../shared/problem.js';
import { type Aspect, type ExplorerState } from '../../explorer/state.js';
import { renderSegments, segmentStyles } from '../shared/segments.js';
import { panelStyles } from '../shared/panels.js';
import { controls, theme } from '../shared/theme.js';
import '../net-controls/net-controls.js';
import '../net-graph/net-graph.js';
import '../net-legend/net-legend.js';

/**
 * The ready-made whole: graph, calculator, live activations and table of one network. What the author puts inside the tag
 * (a picture, a table) is shown until the element is ready, and where scripts are off.
 *
 * @attr url-state - Keeps network, options, selection and image in the page's address; a value is put before each parameter's name.
 * @attr no-controls - Without the calculator's controls.
 * @attr no-image - Without the image, the predictions and the weights.
 * @attr no-table - Without the table of all layers.
 * @csspart header - Title and presets.
 * @csspart graph - The drawing with its legend.
 * @csspart controls - The calculator.
 * @csspart image - The image, the predictions and the weights.
 * @csspart detail - Everything about the selected node.
 * @csspart table - The table of all layers.
 * @csspart notice - What waits for the reader's click: a model of another host that a link names.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetExplorer extends NetElement {
  static override styles = [
    theme,
    controls,
    panelStyles,
    segmentStyles,
    noticeStyles,
    css`
      :host {
        container-type: inline-size;
        background: var(--_paper);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.25rem 1.25rem;
        margin-block-end: 0.5rem;
      }
      .title {
        margin: 0;
        font-size: 1.125rem;
        font-weight: 600;
      }
      header a {
        color: var(--_ink-soft);
      }
      .segments {
        margin-inline-start: auto;
      }
      [part='notice'],
      [part='error'] {
        margin-block-end: 0.75rem;
      }
      .below {
        display: grid;
        grid-template-columns: minmax(15rem, 20rem) minmax(0, 1fr);
        gap: 1.5rem;
        margin-block-start: 1rem;
      }
      .below > * {
        min-inline-size: 0;
      }
      [part~='controls'],
      [part~='detail'] {
        grid-column: 1 / -1;
      }
      [part~='image'] + [part~='detail'] {
        grid-column: 2;
      }
      [part~='image'] {
        position: sticky;
        inset-block-start: 1rem;
        align-self: start;
      }
      [part~='detail'] {
        display: grid;
        gap: 1.25rem;
        align-content: start;
      }
      net-image:not(:defined) {
        min-block-size: 28rem;
      }
      net-formula:not(:defined) {
        min-block-size: 24rem;
      }
      net-weights {
        margin-block-start: 1rem;
      }
      [part~='image']:has([shelf-open]) {
        position: static;
      }
      details {
        margin-block-start: 1rem;
      }
      @container (inline-size < 48rem) {
        .below {
          grid-template-columns: minmax(0, 1fr);
        }
        .below > * {
          position: static;
          grid-column: 1 !important;
        }
        [part~='controls'] {
          order: 1;
        }
        .segments {
          margin-inline-start: 0;
        }
      }
    `,
  ];

  /** The graph comes first; what stands below it waits for its first frame. */
  @state() private isDrawn = false;

  /** Keeps the state in the page's address; a value is put before the names of the parameters. */
  @property({ attribute: 'url-state' }) urlPrefix?: string;
  @property({ type: Boolean, attribute: 'no-controls' }) noControls = false;
  @property({ type: Boolean, attribute: 'no-image' }) noImage = false;
  @property({ type: Boolean, attribute: 'no-table' }) noTable = false;

  protected readonly url = new UrlController(this);
  protected readonly view = new VisibleController(this, () => this.runGivenImage());

  /** Whose image is known: the state comes late where a model is opened first. */
  private known: ExplorerState | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.state === this.known) return;
    this.known = this.state;
    this.runGivenImage();
  }

  protected override stateChanged(aspect: Aspect): void {
    super.stateChanged(aspect);
    if (aspect === 'image') this.runGivenImage();
  }

  /** Whoever gives an image wants to see it run; the drawing comes first. */
  private runGivenImage(): void {
    if (!this.view.visible || !this.state?.image) return;
    const { inspection } = this.state;
    void this.updateComplete.then(() => requestAnimationFrame(() => inspection.start()));
  }

  protected override firstUpdated(): void {
    afterFrame(() => {
      this.isDrawn = true;
      loadLive();
    });
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    return html`
      ${this.renderHeader()} ${this.renderNotice()} ${this.renderProblem()}
      <div part="graph">
        <net-graph ?no-caption=${!this.noControls}></net-graph>
        <net-legend></net-legend>
      </div>
      ${this.isDrawn ? this.renderBelow() : nothing}
    `;
  }

  private renderBelow() {
    return html`
      <div class="below">
        ${this.noControls ? nothing : html`<net-controls part="controls" no-header></net-controls>`}
        ${
          this.noImage
            ? nothing
            : html`<div part="image">
                <net-image></net-image>
                <net-weights></net-weights>
              </div>`
        }
        <div part="detail">
          <net-node></net-node>
          <net-formula></net-formula>
          <net-activations></net-activations>
        </div>
      </div>
      ${this.noTable ? nothing : this.renderTable()}
    `;
  }

  private renderHeader() {
    const { families, family } = this.state!;
    const { title, year, paper } = family;
    const isAlone = families.all.length < 2;
    return html`
      <header part="header">
        <h2 class=${isAlone ? 'title' : 'visually-hidden'}>${title}</h2>
        ${isAlone ? nothing : this.renderNetworks()} ${paper ? html`<a href=${paper}>paper, ${year}</a>` : nothing}
        ${this.renderPresets()}
      </header>
    `;
  }

  private renderNetworks() {
    const choose = ({ target }: Event): void =>
      this.chooseByReader({ network: (target as HTMLSelectElement).value, options: {} });
    return html`
      <select class="title" aria-label="Network" @change=${choose}>
        ${renderFamilyOptions(this.state!)}
      </select>
      ${renderPending(this.state!)}
    `;
  }

  private renderPresets() {
    const { choice, family } = this.state!;
    return renderSegments({
      label: 'Ready-made networks',
      choices: Object.entries(family.presetTitles).map(([value, title]) => ({ value, title })),
      value: choice.options['preset'],
      choose: (preset) => this.choosePreset(preset),
      apart: true,
    });
  }

  private choosePreset(preset: string): void {
    this.chooseByReader({ network: this.state!.choice.network, options: { preset } });
  }

  private renderNotice() {
    const { waiting } = this.url;
    return waiting ? renderLinked('a network', waiting.address, waiting.open) : nothing;
  }

  private renderProblem() {
    // Both may be wrong in one link: neither hides the other.
    return (['page', 'options'] as const).map((source) => {
      const problem = this.state!.problem(source);
      return problem ? renderProblem(problem) : nothing;
    });
  }

  private renderTable() {
    return html`
      <details class="section" part="table">
        <summary>Every layer as a table</summary>
        <net-table></net-table>
      </details>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-explorer': NetExplorer;
  }
}

define('net-explorer', NetExplorer);
