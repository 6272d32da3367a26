import { css } from 'lit';

/** The comparison: a table that becomes cards where it is narrow, bars, a scatter and the fields of a budget. */
export const compareStyles = css`
  :host {
    container-type: inline-size;
    min-block-size: 30rem;
  }
  section + section {
    margin-block-start: 0.75rem;
  }
  details {
    margin-block-start: 0.375rem;
  }
  .panel {
    margin-block-start: 1.75rem;
  }
  p {
    margin: 0;
  }
  .bar-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 1rem;
    margin-block-end: 0.6rem;
  }
  .title {
    font-weight: 600;
    margin-inline-end: auto;
  }
  small,
  .hint,
  .source,
  .sources {
    font-size: var(--_text-small);
    color: var(--_ink-soft);
  }
  a {
    color: var(--_accent);
  }

  [part='totals'] {
    --_cell: 0.4rem 0.5rem;
  }
  [part='totals'] td,
  tbody th {
    vertical-align: top;
  }
  [part='totals'] td.number:not(.accuracy) {
    inline-size: 12%;
  }
  .accuracy {
    white-space: normal;
  }
  .name {
    font-weight: 600;
  }
  .head {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 0.5rem;
  }
  .yours {
    color: var(--_accent);
  }
  [part='own'] > * {
    background: var(--_accent-soft);
  }
  .remove {
    min-block-size: 1.5rem;
    min-inline-size: 1.5rem;
    padding: 0;
    flex: none;
    border-color: transparent;
    background: none;
    color: var(--_ink-soft);
  }
  .label {
    display: none;
    color: var(--_ink-soft);
  }
  .mini {
    display: block;
    inline-size: 100%;
    block-size: 3px;
    margin-block-start: 0.3rem;
    background: var(--_rule);
  }
  .mini rect {
    fill: var(--_kind-pointwise);
  }
  .sources {
    margin: 0.5rem 0 0;
    padding-inline-start: 1.25rem;
  }
  .add,
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.6rem;
    margin-block-start: 0.75rem;
  }
  .add select {
    max-inline-size: 14rem;
  }

  [part='verdict'] {
    margin-block: 0.75rem;
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    margin: 0 0 0.6rem;
    padding: 0;
    list-style: none;
    font-size: var(--_text-small);
    color: var(--_ink-soft);
  }
  .key li {
    display: flex;
    align-items: center;
    gap: 0.35rem;
  }
  .bars {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0.4rem 0.75rem;
  }
  .bar-row {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: center;
  }
  .bar {
    display: block;
    inline-size: 100%;
    block-size: 1.25rem;
  }
  .bar-total {
    text-align: end;
  }

  [part='scatter'] {
    display: block;
    max-inline-size: 100%;
    margin-block-start: 0.75rem;
    overflow: visible;
  }
  .dot {
    cursor: pointer;
    outline: none;
  }
  .dot:not(.best):hover .ring {
    stroke: var(--_ink-faint);
  }
  .dot[aria-selected='true'] .ring {
    stroke: var(--_ink);
  }
  .dot:focus-visible .ring {
    stroke: var(--_focus);
    stroke-width: 3;
  }
  .dot-label {
    pointer-events: none;
  }
  [part='point'] {
    margin-block-start: 0.75rem;
    padding: 0.6rem 0.8rem;
    border: 1px solid var(--_rule);
    border-radius: var(--_radius);
    background: var(--_paper-raised);
  }
  .heading small {
    display: block;
  }
  .tag {
    font-family: var(--_font-mono);
    font-size: var(--_text-small);
    overflow-wrap: anywhere;
  }
  summary {
    color: var(--_ink-soft);
  }

  @container (max-width: 46rem) {
    [part='totals'] :is(tbody, tr) {
      display: block;
    }
    [part='totals'] thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    [part='totals'] tr {
      display: grid;
      grid-template-columns: repeat(6, minmax(0, 1fr));
      gap: 0.4rem 0.75rem;
      padding: 0.6rem 0.6rem;
      border: 1px solid var(--_rule);
      border-radius: var(--_radius);
    }
    [part='totals'] tr + tr {
      margin-block-start: 0.5rem;
    }
    [part='totals'] :is(th, td) {
      display: block;
      padding: 0;
      border: 0;
      background: none;
    }
    [part='totals'] td.number {
      grid-column: span 3;
      inline-size: auto !important;
    }
    [part='totals'] td.bytes {
      grid-column: span 2;
    }
    [part='totals'] tr[part='own'] {
      background: var(--_accent-soft);
    }
    [part='totals'] th {
      grid-column: 1 / -1;
    }
    [part='totals'] .number {
      text-align: start;
    }
    .label {
      display: block;
      font-size: var(--_text-small);
    }
    .bars {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .bar {
      grid-column: 1 / -1;
      grid-row: 2;
      block-size: 1rem;
    }
  }
  @media (forced-colors: active) {
    .piece,
    .mini rect,
    .sign {
      forced-color-adjust: none;
    }
    .tick,
    .axis,
    .own-label,
    .dot-label {
      fill: CanvasText;
    }
    .own-label,
    .dot-label {
      stroke: Canvas;
    }
    .dot.best .ring,
    .dot[aria-selected='true'] .ring,
    .dot:focus-visible .ring,
    .own {
      stroke: Highlight;
    }
  }
`;
