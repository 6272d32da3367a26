import { css } from 'lit';

export const diffStyles = css`
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem 1rem;
    margin-block: 0.375rem;
  }
  .line label {
    flex: 0 1 36rem;
  }
  .line input {
    flex: 1;
    min-inline-size: 0;
  }
  .title {
    margin-block-start: 0.5rem;
    font-weight: 600;
  }
  .title small {
    font-weight: 400;
  }
  [part='figure'] {
    overflow-x: auto;
  }
  [part='figure'] svg {
    display: block;
    cursor: pointer;
  }
  .chosen {
    fill: none;
    stroke: var(--_accent);
    stroke-width: 2;
  }
  ul {
    margin: 0.375rem 0;
  }
  p {
    margin: 0.25rem 0;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  .total > * {
    font-weight: 600;
  }
  .number small {
    margin-inline-start: 0.4rem;
    color: var(--_ink-soft);
  }
`;
