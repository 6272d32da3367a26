import { css, unsafeCSS } from 'lit';

/** Grounds of cells, from few of a row's images to all of them. */
const shades = unsafeCSS(
  Array.from({ length: 8 }, (_, at) => {
    const mix = (colour: string): string => `color-mix(in srgb, var(--_${colour}) ${8 + 6 * at}%, transparent)`;
    return `.right.shade-${at + 1}{background:${mix('accent')}}.wrong.shade-${at + 1}{background:${mix('danger')}}`;
  }).join(''),
);

export const evaluationStyles = css`
  .base {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    justify-items: start;
    padding-block: 0.5rem;
  }
  .base[data-dropping] {
    outline: 2px dashed var(--_accent);
    outline-offset: 2px;
  }
  .base > * {
    max-inline-size: 100%;
  }
  p {
    margin: 0;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem 0.75rem;
  }
  .hint,
  .about {
    max-inline-size: 46rem;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
    overflow-wrap: anywhere;
  }
  .caution {
    color: var(--_danger);
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 2rem;
  }
  dd b {
    font-size: 1.25em;
  }
  .confusion {
    --_cell: 0.125rem 0.375rem;
    --_tallest: none;
    max-inline-size: 100%;
  }
  .confusion table {
    inline-size: auto;
  }
  .confusion :is(th, td) {
    border: 0;
  }
  .confusion tbody :is(th, td) {
    vertical-align: middle;
  }
  .confusion tbody th {
    text-align: end;
    white-space: nowrap;
  }
  .corner {
    color: var(--_ink-soft);
    font-weight: 400;
    white-space: nowrap;
  }
  .upright span {
    writing-mode: vertical-rl;
    transform: rotate(180deg);
    max-block-size: 9rem;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  [role='gridcell'] {
    min-inline-size: 2.25rem;
    block-size: 1.75rem;
    outline-offset: -2px;
    cursor: pointer;
  }
  .shade-0 {
    color: var(--_ink-faint);
  }
  [role='gridcell'][aria-selected='true'] {
    box-shadow: inset 0 0 0 2px var(--_ink);
  }
  ${shades}
  .pictures {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .pictures button {
    display: grid;
    justify-items: center;
    gap: 0.125rem;
    inline-size: 5rem;
    padding: 0.25rem;
    font-size: var(--_text-small);
  }
  .pictures img,
  .pictures .none {
    inline-size: 4rem;
    block-size: 4rem;
    object-fit: contain;
    image-rendering: auto;
    background: var(--_paper-raised);
  }
  .pictures span {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .channel {
    inline-size: 5rem;
  }
  h4 {
    margin: 0.5rem 0 0;
    font-size: var(--_text);
  }
  @media (forced-colors: active) {
    .right {
      outline: 1px solid CanvasText;
    }
  }
`;
