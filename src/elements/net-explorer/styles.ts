import { css } from 'lit';

export const explorerStyles = css`
  :host {
    container-type: inline-size;
  }
  /* One screen: nothing of it needs the page to scroll, and what is longer scrolls inside. */
  .bench {
    position: relative;
    isolation: isolate;
    display: grid;
    grid-template:
      'header header' auto
      'notice notice' auto
      'graph graph' fit-content(64%)
      'image detail' minmax(0, 1fr)
      / clamp(10rem, 24%, 17rem) minmax(0, 1fr);
    gap: 0 1.25rem;
    block-size: var(--net-explorer-height, clamp(38rem, 96svh, 60rem));
  }
  .bench:not(:has([part~='image'])) {
    grid-template-columns: 0 minmax(0, 1fr);
    column-gap: 0;
  }
  .bench[data-dropping]::after {
    content: 'Drop a photo, weights or a model';
    position: absolute;
    inset: -0.25rem;
    z-index: 3;
    display: grid;
    place-content: start center;
    padding-block-start: min(30%, 14rem);
    border: 2px dashed var(--_accent);
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_accent-soft) 85%, transparent);
    color: var(--_accent);
    font-size: 1.25rem;
    font-weight: 600;
    pointer-events: none;
  }
  header {
    grid-area: header;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem 0.5rem;
    padding-block-end: 0.5rem;
  }
  .title {
    margin: 0;
    font-size: 1.125rem;
    font-weight: 600;
  }
  header a {
    color: var(--_ink-soft);
  }
  net-search {
    flex: 1 1 6rem;
    min-inline-size: 6rem;
    max-inline-size: 20rem;
    min-block-size: 2rem;
    margin-inline-start: auto;
  }
  net-undo {
    flex: none;
    min-inline-size: 4.25rem;
    min-block-size: 2rem;
  }
  /* Presets that do not fit are one line to scroll, not two. */
  @container (inline-size < 48rem) {
    .segments.apart {
      flex: 1 0 100%;
      flex-wrap: nowrap;
      overflow-x: auto;
      scrollbar-width: none;
      /* Room for the focus rings. */
      margin-block: -4px;
      margin-inline-start: -4px; /* at the end it would widen the page */
      padding: 4px;
    }
    .segments.apart > * {
      flex: none;
    }
  }
  .notices {
    grid-area: notice;
    display: grid;
    gap: 0.5rem;
  }
  .notices > :last-child {
    margin-block-end: 0.5rem;
  }
  [part~='graph'] {
    grid-area: graph;
    min-block-size: 0;
    overflow: auto;
    border-block-end: 1px solid var(--_rule);
  }
  [part~='image'] {
    grid-area: image;
    min-block-size: 0;
    overflow: auto;
    padding: 0.75rem 1.25rem 0.25rem 0.25rem;
    border-inline-end: 1px solid var(--_rule);
    margin-inline-start: -0.25rem;
  }
  [part~='detail'] {
    grid-area: detail;
    min-block-size: 0;
    padding-block-start: 0.5rem;
  }
  net-weights {
    margin-block-start: 1rem;
  }

  .bench[data-compact] {
    grid-template: auto auto auto auto / minmax(0, 1fr);
    block-size: auto;
    /* Room for the head of the sheet. */
    padding-block-end: 5rem;
  }
  .bench[data-compact] > * {
    grid-area: auto;
  }
  .bench[data-compact] net-search {
    flex-basis: 50%;
    max-inline-size: none;
    margin: 0;
  }
  .bench[data-compact] :is([part~='graph'], [part~='image']) {
    overflow: visible;
    margin: 0;
    padding-inline: 0;
    border: 0;
  }
  .bench[data-compact] .lead {
    order: -1;
  }
  /* Room for the image and the guess, so that their coming moves nothing. */
  .bench[data-compact] .lead[data-awaiting] {
    min-block-size: 26rem;
  }
  .bench[data-compact] :is(header, .notices) {
    order: -2;
  }
  @media print {
    .bench {
      display: block;
      block-size: auto;
    }
    header :is(.segments, net-undo),
    net-weights {
      display: none;
    }
    header h2.visually-hidden {
      all: revert;
      margin: 0;
    }
    [part] {
      overflow: visible !important;
      border: 0 !important;
    }
  }
`;
