import { css } from 'lit';

/** The form of a reader's own training, and its table; the rest is the figures' look. */
export const rerunStyles = css`
  :host {
    min-block-size: 0;
  }
  p {
    margin-block: 0.5rem;
    text-wrap: pretty;
  }
  form {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr));
    align-items: end;
    gap: 0.6rem 0.75rem;
    margin-block: 0.6rem;
  }
  label {
    display: grid;
    gap: 0.2rem;
    font-size: var(--_text-small);
    color: var(--_ink-soft);
  }
  label :is(input, select) {
    inline-size: 100%;
    min-inline-size: 0;
    font-size: var(--_text);
    color: var(--_ink);
  }
  .wide {
    grid-column: 1 / -1;
  }
  .actions {
    display: flex;
    gap: 0.25rem;
  }
  progress {
    inline-size: 100%;
    accent-color: var(--_accent);
  }
`;
