/** Fields of forms: a control under its label, or beside it. */
import { css } from 'lit';

export const fieldStyles = css`
  .field {
    display: grid;
    gap: 0.2rem;
    min-inline-size: 0;
  }
  .field > label,
  label.field {
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  .field > :is(input, select) {
    inline-size: 100%;
    min-inline-size: 0;
    color: var(--_ink);
    font-size: var(--_text);
  }
  /* Many small ones, each beside its label. */
  .compact {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr));
    gap: 0.2rem 1rem;
  }
  .compact .field {
    grid-template-columns: 1fr 5rem;
    align-items: center;
  }
  .beside {
    display: flex;
    align-items: center;
    gap: 0.4rem;
    min-inline-size: 0;
  }
`;
