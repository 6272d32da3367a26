/** What folds out, under a line that says what is in it. */
import { css } from 'lit';

export const panelStyles = css`
  summary {
    padding-block: 0.375rem;
    cursor: pointer;
  }
  /* A section of an element, under a rule. */
  .section {
    border-block-start: 1px solid var(--_rule);
  }
  .section > summary {
    padding-block: 0.5rem;
    font-weight: 600;
  }
`;
