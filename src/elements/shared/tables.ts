/**
 * How tables look, and the frame that long ones scroll in. An element says by custom properties how large cells and frame
 * are (`--_cell`, `--_tallest`), and in rules of its own only what no other table has.
 */
import { css, html } from 'lit';

/** A region of its own for what may be longer or wider than its place: keys scroll it, and its name is announced. */
export const renderScroll = (label: string, content: unknown) => html`
  <div class="scroller" tabindex="0" role="region" aria-label=${label}>${content}</div>
`;

export const tableStyles = css`
  table {
    inline-size: 100%;
    border-collapse: separate;
    border-spacing: 0;
  }
  th,
  td {
    padding: var(--_cell, 0.25rem 0.5rem);
    border-block-end: 1px solid var(--_rule);
    text-align: start;
    vertical-align: baseline;
    font-weight: inherit;
  }
  thead th {
    font-weight: 600;
    vertical-align: bottom;
  }
  thead small {
    display: block;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
    font-weight: 400;
  }
  caption {
    padding-block: 0.25rem;
    color: var(--_ink-soft);
    text-align: start;
  }
  .number {
    text-align: end;
    white-space: nowrap;
  }
  .scroller {
    max-block-size: var(--_tallest, 24rem);
    overflow: auto;
    overscroll-behavior-x: contain;
  }
  .scroller thead {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
  }
  .scroller thead th {
    background: var(--_paper);
  }
  /* A table with a border around, as large as a figure. */
  .framed {
    border: 1px solid var(--_rule);
    border-radius: var(--_radius);
  }
  .framed thead th {
    background: var(--_paper-raised);
  }
  /* Many rows in small letters. */
  .dense {
    font-size: var(--_text-small);
  }
  .dense thead .number {
    white-space: normal;
  }
  /* Numbers under soft headings, without lines. */
  .bare {
    --_cell: 0.125rem 0.75rem 0.125rem 0;
    inline-size: auto;
    font-size: var(--_text-small);
  }
  .bare :is(th, td) {
    border: 0;
    text-align: end;
  }
  .bare thead th {
    color: var(--_ink-soft);
    font-weight: 400;
  }
  @media print {
    .scroller {
      max-block-size: none;
      overflow: visible;
    }
  }
`;
