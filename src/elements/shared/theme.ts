import { css } from 'lit';

/**
 * The look that all elements share. Every `--net-*` property may be set from outside; the private `--_*` ones hold what is
 * used. Light or dark follows the `color-scheme` of the page around (or the `theme` attribute), never the reader's system
 * against the page's will.
 */
export const theme = css`
  :host {
    --_ink: var(--net-ink, light-dark(#1b2230, #e8ebf0));
    --_ink-soft: var(--net-ink-soft, light-dark(#556072, #a7b1c0));
    --_ink-faint: var(--net-ink-faint, light-dark(#8a94a6, #6f7a8b));
    --_paper: var(--net-paper, light-dark(#ffffff, #14181f));
    --_paper-raised: var(--net-paper-raised, light-dark(#f5f7fa, #1c222c));
    --_rule: var(--net-rule, light-dark(#dde2ea, #2e3744));
    --_accent: var(--net-accent, light-dark(#1d5fa8, #7db4f0));
    --_accent-soft: var(--net-accent-soft, light-dark(#e3eefb, #1f3350));
    --_danger: var(--net-danger, light-dark(#a8323f, #f0919b));
    --_focus: var(--net-focus, light-dark(#1d5fa8, #9cc8fb));

    /* One colour a layer kind: 3:1 or more on the paper, and no two alike with any colour vision (ΔE in Oklab ≥ 6.7 after
       Machado et al. 2009). */
    --_kind-tensor: var(--net-kind-tensor, light-dark(#c7cfdb, #556072));
    --_kind-pointwise: var(--net-kind-pointwise, light-dark(#2f74d0, #5590e8));
    --_kind-depthwise: var(--net-kind-depthwise, light-dark(#d08012, #f7bd3c));
    --_kind-conv: var(--net-kind-conv, light-dark(#1c3d6e, #dfe5f7));
    --_kind-norm: var(--net-kind-norm, light-dark(#6a9a7a, #7fd9a4));
    --_kind-activation: var(--net-kind-activation, light-dark(#8845a7, #d79cf0));
    --_kind-add: var(--net-kind-add, light-dark(#b8261c, #f4703e));
    --_kind-pool: var(--net-kind-pool, light-dark(#5c6169, #8b9ba2));
    --_kind-dense: var(--net-kind-dense, light-dark(#7a1444, #c4527f));
    --_kind-unknown: var(--net-kind-unknown, var(--_ink-soft));

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
    transition: color 1ms !important; /* tells canvases that the page has turned dark */
  }
  :host([hidden]) {
    display: none;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  *,
  *::before,
  *::after {
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
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
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
  input:is([type='number'], [type='text']) {
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
  button[aria-pressed='true'] {
    background: var(--_accent-soft);
    border-color: var(--_accent);
    color: var(--_accent);
  }
  :is(button, select, input):disabled {
    opacity: 0.5;
    cursor: default;
  }
  input[type='range'] {
    accent-color: var(--_accent);
  }
  input[aria-invalid='true'] {
    border-color: var(--_danger);
  }
  @media (forced-colors: active) {
    button[aria-pressed='true'] {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
