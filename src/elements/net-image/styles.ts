import { css } from 'lit';

export const imageStyles = css`
  :host {
    container-type: inline-size;
  }
  .base {
    display: grid;
    gap: 0.625rem;
    border-radius: var(--_radius);
  }
  .base[data-dropping] {
    outline: 2px dashed var(--_accent);
    outline-offset: 6px;
  }
  .pictures {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 11rem));
    gap: var(--_gap);
  }
  figure {
    margin: 0;
  }
  figcaption {
    color: var(--_ink-soft);
    font-size: var(--_text-small);
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .frame {
    display: grid;
    aspect-ratio: 1;
    margin-block-end: 0.25rem;
    overflow: hidden;
    border-radius: var(--_radius);
    background: var(--_paper-raised);
  }
  .frame > * {
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 0;
    object-fit: contain;
  }
  .frame > [hidden] {
    display: none;
  }
  .input {
    image-rendering: pixelated;
  }
  video {
    inline-size: 100%;
    max-inline-size: 23rem;
    border-radius: var(--_radius);
    background: var(--_paper-raised);
  }
  .samples {
    display: grid;
    grid-template-columns: repeat(8, minmax(0, 2.5rem));
    gap: 0.375rem;
    min-block-size: 2.25rem;
  }
  .samples button {
    aspect-ratio: 1;
    min-block-size: 0;
    padding: 0;
    overflow: hidden;
    border: 0;
  }
  .samples button[aria-pressed='true'] {
    outline: 3px solid var(--_accent);
    outline-offset: -3px; /* nothing of it beside a sheet that covers the drawings */
  }
  .samples button:focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  .samples img {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .hint {
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  .outcome {
    display: grid;
    gap: 0.5rem;
    align-content: start;
    min-block-size: 11rem;
  }
  .outcome[data-idle] {
    min-block-size: 0;
  }
  /* The guess belongs to the image. */
  @container (inline-size < 34rem) {
    .pictures,
    .camera {
      order: -2;
    }
    .outcome,
    [part='error'] {
      order: -1;
    }
  }
  @container (20rem <= inline-size < 34rem) {
    .base {
      grid-template-columns: 10.5rem minmax(0, 1fr);
    }
    .base > :not(.pictures, .outcome) {
      grid-column: 1 / -1;
    }
    .outcome {
      min-block-size: 0;
    }
  }
  @container (inline-size < 15rem) {
    .samples {
      grid-template-columns: repeat(4, minmax(0, 2.5rem));
    }
  }
  @container (inline-size >= 34rem) {
    .base {
      grid-template: repeat(3, auto) 1fr / minmax(0, 22.75rem) minmax(0, 1fr);
      column-gap: 2rem;
    }
    .base > * {
      grid-column: 1;
    }
    .base > .outcome {
      grid-area: 1 / 2 / span 4;
    }
  }
  .now {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    min-block-size: 2.5rem;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
`;
