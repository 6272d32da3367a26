import { css } from 'lit';

export const searchStyles = css`
  :host {
    position: relative;
    inline-size: min(100%, 24rem);
  }
  [part='field'] {
    position: relative;
    display: flex;
    align-items: center;
  }
  input {
    flex: 1;
    min-inline-size: 0;
  }
  /* Room for the count and the cross, which stand there once something is typed. */
  input:not(:placeholder-shown) {
    padding-inline-end: 5.5rem !important;
  }
  input::placeholder {
    color: var(--_ink-soft);
    opacity: 1;
  }
  .end {
    position: absolute;
    inset-inline-end: 0.25rem;
    display: flex;
    align-items: center;
    gap: 0.25rem;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
    pointer-events: none;
  }
  .end button {
    min-inline-size: 2rem;
    padding: 0;
    border-color: transparent;
    background: none;
    pointer-events: auto;
  }
  kbd {
    padding: 0 0.4rem;
    border: 1px solid var(--_rule);
    border-radius: 3px;
    font-family: var(--_font-mono);
  }
  .below {
    position: absolute;
    z-index: 10;
    inset-block-start: calc(100% + 0.25rem);
    inset-inline-start: 0;
    inline-size: max-content;
    min-inline-size: 100%;
    max-inline-size: min(34rem, 100vw - 1rem);
    margin: 0;
    border: 1px solid var(--_rule);
    border-radius: var(--_radius);
    background: var(--_paper);
    box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 0.18);
  }
  p.below,
  .below > p {
    margin: 0;
    padding: 0.5rem 0.75rem;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
    overflow-wrap: anywhere;
  }
  #hint {
    display: none;
    max-inline-size: 100%;
  }
  input:focus:placeholder-shown ~ #hint {
    display: block;
  }
  .below > [part='error'] {
    color: var(--_danger);
  }
  [role='listbox'] {
    max-block-size: min(24rem, 55vh);
    overflow: auto;
    overscroll-behavior: contain;
  }
  [role='listbox'] + p {
    border-block-start: 1px solid var(--_rule);
  }
  [role='option'] {
    display: grid;
    align-content: center;
    min-block-size: 2.5rem;
    padding: 0.25rem 0.75rem;
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  [role='option']:hover {
    background: var(--_paper-raised);
  }
  [role='option'][aria-selected='true'] {
    background: var(--_accent-soft);
    box-shadow: inset 3px 0 var(--_accent);
  }
  .path {
    font-family: var(--_font-mono);
    font-size: var(--_text-small);
  }
  .facts {
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  [aria-selected='true'] .facts {
    color: var(--_ink);
  }
  .facts > span + span::before {
    content: '\\00b7\\00a0';
  }
  mark {
    color: var(--_accent);
    background: none;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }
  @media (hover: none) {
    kbd {
      display: none;
    }
  }
  @media (forced-colors: active) {
    mark {
      forced-color-adjust: none;
      color: CanvasText;
    }
    [role='option'][aria-selected='true'] {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }
    [aria-selected='true'] :is(.facts, mark) {
      color: inherit;
    }
  }
  @media print {
    :host {
      display: none;
    }
  }
`;
