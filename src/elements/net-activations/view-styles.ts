import { css } from 'lit';

/** Pixels as wide as there is room, and a drawing over them. */
export const overlayStyles = css`
  canvas {
    display: block;
    inline-size: 100%;
    image-rendering: pixelated;
    border-radius: 2px;
  }
  svg {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }
`;

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
  .reading {
    min-block-size: 6em;
    margin: 0.375rem 0 0;
    font-size: var(--_text-small);
  }
  .hint {
    color: var(--_ink-soft);
  }
  @container (inline-size < 36rem) {
    .maps {
      grid-template-columns: minmax(0, 1fr);
    }
    .maps {
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
