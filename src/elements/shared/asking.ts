import { css, html } from 'lit';
import type { FileAddress } from '../../core/addresses.js';
import { agreeTo } from '../../explorer/addresses.js';

/** Before somebody else's host is asked. */
export const renderAsking = (question: string, words: string, agree: () => void) => html`
  <div class="notice" part="notice">
    <span>${question} Nothing is asked of anybody before you press this button.</span>
    <button type="button" @click=${agree}>${words}</button>
  </div>
`;

/** For what a link names on another host: who would be asked stands on the button. */
export const renderLinked = (what: string, { href, host, file }: FileAddress, agreed: () => void) =>
  renderAsking(`The address of this page asks for ${what}: ${file}.`, `Fetch it from ${host}`, () => {
    agreeTo(href);
    agreed();
  });

export const noticeStyles = css`
  .notice {
    display: grid;
    gap: 0.5rem;
    justify-items: start;
    padding: 0.5rem 0.75rem;
    border-inline-start: 3px solid var(--_accent);
    background: var(--_accent-soft);
    overflow-wrap: anywhere;
  }
  .notice button {
    color: var(--_ink);
  }
`;
