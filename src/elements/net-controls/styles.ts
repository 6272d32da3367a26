import { css } from 'lit';

/** How fields, totals and the table of blocks look; they stand in one column as narrow as 15rem, or in several. */
export const optionStyles = css`
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr));
    gap: 1.1rem 1.75rem;
    align-items: start;
  }
  .field {
    gap: 0.3rem;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    min-block-size: 2rem;
  }
  .head > label {
    font-weight: 600;
    margin-inline-end: auto;
  }
  .ranged .head input {
    inline-size: 5.5rem;
    text-align: end;
  }
  .ranged .head input:placeholder-shown {
    inline-size: 8rem;
  }
  input[type='range'] {
    inline-size: 100%;
    margin: 0;
    min-block-size: 1.5rem;
  }
  input.absent {
    opacity: 0.45;
  }
  .segments.marks {
    gap: 0.25rem;
  }
  .marks > label > span {
    min-inline-size: 1.75rem;
    padding: 0.15rem 0.4rem;
    font-size: var(--_text-small);
  }
  @media (max-width: 37.5rem), (pointer: coarse) {
    .marks > label > span {
      min-inline-size: 2rem;
      padding: 0.4rem;
    }
  }
  .marks > label > :not(:checked) + span {
    border-color: transparent;
    background: var(--_paper-raised);
    color: var(--_ink-soft);
  }
  .marks > label:hover > :not(:checked) + span {
    border-color: var(--_rule);
    color: var(--_ink);
  }
  .hint {
    margin: 0;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
    overflow-wrap: anywhere;
  }
  .hint a {
    color: inherit;
    text-decoration-color: var(--_ink-faint);
    text-underline-offset: 0.15em;
  }
  .hint a:hover {
    color: var(--_accent);
  }
  button.undo {
    min-block-size: 1.5rem;
    padding: 0 0.4rem;
    border-color: transparent;
    background: none;
    color: var(--_accent);
    font-size: var(--_text-small);
    white-space: nowrap;
  }
  button.undo:hover {
    border-color: var(--_accent);
  }
  .flag {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    cursor: pointer;
  }
  .flag input {
    inline-size: 1.1rem;
    block-size: 1.1rem;
    margin: 0;
    accent-color: var(--_accent);
  }
  select {
    max-inline-size: 100%;
    min-inline-size: 0;
  }
  .blocks {
    max-inline-size: 24rem;
  }
  .blocks table {
    --_cell: 1px;
    inline-size: 100%;
    font-size: inherit;
    table-layout: fixed;
  }
  .blocks thead th {
    font-weight: 600;
    font-style: italic;
    text-align: center;
  }
  .blocks abbr {
    text-decoration: none;
  }
  .blocks td:last-child,
  .blocks thead td {
    inline-size: 2rem;
  }
  .blocks td input {
    inline-size: 100%;
    min-block-size: 1.75rem;
    padding: 0.1rem 0.3rem;
    text-align: end;
  }
  button.remove {
    min-block-size: 1.75rem;
    inline-size: 100%;
    padding: 0;
    border-color: transparent;
    background: none;
    color: var(--_ink-soft);
  }
  button.remove:hover:not(:disabled) {
    border-color: var(--_danger);
    color: var(--_danger);
  }
  .line input {
    display: block;
    inline-size: 100%;
    font-family: var(--_font-mono);
    font-size: var(--_text-small);
  }
  .line {
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  .line input {
    color: var(--_ink);
  }
  .totals {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr));
    gap: 0.5rem 1rem;
    align-content: start;
    margin: 0;
  }
  .totals > div {
    display: flex;
    flex-direction: column-reverse;
  }
  .totals dt {
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  .totals dd {
    margin: 0;
    font-size: 1.0625rem;
    font-weight: 600;
    white-space: nowrap;
  }
  .totals small {
    color: var(--_ink-soft);
    font-size: var(--_text-small);
    font-weight: 400;
  }
`;

/** The calculator as a whole. */
export const deskStyles = css`
  :host {
    container-type: inline-size;
  }
  .all {
    display: grid;
    gap: 1rem;
  }
  [part='choice'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
  }
  [part='choice'] label {
    font-weight: 600;
  }
  [part='choice'] select {
    font-weight: 400;
  }
  .counted {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
    gap: 0.75rem 1.75rem;
    padding-block: 0.75rem;
    border-block: 1px solid var(--_rule);
  }
  .counted .hint {
    margin-block: 0.375rem 0;
  }
  summary small {
    color: var(--_accent);
    font-weight: 400;
  }
  .fixes {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem;
    margin-block-start: 0.5rem;
    color: var(--_ink);
  }
  .more [part='choice'] {
    padding-block-start: 0.5rem;
    border-block-start: 1px solid var(--_rule);
  }
  @container (inline-size >= 48rem) {
    .more {
      display: grid;
      grid-template-columns: 1fr 1fr fit-content(24rem);
      align-items: start;
    }
  }
  .tag {
    font-family: var(--_font-mono);
    font-size: var(--_text-small);
    overflow-wrap: anywhere;
    user-select: all;
  }
`;
