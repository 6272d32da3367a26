/** Kinds of layers where the system's colours are forced: each has a pattern in place of its colour, in drawing and legend alike. */
import { css, html, render, svg } from 'lit';
import type { ColourToken } from '../../figures/encodings.js';

type Patterned = Exclude<ColourToken, 'tensor' | 'conv' | 'add' | 'unknown'>;

/** How it is turned, how large it is, and the lines or dots of one tile; a convolution is solid, what is not known empty. */
const patterns: Readonly<Record<Patterned, { readonly turn: number; readonly side: number; readonly d: string }>> = {
  pointwise: { turn: 45, side: 3.5, d: 'M0,0H3.5V1.5H0Z' },
  depthwise: { turn: -45, side: 2.5, d: 'M0,0H2.5V1.25H0Z' },
  norm: { turn: 0, side: 3, d: 'M0,0H1.5V1.5H0Z' },
  activation: { turn: 0, side: 5, d: 'M0,0H2.5V2.5H0ZM2.5,2.5H5V5H2.5Z' },
  pool: { turn: 45, side: 4, d: 'M0,0H4V1H0ZM0,0V4H1V0Z' },
  dense: { turn: -45, side: 8, d: 'M0,0H8V4H0Z' },
};

const kinds = Object.keys(patterns) as Patterned[];

const styles = css`
  .patterns {
    position: absolute;
  }
  .patterns rect {
    fill: Canvas;
  }
  .patterns path {
    fill: CanvasText;
  }
  @media (forced-colors: active) {
    :is(.mark, .bar, .swatch) {
      forced-color-adjust: none;
      stroke: CanvasText;
      stroke-width: 0.75;
      fill: CanvasText;
    }
    .kind-unknown:is(.mark, .bar, .swatch),
    .mark.kind-add {
      fill: Canvas;
    }
    .swatch {
      stroke-width: 1;
    }
    .arch {
      stroke: CanvasText;
    }
    .ring {
      fill: Canvas;
      stroke: CanvasText;
    }
  }
`;

/** Which kind has which, after all else that the sheet says of them. */
const fills = `@media (forced-colors: active) {
  ${kinds.map((kind) => `.kind-${kind}:is(.mark, .bar, .swatch) { fill: url(#pattern-${kind}) CanvasText }`).join('\n')}
}`;

/** Puts the patterns into a shadow root, before what is rendered there: Lit clears all that comes after its first marker. */
export function addPatterns(root: ShadowRoot): void {
  const place = document.createElement('div');
  place.setAttribute('aria-hidden', 'true');
  render(html`<svg class="patterns" width="0" height="0">${kinds.map(renderPattern)}</svg>`, place);
  root.prepend(place);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(fills);
  root.adoptedStyleSheets.push(styles.styleSheet!, sheet);
}

function renderPattern(kind: Patterned) {
  const { turn, side, d } = patterns[kind];
  return svg`<pattern
    id="pattern-${kind}"
    width=${side}
    height=${side}
    patternUnits="userSpaceOnUse"
    patternTransform="rotate(${turn})"
  ><rect width=${side} height=${side}></rect><path d=${d}></path></pattern>`;
}
