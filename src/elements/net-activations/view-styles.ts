import { css } from 'lit';

export const viewStyles = css`
  :host {
    display: grid;
    gap: var(--_gap);
    container-type: inline-size;
  }
  .bar,
  .steps {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.75rem;
    align-items: center;
  }
  .steps {
    gap: 0.375rem;
  }
  .bar .legend {
    margin-inline-start: auto;
  }
  .maps {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 11rem;
    gap: 1rem;
    align-items: start;
  }
  .maps[data-pinned] {
    --_map-size: var(--_pinned-size);
    grid-template-columns: minmax(0, 17rem) minmax(0, 1fr);
  }
  .main > .steps {
    margin-block-end: 0.5rem;
  }
  .main > .bar {
    margin-block-start: 0.5rem;
  }
  .maps[data-vector] {
    grid-template-columns: minmax(0, 1fr);
  }
  .reading {
    min-block-size: 6em;
    margin: 0.375rem 0 0;
    font-size: var(--_text-small);
  }
  .hint {
    color: var(--_ink-soft);
  }
  @container (inline-size < 36rem) {
    .maps[data-pinned] {
      --_map-size: 7rem;
    }
    .main > .bar {
      display: none;
    }
    .maps,
    .maps[data-pinned] {
      grid-template-columns: minmax(0, 1fr);
      order: -1;
    }
    .lens {
      display: grid;
      grid-template-columns: 6rem minmax(0, 1fr);
      gap: 0.75rem;
    }
    .reading {
      margin: 0;
    }
  }
`;
