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
  [part='controls'] > div {
    display: flex;
  }
  [part='controls'] button {
    min-inline-size: 2rem;
    font-size: var(--_text-small);
  }
  [part='controls'] div > button:not(:first-child) {
    margin-inline-start: -1px;
    border-start-start-radius: 0;
    border-end-start-radius: 0;
  }
  [part='controls'] div > button:not(:last-child) {
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }
  [part='controls'] button[aria-pressed='true'] {
    z-index: 1;
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
  }
  svg.more {
    mask-image: linear-gradient(to left, transparent, black 2.5rem);
  }

  @container (inline-size < 37.5rem) {
    [part='readout'] > span {
      white-space: normal;
    }
  }

  .axis,
  .bracket,
  .baseline {
    fill: none;
    stroke: var(--_ink-faint);
  }
  .baseline {
    stroke: var(--_rule);
  }
  /* Pictures lie below the figure and are seen through it. */
  .panel {
    fill: var(--_ink-faint);
    fill-opacity: 0.08;
    stroke: var(--_rule);
  }
  .glides .place {
    transition: transform 250ms ease-out;
  }
  .item {
    cursor: pointer;
    outline: none;
  }
  .hit {
    fill: transparent;
  }
  .hovered .hit {
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

  .slab {
    fill: color-mix(in oklab, var(--_kind) 26%, var(--_paper));
    stroke: color-mix(in oklab, var(--_kind) 70%, var(--_paper));
    stroke-width: 0.75;
  }
  .mark {
    fill: var(--_kind);
  }
  .mark.kind-add,
  .ring {
    fill: var(--_paper);
    stroke: var(--_kind-add);
    stroke-width: 1.5;
  }
  .arch {
    fill: none;
    stroke: var(--_kind-add);
    stroke-width: 1.5;
  }
  .ring {
    stroke-width: 1.25;
  }

  .label {
    font-size: 10.5px;
    fill: var(--_ink);
    font-variant-numeric: tabular-nums;
    pointer-events: none;
  }
  .label.detail {
    fill: var(--_ink-soft);
  }
  .label.value {
    font-size: 9.5px;
    fill: var(--_ink-soft);
  }
  .label.head {
    font-size: 11.5px;
    font-weight: 600;
  }
  .label.danger {
    font-weight: 600;
    fill: var(--_danger);
  }
  .bars {
    pointer-events: none;
  }
  .bar {
    fill: var(--net-bar, var(--_kind));
  }
  .failure .hit {
    fill: color-mix(in srgb, var(--_danger) 7%, var(--_paper));
    stroke: var(--_danger);
    stroke-dasharray: 5 4;
  }
  .sticky > rect {
    fill: var(--_paper);
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
  }
`;
