import { css } from 'lit';

export const weightsStyles = css`
  .base {
    display: grid;
    gap: 0.5rem;
    padding-block-start: 0.75rem;
    border-block-start: 1px solid var(--_rule);
  }
  .base[data-dropping] {
    border-radius: var(--_radius);
    outline: 2px dashed var(--_accent);
    outline-offset: 6px;
  }
  h3,
  h4 {
    margin: 0;
    font-size: inherit;
    font-weight: 600;
  }
  h4 {
    margin-block-start: 0.75rem;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  p {
    margin: 0;
  }
  .facts,
  .note {
    color: var(--_ink-soft);
    font-size: var(--_text-small);
    overflow-wrap: anywhere;
  }
  .facts strong {
    color: var(--_ink);
    font-weight: 600;
  }
  .caution {
    color: var(--_danger);
  }
  .hint {
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  .said {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem 1rem;
  }
  label {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.5rem;
    align-items: center;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  select {
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  [part='error'] {
    display: grid;
    gap: 0.5rem;
    justify-items: start;
  }
  [part='error'] button {
    color: var(--_ink);
  }
  ul {
    display: grid;
    gap: 0.875rem;
    margin: 0.375rem 0 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    gap: 0.25rem;
    justify-items: start;
  }
  a {
    color: inherit;
  }
`;
