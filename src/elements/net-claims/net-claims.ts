import { css, html, LitElement } from 'lit';
import type { Claim, Evidence } from '../../core/claims.js';
import { formatExact } from '../../words/format.js';
import { loadClaims } from '../shared/load-claims.js';
import { LateController } from '../shared/controllers/late-controller.js';
import { define } from '../shared/define.js';
import { theme } from '../shared/theme.js';

/**
 * What the post says that does not hold as it stands: its words, what holds instead, the numbers that show it, and where to
 * look it up. The numbers are counted when the list is drawn.
 *
 * @csspart claim - One of them.
 * @csspart quote - The post's words.
 * @csspart evidence - The numbers.
 */
export class NetClaims extends LitElement {
  static override styles = [
    theme,
    css`
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        padding-block: 0.875rem;
        border-block-start: 1px solid var(--_rule);
      }
      q {
        font-style: italic;
      }
      p {
        margin: 0.25rem 0 0;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.125rem 1rem;
        margin: 0.5rem 0 0;
        color: var(--_ink-soft);
      }
      dd {
        margin: 0;
        text-align: end;
        color: var(--_ink);
      }
      .source {
        font-size: var(--_text-small);
        color: var(--_ink-soft);
      }
    `,
  ];

  /** A chunk of its own: words that a page without this list need not load. */
  private readonly late = new LateController(this, loadClaims);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.late.ask();
  }

  override render() {
    return html`
      ${this.late.renderLoss()}
      <ol role="list">
        ${this.late.value?.claims.map((claim) => this.renderClaim(claim))}
      </ol>
    `;
  }

  private renderClaim({ quote, finding, evidence, source }: Claim) {
    return html`
      <li part="claim">
        <q part="quote">${quote}</q>
        <p>${finding}</p>
        <dl part="evidence">${evidence().map(renderEvidence)}</dl>
        <p class="source">${source}</p>
      </li>
    `;
  }
}

const renderEvidence = ({ label, value }: Evidence) => html`
  <dt>${label}</dt>
  <dd>${formatExact(Math.round(value * 10) / 10)}</dd>
`;

declare global {
  interface HTMLElementTagNameMap {
    'net-claims': NetClaims;
  }
}

define('net-claims', NetClaims);
