/** Lists that several elements have: what signs mean, and facts with their names. */
import { css } from 'lit';

export const legendListStyles = css`
  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    align-items: center;
    gap: 0.4rem;
  }
`;

export const factListStyles = css`
  dl {
    margin: 0;
  }
  dt {
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  dd {
    margin: 0;
  }
`;
