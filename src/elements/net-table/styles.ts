import { css } from 'lit';

/** A table that scrolls in its own frame, its head and its first column staying in sight. */
export const layersStyles = css`
  :host {
    container-type: inline-size;
  }
  .tools {
    margin-block-end: 0.5rem;
  }
  .tools label {
    margin-inline-start: auto;
  }
  .order {
    color: var(--_ink-soft);
  }
  .framed {
    --_cell: 0.2rem 0.75rem;
    --_tallest: var(--net-table-height, 34rem);
  }
  th,
  td {
    background: var(--_row, var(--_paper));
    vertical-align: middle;
    white-space: nowrap;
  }
  tbody tr:last-child > * {
    border-block-end-color: transparent;
  }
  thead th {
    padding-block: 0;
    vertical-align: bottom;
  }
  thead button {
    min-block-size: 2.25rem;
    padding: 0.2rem 0;
    border: 0;
    border-radius: 0;
    background: none;
    font-weight: 600;
    text-align: inherit;
    line-height: 1.2;
  }
  thead button::after {
    content: '↕';
    margin-inline-start: 0.25rem;
    color: var(--_ink-faint);
    font-weight: 400;
  }
  [aria-sort='descending'] button::after {
    content: '↓';
    color: var(--_accent);
  }
  [aria-sort='ascending'] button::after {
    content: '↑';
    color: var(--_accent);
  }
  tfoot > tr > * {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    border-block: 1px solid var(--_rule);
    border-block-end: 0;
    background: var(--_paper-raised);
    font-weight: 600;
  }
  tbody tr {
    cursor: pointer;
  }
  tbody tr[aria-level='1']:not([data-flat]) {
    font-weight: 600;
  }
  tbody tr[aria-level='1'] .unit,
  tbody tr .soft {
    font-weight: 400;
  }
  .unit,
  .soft {
    color: var(--_ink-soft);
  }
  tbody tr:is(:hover, [data-hovered]) {
    --_row: var(--_paper-raised);
  }
  tbody tr:is([aria-selected='true'], [data-within]) {
    --_row: var(--_accent-soft);
  }
  tbody tr[aria-selected='true'] > :first-child {
    box-shadow: inset 3px 0 var(--_accent);
  }
  tbody tr:focus-visible {
    outline-offset: -2px;
  }
  .layer {
    display: flex;
    align-items: center;
    gap: 0.4rem;
    min-block-size: 1.6rem;
  }
  [aria-level='2'] .layer {
    padding-inline-start: 1.25rem;
  }
  [aria-level='3'] .layer {
    padding-inline-start: 2.5rem;
  }
  .twisty {
    flex: none;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    margin-inline-start: -0.4rem;
    color: var(--_ink-soft);
    text-align: center;
    line-height: 1.5rem;
    transition: rotate 0.15s;
  }
  [aria-expanded='true'] .twisty {
    rotate: 90deg;
  }
  .dot {
    flex: none;
    inline-size: 0.65rem;
    block-size: 0.65rem;
    margin-inline: 0.05rem 0.25rem;
    border-radius: 2px;
    background: var(--_kind);
  }
  .bar {
    display: block;
    min-inline-size: 7rem;
    block-size: 3px;
    margin-block-start: 1px;
    border-radius: 1.5px;
    background: linear-gradient(var(--_kind, var(--_ink-faint)) 0 0) right / var(--share) 100% no-repeat;
  }
  .name {
    color: var(--_ink-soft);
    font-family: var(--_font-mono);
    font-size: var(--_text-small);
    font-weight: 400;
  }
  @container (inline-size >= 40rem) {
    :is(thead, tbody, tfoot) th:first-child {
      position: sticky;
      inset-inline-start: 0;
      z-index: 1;
    }
    :is(thead, tfoot) th:first-child {
      z-index: 3;
    }
  }
  @container (inline-size < 40rem) {
    th,
    td {
      padding-inline: 0.5rem;
    }
    table {
      font-size: 0.8125rem;
    }
    .bar {
      min-inline-size: 4rem;
    }
    tbody .layer {
      inline-size: 44cqi;
      line-height: 1.25;
      white-space: normal;
    }
    [aria-level='2'] .layer {
      padding-inline-start: 0.5rem;
    }
    [aria-level='3'] .layer {
      padding-inline-start: 1rem;
    }
  }
  @media (forced-colors: active) {
    .dot,
    .bar {
      forced-color-adjust: none;
    }
    tbody tr[aria-selected='true'] > * {
      border-block-end: 2px solid Highlight;
    }
  }
`;
