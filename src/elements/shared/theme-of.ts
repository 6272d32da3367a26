import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Theme } from '../../figures/tokens.js';

/** Whether an element is shown on a dark page: its ink is light. Pixels in a canvas cannot follow `light-dark()`. */
export function themeOf(element: Element): Theme {
  const [red = 0, green = 0, blue = 0] =
    getComputedStyle(element)
      .color.match(/[\d.]+/g)
      ?.map(Number) ?? [];
  return red * 0.3 + green * 0.59 + blue * 0.11 > 128 ? 'dark' : 'light';
}

/**
 * Tells an element when the page has turned dark or light, however: a colour of every element that nobody sees follows its ink
 * in a millisecond, and says when it has arrived.
 */
export class ThemeController implements ReactiveController {
  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly turned: () => void = () => host.requestUpdate(),
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('transitionend', this.ended);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('transitionend', this.ended);
  }

  private readonly ended = ({ target, propertyName }: TransitionEvent): void => {
    if (target === this.host && propertyName === 'column-rule-color') this.turned();
  };
}
