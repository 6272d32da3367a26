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
  .wide {
    grid-column: 1 / -1;
  }
  .actions {
    display: flex;
    gap: 0.25rem;
  }
`;
