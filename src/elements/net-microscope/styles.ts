import { css } from 'lit';

export const microscopeStyles = css`
  :host {
    container-type: inline-size;
    min-inline-size: 0;
  }
  .scope {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.375rem 1rem;
    align-items: start;
  }
  .head {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.5rem;
    align-items: center;
    justify-content: space-between;
  }
  .title {
    margin: 0;
    font-weight: 600;
  }
  .title code {
    display: block;
    color: var(--_ink-soft);
    font-family: var(--_font-mono);
    font-size: var(--_text-small);
    font-weight: 400;
    overflow-wrap: anywhere;
  }
  .buttons {
    gap: 0.25rem;
  }
  .numbers {
    display: grid;
    gap: 0.5rem;
    justify-items: start;
    min-inline-size: 0;
  }
  .equation {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .equation .symbols {
    color: var(--_ink-soft);
  }
  .rest {
    margin: 0;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  .window {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    align-items: center;
    max-inline-size: 100%;
    overflow-x: auto;
  }
  .sign {
    padding-block-start: 1rem;
    color: var(--_ink-soft);
  }
  .matrix {
    inline-size: auto;
    border-collapse: collapse;
    font-size: var(--_text-small);
  }
  .matrix caption {
    padding: 0 0 0.125rem;
    font-size: var(--_text-small);
    white-space: nowrap;
  }
  .matrix td {
    min-inline-size: 2.75rem;
    block-size: 1.75rem;
    padding: 0;
    border: 1px solid var(--_rule);
    text-align: center;
    vertical-align: middle;
    white-space: nowrap;
  }
  /* The hues of the maps, never so strong that the number could not be read. */
  .matrix .adds {
    background: color-mix(in srgb, var(--_kind-add) calc(var(--_share) * 45%), transparent);
  }
  .matrix .takes {
    background: color-mix(in srgb, var(--_kind-pointwise) calc(var(--_share) * 45%), transparent);
  }
  [data-chosen] {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .padding {
    display: grid;
    place-content: center;
    block-size: 100%;
    color: var(--_ink-soft);
    background: repeating-linear-gradient(45deg, transparent 0 3px, var(--_rule) 3px 4px);
  }
  [data-cell] {
    inline-size: 100%;
    min-block-size: 1.75rem;
    padding: 0 0.125rem;
    border: 0;
    border-radius: 0;
    background: none;
    text-align: center;
    font-size: var(--_text-small);
  }
  [data-cell]:hover {
    box-shadow: inset 0 0 0 2px var(--_accent);
  }
  .terms {
    inline-size: auto;
    font-size: var(--_text-small);
  }
  .terms :is(td, th) {
    --_cell: 0 0.375rem;
    text-align: end;
    vertical-align: middle;
    white-space: nowrap;
  }
  .terms th[scope='row'] {
    white-space: normal;
    text-align: start;
  }
  .terms svg {
    display: block;
  }
  :is(.terms, .reads) [data-cell] {
    color: var(--_accent);
    text-align: end;
  }
  .reads {
    display: grid;
    gap: 0.125rem;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: var(--_text-small);
  }
  .reads li {
    display: grid;
    grid-template-columns: minmax(4rem, auto) minmax(0, 1fr);
    gap: 0.5rem;
    align-items: center;
  }
  .reads span {
    color: var(--_ink-soft);
    overflow-wrap: anywhere;
  }
  .places {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 5.75rem;
    gap: 0.625rem;
    align-items: start;
  }
  figure {
    margin: 0;
  }
  figcaption {
    color: var(--_ink-soft);
    font-size: var(--_text-small);
    overflow-wrap: anywhere;
  }
  details {
    grid-column: 1 / -1;
  }
  .hint {
    margin: 0;
    color: var(--_ink-soft);
  }
  @container (inline-size < 38rem) {
    .scope {
      grid-template-columns: minmax(0, 1fr);
    }
    .places {
      grid-auto-columns: minmax(0, 9rem);
    }
  }
  @media (pointer: coarse) {
    .matrix td {
      block-size: 2rem;
    }
    [data-cell] {
      min-block-size: 2rem;
    }
  }
  @media (forced-colors: active) {
    [data-chosen] {
      outline-color: Highlight;
    }
  }
`;
