import { css } from 'lit';

export const nodeStyles = css`
  :host {
    container-type: inline-size;
  }
  header {
    display: flex;
    align-items: start;
    gap: 0.75rem;
  }
  @media print {
    nav {
      display: none !important;
    }
  }
  nav {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    margin-inline-end: auto;
    font-family: var(--_font-mono);
    font-size: var(--_text-small);
  }
  nav button {
    min-block-size: 1.5rem;
    padding: 0 0.2rem;
    border: 0;
    background: none;
    color: var(--_accent);
  }
  nav button:hover {
    text-decoration: underline;
  }
  nav button[aria-current] {
    color: var(--_ink-soft);
  }
  .walk {
    display: flex;
    gap: 0.25rem;
  }
  .walk button {
    min-inline-size: 2rem;
    padding-inline: 0.4rem;
  }
  h3 {
    margin: 0.25rem 0;
    font-size: 1.125rem;
  }
  :host([show='heading']) {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75rem;
  }
  :host([show='heading']) header {
    display: contents;
  }
  :host([show='heading']) h3 {
    order: -1;
    min-inline-size: 0;
  }
  @container (inline-size < 34rem) {
    :host([show='heading']) :is(h3, .walk) {
      flex-basis: 0;
    }
    :host([show='heading']) h3 {
      flex-grow: 1;
      overflow: hidden;
      font-size: 1rem;
      white-space: nowrap;
      text-overflow: ellipsis;
    }
    :host([show='heading']) nav {
      display: none;
    }
  }
  .dot {
    display: inline-block;
    inline-size: 0.75rem;
    block-size: 0.75rem;
    margin-inline-end: 0.4rem;
    border-radius: 2px;
    background: var(--_kind);
  }
  p {
    margin: 0 0 0.75rem;
    max-inline-size: 44rem;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 8rem), 1fr));
    gap: 0.5rem 1rem;
  }
  dd {
    overflow-wrap: anywhere;
  }
  dd small {
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  [part='names'] {
    margin-block-start: 0.75rem;
    padding-block-start: 0.5rem;
    border-block-start: 1px solid var(--_rule);
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 14rem), 1fr));
  }
  summary {
    margin-block-start: 0.5rem;
  }
  [part='names'] dd {
    font-family: var(--_font-mono);
    font-size: var(--_text-small);
  }
  @media (forced-colors: active) {
    .dot {
      forced-color-adjust: none;
    }
  }
`;
