import { css } from 'lit';

/** A verdict, the fields of a budget, and a grid whose cells are told apart by sign and pattern as well as colour. */
export const netBudgetStyles = css`
  :host {
    container-type: inline-size;
  }
  p {
    margin: 0;
  }
  [part='verdict'] {
    margin-block-end: 0.6rem;
    font-weight: 600;
  }
  [part='verdict'] .sign {
    margin-inline-end: 0.15rem;
  }
  [part='verdict'].fits .sign {
    color: var(--_accent);
  }
  [part='verdict'].over .sign,
  .note.over {
    color: var(--_danger);
  }
  .note,
  .soft,
  .hint,
  .key,
  [part='detail'],
  .yours,
  .top1 {
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.4rem 1rem;
    margin-block: 0.9rem 0.4rem;
  }
  .title {
    font-weight: 600;
  }
  .frame {
    overflow-x: auto;
    padding: 3px;
  }
  [part='grid'] {
    --_cell: 0.2rem 0.25rem;
    table-layout: fixed;
    border-spacing: 2px;
    font-size: var(--_text-small);
  }
  [part='grid'] thead th:first-child {
    inline-size: 3rem;
  }
  [part='grid'].long thead th:first-child {
    inline-size: 5rem;
  }
  [part='grid'] th {
    border: 0;
  }
  [part='grid'] td {
    block-size: 2rem;
    border: 0;
    border-radius: 3px;
    background: var(--_paper-raised);
    vertical-align: top;
    cursor: pointer;
  }
  [part='grid'] td.fits {
    background: var(--_accent-soft);
  }
  [part='grid'] td.over {
    background: repeating-linear-gradient(-45deg, var(--_rule) 0 1px, transparent 1px 5px), var(--_paper);
    color: var(--_ink-soft);
  }
  [part='grid'] td.chosen {
    outline: 2px solid var(--_ink);
    outline-offset: -1px;
  }
  [part='grid'] td:hover {
    box-shadow: inset 0 0 0 1px var(--_ink-faint);
  }
  [part='grid'] td:focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 0;
  }
  [part='grid'] td[aria-disabled] {
    cursor: default;
  }
  td > * {
    display: block;
    line-height: 1.3;
  }
  .second {
    display: flex;
    justify-content: space-between;
    gap: 0.2rem;
  }
  .second .top1 {
    margin-inline-start: auto;
  }
  td.fits .sign {
    color: var(--_accent);
  }
  .yours {
    color: var(--_ink);
    font-weight: 600;
  }
  .key {
    margin-block: 0.3rem;
  }
  [part='detail'] {
    min-block-size: 3em;
    margin-block-end: 0.5rem;
  }
  a {
    color: var(--_accent);
  }
  details {
    margin-block-start: 0.375rem;
  }
  summary {
    padding-block: 0.375rem;
    color: var(--_ink-soft);
    cursor: pointer;
  }
  @container (max-width: 26rem) {
    [part='grid'] {
      --_cell: 0.2rem 1px;
      table-layout: auto;
      border-spacing: 1px;
    }
    [part='grid'] thead th:first-child {
      inline-size: auto;
    }
    .second {
      flex-wrap: wrap;
    }
  }
  @media (forced-colors: active) {
    [part='grid'] td.chosen {
      outline-color: Highlight;
    }
    [part='grid'] td.over {
      color: GrayText;
    }
  }
`;
