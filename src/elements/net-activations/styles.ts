import { css } from 'lit';

export const activationsStyles = css`
  :host {
    container-type: inline-size;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem 0.75rem;
    align-items: center;
    margin-block-end: var(--_gap);
  }
  select {
    max-inline-size: 100%;
  }
  code {
    font-family: var(--_font-mono);
    font-size: var(--_text-small);
    overflow-wrap: anywhere;
  }
  .about,
  .hint {
    color: var(--_ink-soft);
  }
  .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap);
    align-content: start;
    min-block-size: 20rem;
  }
  .body[data-quiet] {
    min-block-size: 0;
  }
  @container (inline-size < 40rem) {
    header {
      flex-wrap: nowrap;
    }
    header .about {
      display: none;
    }
    header select {
      flex: 1;
      min-inline-size: 0;
    }
  }
  .hint,
  .caution {
    margin: 0;
  }
  .caution {
    color: var(--_danger);
  }
`;
