import type { Theme } from '../../layout/colour-map.js';

/** Whether an element is shown on a dark page: its ink is light. Pixels in a canvas cannot follow `light-dark()`. */
export function themeOf(element: Element): Theme {
  const [red = 0, green = 0, blue = 0] =
    getComputedStyle(element)
      .color.match(/[\d.]+/g)
      ?.map(Number) ?? [];
  return red * 0.3 + green * 0.59 + blue * 0.11 > 128 ? 'dark' : 'light';
}
