import { css } from 'lit';

/** A question in one line, and the answers as a list. */
export const detectiveStyles = css`
  .question {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem 1rem;
  }
  .question :is(input, select) {
    min-block-size: 2.5rem;
    font-size: 1rem;
  }
  .question label:first-child {
    flex: 1 1 9rem;
  }
  .question label:last-child {
    flex: 2 1 15rem;
  }
  .examples {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem;
    margin-block: 0.6rem 1rem;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  .examples button {
    min-block-size: 1.75rem;
  }
  p {
    margin: 0 0 0.5rem;
  }
  .verdict {
    font-size: 1rem;
    text-wrap: pretty;
  }
  ol,
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .readings {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
  }
  .readings li {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    gap: 0 1rem;
    padding-block: 0.4rem;
    border-block-start: 1px solid var(--_rule);
  }
  .readings b {
    text-align: end;
  }
  .readings li:not(:first-child) b {
    font-weight: 400;
  }
  .soft {
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  .readings .soft {
    display: inline-block;
    margin-inline-end: 0.5rem;
  }
  .tag {
    padding: 0.05rem 0.4rem;
    border-radius: 1rem;
    background: var(--_accent-soft);
    color: var(--_accent);
    font-size: var(--_text-small);
    white-space: nowrap;
  }
  .printed {
    margin-block-start: 1rem;
  }
  .printed li {
    padding-block: 0.2rem;
  }
  .printed button {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  [part='error'] {
    max-inline-size: 40rem;
  }
`;
