import { css } from 'lit';

export const inspectorStyles = css`
  :host {
    container-type: inline-size;
    min-block-size: 0;
  }
  .sheet {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) auto;
    gap: 0 1rem;
    block-size: 100%;
  }
  .panel {
    grid-column: 1 / -1;
    container-type: size;
    overflow: auto;
    padding-block: 0.75rem 0.25rem;
    /* Room for the focus rings of what stands at the edge. */
    margin-inline-start: -0.25rem;
    padding-inline: 0.25rem;
  }
  .panel net-activations {
    --net-grid-height: max(11rem, 100cqb - 6.5rem);
    --net-map-size: max(14rem, 100cqb - 6.5rem);
    --_pinned-size: max(11rem, 100cqb - 6.5rem);
  }
  h4 {
    margin: 1rem 0 0.25rem;
    font-size: var(--_text);
  }
  .count {
    display: grid;
    gap: 1rem;
  }
  .count > section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 0.5rem;
  }
  #panel-count net-table {
    --net-table-height: max(14rem, 100cqb - 5.5rem);
  }
  /* The table takes the place of what it has the sums of. */
  #panel-count:has(details[open]) > :not(details) {
    display: none;
  }
  @container (inline-size < 42rem) {
    .sheet {
      grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr);
    }
    .tabs {
      margin-block-start: 0.25rem;
    }
  }
  /* With little room one of them, which buttons choose; else all side by side, each scrolling by itself. */
  @container (inline-size < 54rem) {
    .count > section:not([data-account='part']),
    .count:not([data-shown='part']) > [data-account='part'] {
      display: none;
    }
    .count[data-shown='options'] > [data-account='options'],
    .count[data-shown='budget'] > [data-account='budget'] {
      display: grid;
    }
    .segments + .count {
      margin-block-start: 0.75rem;
    }
  }
  @container (inline-size >= 54rem) {
    #panel-count > .segments {
      display: none;
    }
    .segments + .count {
      grid-template-columns: minmax(0, 1fr) minmax(0, 0.95fr) minmax(0, 1.4fr);
      block-size: calc(100cqb - 2.5rem);
    }
    .segments + .count ~ .section {
      margin-block-start: 0.5rem;
      padding-block-start: 0.375rem;
    }
    .segments + .count > section {
      overflow: auto;
    }
    .segments + .count > section + section {
      padding-inline-start: 1rem;
      border-inline-start: 1px solid var(--_rule);
    }
  }
  .section {
    margin-block-start: 1rem;
  }
  .save {
    display: var(--_saving, block);
  }

  :host([compact]) {
    position: absolute;
    inset: 0;
    z-index: 2;
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    overflow: clip;
    pointer-events: none;
  }
  :host([compact]) .sheet {
    position: sticky;
    inset-block-end: 0;
    grid-template: auto auto auto minmax(0, 1fr) / minmax(0, 1fr);
    block-size: var(--_sheet);
    padding-inline: 0.75rem;
    border: 1px solid var(--_rule);
    border-block-end: 0;
    background: var(--_paper);
    border-start-start-radius: 12px;
    border-start-end-radius: 12px;
    box-shadow: 0 -2px 12px rgb(0 0 0 / 0.12);
    pointer-events: auto;
  }
  :host([compact]) .sheet[data-level='closed'] {
    block-size: auto;
    padding-block-end: 0.5rem;
  }
  :host([compact]) .sheet[data-level='closed'] .tabs {
    margin-block-start: 0;
  }
  :host([compact]) .tabs button {
    flex: 1;
    min-inline-size: 0;
    padding-inline: 0.25rem;
  }
  :host([compact]) .sheet[data-level='closed'] :is(.heading, .panel) {
    display: none;
  }
  .handle {
    position: relative;
    block-size: 2rem;
    touch-action: none;
  }
  .grip {
    inline-size: 100%;
    block-size: 2rem;
    border: 0;
    background: none;
    cursor: grab;
  }
  .grip::before {
    content: '';
    display: block;
    inline-size: 2.5rem;
    block-size: 4px;
    margin-inline: auto;
    border-radius: 2px;
    background: var(--_ink-faint);
  }
  .close {
    position: absolute;
    inset: 0 0 auto auto;
    min-inline-size: 2rem;
    border: 0;
    background: none;
  }
  @media print {
    :host,
    :host([compact]) {
      position: static;
      display: block;
    }
    .tabs,
    .handle {
      display: none;
    }
    .sheet,
    :host([compact]) .sheet {
      display: block;
      block-size: auto;
    }
    .panel,
    .panel[hidden] {
      display: block;
      container-type: inline-size;
      overflow: visible;
    }
    .panel .count {
      display: block;
      block-size: auto;
    }
    .panel .count > section {
      display: grid;
      overflow: visible;
    }
    /* What is there to be turned; what it has led to stands beside it. */
    .panel .count > :is([data-account='options'], [data-account='budget']),
    .screen {
      display: none !important;
    }
    #panel-count > :not(.screen, .segments) {
      display: block !important;
    }
  }
`;
