import { css, unsafeCSS } from 'lit';
import { tokens, type Pair, type Token } from '../../figures/tokens.js';
import { visuallyHidden } from './visually-hidden.js';

/** `--_ink: var(--net-ink, light-dark(…, …))`, and the other tokens. */
const colours = unsafeCSS(
  (Object.entries(tokens) as [Token, Pair | Token][])
    .map(([name, value]) => {
      const own = typeof value === 'string' ? 'var(--_' + value + ')' : 'light-dark(' + value.join() + ')';
      return '--_' + name + ':var(--net-' + name + ',' + own + ');';
    })
    .join(''),
);

/**
 * The look that all elements share. Every `--net-*` property may be set from outside; the private `--_*` ones hold what is
 * used. Light or dark follows the `color-scheme` of the page around (or the `theme` attribute), never the reader's system
 * against the page's will.
 */
export const theme = css`
  :host {
    ${colours}
    --_radius: var(--net-radius, 6px);
    --_gap: var(--net-gap, 0.75rem);
    --_font: var(--net-font, inherit);
    --_font-mono: var(--net-font-mono, ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace);
    --_text: var(--net-text-size, 0.875rem);
    --_text-small: var(--net-text-size-small, 0.75rem);

    display: block;
    color: var(--_ink);
    font-family: var(--_font);
    font-size: var(--_text);
    line-height: 1.45;
    font-variant-numeric: tabular-nums;
    text-align: start;
    /* Tells canvases that the page has turned dark. Nobody sees this colour or inherits it: the ink's own transition would restyle all that is in the element, twice, whenever one comes into a page. */
    column-rule-color: var(--_ink);
    transition: column-rule-color 1ms !important;
  }
  :host([hidden]) {
    display: none;
  }
  /* Words go as they are read, in a layout that is mirrored; a drawing is not. */
  :host(:dir(rtl)) {
    text-align: right;
  }
  :host(:dir(rtl)) *,
  :host(:dir(rtl)) ::placeholder {
    unicode-bidi: plaintext;
  }
  svg,
  canvas {
    direction: ltr;
  }
  :host([no-save]) {
    --_saving: none; /* for whatever is inside, through shadow roots */
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  * {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  [part='error'] {
    margin: 0;
    padding: 0.5rem 0.75rem;
    border-inline-start: 3px solid var(--_danger);
    color: var(--_danger);
    background: color-mix(in srgb, var(--_danger) 8%, transparent);
    overflow-wrap: anywhere;
  }
  ${visuallyHidden}
  @media (prefers-reduced-motion: reduce) {
    * {
      animation-duration: 0s !important;
      transition-duration: 0s !important;
    }
  }
`;

/** Buttons, selects and fields: one look for every control in every element. */
export const controls = css`
  button,
  select,
  input,
  textarea {
    font: inherit;
    font-variant-numeric: inherit;
    color: inherit;
  }
  button,
  select,
  input:is([type='number'], [type='text'], [type='search']) {
    min-block-size: 2rem;
    padding: 0.2rem 0.6rem;
    border: 1px solid var(--_rule);
    border-radius: var(--_radius);
    background: var(--_paper);
  }
  button {
    cursor: pointer;
  }
  button:hover:not(:disabled),
  select:hover {
    border-color: var(--_ink-faint);
  }
  button[aria-pressed='true'],
  [type='radio']:checked + span {
    background: var(--_accent-soft);
    border-color: var(--_accent);
    color: var(--_accent);
  }
  :is(button, select, input):disabled {
    opacity: 0.5;
    cursor: default;
  }
  /* Controls in a line, of as many rows as it takes. */
  .tools,
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
  }
  .buttons {
    gap: 0.5rem;
  }
  /* A button among words. */
  button.link {
    min-block-size: 1.5rem;
    padding: 0;
    border: 0;
    border-radius: 0;
    background: none;
    color: var(--_accent);
    text-align: start;
  }
  button.link:hover {
    text-decoration: underline;
  }
  input[type='range'],
  progress {
    accent-color: var(--_accent);
  }
  progress {
    display: block;
    inline-size: 100%;
    block-size: 0.375rem;
  }
  input[aria-invalid='true'] {
    border-color: var(--_danger);
  }
  /* Paper has nothing to press; names of layers in tables stay. */
  @media print {
    :is(button:not(.link, th *), select, input, textarea, .segments, .tools, .buttons) {
      display: none !important;
    }
    summary {
      list-style: none;
    }
  }
  @media (forced-colors: active) {
    button[aria-pressed='true'],
    [type='radio']:checked + span {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
