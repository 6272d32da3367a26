import { css } from 'lit';

/** A table of arithmetic; where it is narrow, numbers stand under the symbols. */
export const formulaStyles = css`
  :host {
    container-type: inline-size;
    max-inline-size: 58rem;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.75rem;
    margin-block-end: 0.5rem;
  }
  h3 {
    margin: 0;
    margin-inline-end: auto;
    font-size: clamp(var(--_text), 5cqi, 1rem);
  }
  [part='formula'] {
    --_cell: 0.3rem clamp(0.5rem, 3cqi, 1.25rem) 0.3rem 0;
    overflow-x: auto;
  }
  th,
  td {
    white-space: nowrap;
  }
  :is(th, td):last-child {
    padding-inline-end: 0;
    text-align: end;
  }
  thead th {
    color: var(--_ink-soft);
    font-size: var(--_text-small);
    font-weight: 400;
  }
  th[scope='row'] {
    white-space: normal;
  }
  tbody tr:last-child > * {
    border: 0;
  }
  tfoot :is(th, td) {
    border-block: 1px solid var(--_ink-soft);
    border-block-end: 0;
    font-weight: 600;
  }
  .numbers {
    color: var(--_ink-soft);
    font-weight: 400;
  }
  math {
    font-size: 1.1em;
  }
  [part='symbols'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 1.1rem;
    margin: 0 0 0.5rem;
  }
  [part='symbols'] div {
    white-space: nowrap;
  }
  dl dt,
  dl dd {
    display: inline;
    margin: 0;
  }
  [part='left-out'] {
    display: grid;
    grid-template-columns: 1fr max-content;
    margin: 0.75rem 0 0;
  }
  [part='left-out'] > * {
    padding-block: 0.15rem;
  }
  [part='left-out'] dd {
    text-align: end;
  }
  [part='left-out'] .sum {
    border-block-start: 1px solid var(--_rule);
    font-weight: 600;
  }
  .soft,
  [part='ratio'] {
    color: var(--_ink-soft);
  }
  [part='ratio'] {
    margin: 0.75rem 0 0;
    max-inline-size: 44rem;
  }
  [part='claim'] {
    margin: 0.75rem 0 0;
    padding-inline-start: 0.75rem;
    border-inline-start: 2px solid var(--_rule);
    max-inline-size: 44rem;
    color: var(--_ink-soft);
  }
  [part='claim'] small {
    font-size: var(--_text-small);
  }
  [part='ratio'] b {
    color: var(--_ink);
    font-weight: 600;
  }
  .only-wide {
    display: none;
  }
  @container (inline-size >= 34rem) {
    .only-wide {
      display: table-cell;
    }
    .under {
      display: none;
    }
  }
  .under {
    margin-block-start: 0.1rem;
    font-size: var(--_text-small);
    white-space: normal;
  }
`;
