import { css } from 'lit';
import { experimentLooks } from '../../figures/experiment-scenes.js';
import { stylesOf } from '../shared/print-scene.js';

/** The figures of an experiment: curves, dots, the words under them, and what folds out. */
const frame = css`
  :host {
    container-type: inline-size;
    min-block-size: 20rem;
  }
  p {
    margin: 0;
  }
  .soft,
  small,
  [part='question'],
  [part='note'] {
    color: var(--_ink-soft);
  }
  small {
    font-size: var(--_text-small);
  }
  section,
  header,
  details {
    max-inline-size: 800px; /* as wide as the drawings become */
  }
  header {
    display: grid;
    gap: 0.15rem;
  }
  [part='title'] {
    margin: 0;
    font-size: 1.125em;
    font-weight: 600;
    line-height: 1.3;
  }
  [part='answer'] {
    margin-block-start: 0.35rem;
    font-weight: 600;
  }
  :host([brief]) {
    min-block-size: 15rem;
  }
  :host([brief]) .head {
    margin-block: 0.75rem 0.5rem;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 1rem;
    margin-block: 1.25rem 0.5rem;
  }
  .head .title {
    margin-inline-end: auto;
  }

  svg {
    display: block;
    max-inline-size: 100%;
    overflow: visible;
  }
  .arm {
    cursor: pointer;
    outline: none;
    transition: opacity 120ms;
  }
  .faded {
    opacity: 0.3;
  }
  .hit {
    pointer-events: stroke;
  }
  rect.hit {
    pointer-events: all;
  }
  .active .mean {
    stroke-width: 3.5;
  }
  .active .label,
  .arm[aria-selected='true'] .label {
    font-weight: 600;
  }
  .arm:focus-visible .label {
    fill: var(--_focus);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .own {
    cursor: default;
  }

  .absent {
    margin-block-start: 0.5rem;
    font-size: var(--_text-small);
  }
  /* As high as its longest text is mostly, so that nothing below moves when an arm is pointed at. */
  [part='note'] {
    min-block-size: 4.5em;
    margin-block-start: 0.5rem;
    font-size: var(--_text-small);
    text-wrap: pretty;
  }
  [part='note'] b {
    color: var(--_ink);
  }
  [part='conclusion'] {
    margin-block: 1.25rem;
    padding-inline-start: 0.9rem;
    border-inline-start: 3px solid var(--_rule);
  }
  [part='conclusion'] :is(p, ul) {
    margin: 0;
  }
  .title {
    font-weight: 600;
  }
  [part='conclusion'] ul {
    padding: 0;
    list-style: none;
  }
  [part='conclusion'] ul ul {
    padding-inline-start: 1.1rem;
    list-style: disc;
  }
  [part='conclusion'] li li {
    margin-block-start: 0.1rem;
  }
  [part='conclusion'] li {
    margin-block-start: 0.35rem;
    text-wrap: pretty;
  }

  details {
    margin-block-start: 0.125rem;
  }
  details > :is(p, ul) {
    margin-block: 0.5rem;
    text-wrap: pretty;
  }
  summary {
    color: var(--_ink-soft);
  }
  .logs {
    padding: 0;
    list-style: none;
    font-size: var(--_text-small);
    overflow-wrap: anywhere;
  }
  code {
    font-family: var(--_font-mono);
    font-size: 0.92em;
  }
  a {
    color: var(--_accent);
  }
  .tools {
    justify-content: space-between;
    margin-block: 0.6rem;
  }

  @media print {
    [part='note'],
    .segments,
    .tools,
    [part='rerun'] {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .seed,
    .arm .mean,
    .leader,
    .sweep,
    .dot,
    .end,
    .spread {
      forced-color-adjust: none;
    }
    .tick,
    .axis,
    .label,
    .value {
      fill: CanvasText;
      stroke: none;
    }
    .arm:focus-visible .label {
      fill: Highlight;
    }
    .faded {
      opacity: 0.5;
    }
  }
`;

export const experimentStyles = [stylesOf(experimentLooks), frame];
