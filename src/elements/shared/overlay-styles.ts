import { css } from 'lit';

/** Pixels as wide as there is room, and a drawing over them. */
export const overlayStyles = css`
  canvas {
    display: block;
    inline-size: 100%;
    image-rendering: pixelated;
    border-radius: 2px;
  }
  svg {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }
`;
