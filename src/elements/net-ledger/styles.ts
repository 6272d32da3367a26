import { css } from 'lit';

/** A table in its own frame under a head that stays; in a narrow place each row is a card. */
export const ledgerStyles = css`
  :host {
    container-type: inline-size;
  }
  .tools {
    margin-block-end: 0.5rem;
  }
  input[type='search'] {
    inline-size: 11rem;
  }
  net-export {
    margin-inline-start: auto;
  }
  [part='summary'] {
    margin: 0 0 0.75rem;
    font-size: 1rem;
  }
  .soft {
    color: var(--_ink-soft);
    font-size: var(--_text-small);
    font-weight: 400;
  }
  .framed {
    --_cell: 0.4rem 0.75rem;
    --_tallest: var(--net-ledger-height, 40rem);
  }
  thead th {
    padding-block: 0.3rem;
    border: 0;
    vertical-align: baseline;
    white-space: nowrap;
  }
  thead tr:last-child th {
    padding-block-start: 0;
    border-block-end: 1px solid var(--_rule);
    color: var(--_ink-soft);
    font-size: var(--_text-small);
    font-weight: 400;
  }
  thead th[rowspan] {
    border-block-end: 1px solid var(--_rule);
  }
  .source th {
    padding-block: 1.1rem 0.5rem;
  }
  .source strong {
    display: block;
    max-inline-size: 62rem;
    font-weight: 600;
    text-wrap: pretty;
  }
  .source a {
    margin-inline-end: 0.75rem;
    color: var(--_accent);
    overflow-wrap: anywhere;
  }
  .network :is(.show, .title) {
    white-space: nowrap;
  }
  .network .soft {
    display: block;
  }
  button.show {
    text-decoration: underline;
    text-decoration-color: color-mix(in srgb, var(--_accent) 40%, transparent);
    text-underline-offset: 0.2em;
  }
  [aria-current] > * {
    background: var(--_accent-soft);
  }
  [aria-current] > th {
    box-shadow: inset 3px 0 var(--_accent);
  }
  .ours {
    font-weight: 600;
  }
  .how {
    display: grid;
    grid-template-columns: 1rem minmax(0, 1fr);
    gap: 0.3rem;
    min-inline-size: 13rem;
    font-size: var(--_text-small);
    line-height: 1.4;
  }
  .mark {
    color: var(--_accent);
    font-weight: 700;
  }
  .open .mark,
  .open.ours {
    color: var(--_danger);
  }
  .rounding {
    color: var(--_ink-soft);
  }
  .none {
    margin: 0;
    padding: 1.5rem 1rem;
    text-align: center;
  }
  @container (inline-size < 56rem) {
    .framed {
      border-inline: 0;
      border-radius: 0;
    }
    :is(table, tbody, tr, th, td) {
      display: block;
    }
    .framed thead {
      position: absolute;
      clip-path: inset(50%);
    }
    .absent {
      display: none;
    }
    tbody :is(td, th) {
      padding: 0;
      border: 0;
    }
    tbody .source th {
      padding: 1.25rem 0 0.5rem;
    }
    tbody tr:not(.source) {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto auto;
      gap: 0.1rem 0.75rem;
      padding: 0.6rem 0.75rem 0.7rem;
      margin-block-end: 0.5rem;
      border: 1px solid var(--_rule);
      border-radius: var(--_radius);
    }
    tbody [aria-current] {
      background: var(--_accent-soft);
    }
    [aria-current] > th {
      box-shadow: none;
    }
    .network {
      grid-column: 1 / -1;
      font-weight: 600;
    }
    .printed {
      display: flex;
      grid-column: 1 / 3;
      justify-content: space-between;
      margin-block-start: 0.4rem;
    }
    .ours {
      align-self: end;
    }
    .ours::before {
      content: '→ ';
      color: var(--_ink-soft);
      font-weight: 400;
    }
    .explained {
      grid-column: 1 / -1;
    }
    .accuracy {
      display: flex;
      grid-column: 1 / -1;
      justify-content: space-between;
      margin-block-start: 0.4rem;
    }
    [data-label]::before {
      content: attr(data-label);
      color: var(--_ink-soft);
    }
    .tools label {
      display: grid;
      flex: 1 1 8rem;
      gap: 0.1rem;
      color: var(--_ink-soft);
      font-size: var(--_text-small);
    }
    .tools label:has([type='search']) {
      flex: 1 1 100%;
    }
    .tools :is(select, input[type='search']) {
      inline-size: 100%;
      min-block-size: 2.5rem;
      color: var(--_ink);
      font-size: 1rem;
    }
    net-export {
      margin-inline-start: 0;
    }
  }
  @media (forced-colors: active) {
    [aria-current] > th {
      border-inline-start: 3px solid Highlight;
    }
  }
`;
