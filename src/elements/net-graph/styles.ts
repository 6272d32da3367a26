import { css } from 'lit';

export const graphStyles = css`
  :host {
    container-type: inline-size;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    margin-block-end: 0.25rem;
  }
  [part='readout'] {
    flex: 1 1 20rem;
    min-inline-size: 0;
    min-block-size: 2.9em;
    font-size: var(--_text-small);
    color: var(--_ink-soft);
  }
  [part='readout'] b {
    color: var(--_ink);
    font-weight: 600;
  }
  [part='readout'] > span {
    display: block;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  [part='controls'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  [part='controls'] :is(button, select) {
    min-inline-size: 2rem;
    font-size: var(--_text-small);
  }
  .save {
    display: var(--_saving, flex);
  }
  .view {
    position: relative;
    overflow: hidden;
  }
  canvas,
  svg {
    display: block;
    inline-size: 100%;
  }
  canvas {
    position: absolute;
    inset: 0;
    block-size: 100%;
  }
  svg {
    position: relative;
    overflow: hidden;
    touch-action: pan-x pan-y;
    user-select: none;
    -webkit-user-select: none;
    outline: none;
  }
  svg.overflows {
    cursor: grab;
    touch-action: pan-y;
  }
  net-graph-overview {
    display: block;
    block-size: 1rem;
    margin-block-end: 0.125rem;
  }
  .slice {
    position: absolute;
    inset-inline: 0;
    visibility: hidden;
  }
  /* Where nothing is panned below them, the titles need no ground of their own. */
  svg:not(.panned) .sticky rect {
    fill: none;
  }
  svg.more {
    mask-image: linear-gradient(to left, transparent, black 2.5rem);
  }

  @container (inline-size < 37.5rem) {
    [part='readout'] > span {
      white-space: normal;
    }
  }

  .glides .place {
    transition: transform 250ms ease-out;
  }
  .handle,
  .opener {
    cursor: pointer;
  }
  .item:has(.sign):hover .sign {
    stroke: var(--_ink);
  }
  .item {
    cursor: pointer;
    outline: none;
  }
  .hovered:not(.failure) .hit {
    fill: var(--_ink-faint);
    fill-opacity: 0.13;
  }
  .selected .hit {
    fill: var(--_accent);
    fill-opacity: 0.13;
  }
  .item:focus-visible .hit {
    stroke: var(--_focus);
    stroke-width: 2;
  }

  .label,
  .bars {
    pointer-events: none;
  }
  .label {
    font-variant-numeric: tabular-nums;
  }
  [part='caption'] {
    margin: 0.25rem 0 0;
    font-size: var(--_text-small);
    color: var(--_ink-soft);
  }

  @media (prefers-reduced-motion: no-preference) {
    .fresh,
    .changed {
      animation: appear 250ms ease-out;
    }
    @keyframes appear {
      from {
        opacity: 0;
      }
    }
  }
  @media (forced-colors: active) {
    .slab {
      fill: Canvas;
      stroke: CanvasText;
    }
    .mark,
    .bar {
      fill: CanvasText;
    }
    .label {
      fill: CanvasText;
    }
    .selected .hit {
      fill: transparent;
      stroke: Highlight;
      stroke-width: 2;
    }
    .arch,
    .ring,
    .mark.kind-add {
      stroke: CanvasText;
    }
  }
  @media print {
    [part='controls'],
    [part='readout'] {
      display: none;
    }
    .view.printed {
      block-size: auto !important;
      break-inside: avoid;
    }
    .printed svg {
      block-size: 100%;
      mask-image: none;
    }
    .printed:has(.overflows) canvas {
      display: none; /* has what was in view alone */
    }
    .opener {
      display: none;
    }
  }
`;
