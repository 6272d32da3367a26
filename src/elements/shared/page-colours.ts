import { tokens, type Overrides, type Theme, type Token } from '../../figures/tokens.js';
import { ON_PROCESSOR } from './on-processor.js';

const WHITE = 'rgb(255,255,255)';

/** What a page has made of an element's colours. */
export interface PageColours {
  /** Which of a token’s two colours holds. */
  readonly theme: Theme;
  /** Where the page sets a `--net-*` of its own. */
  readonly colours: Overrides;
  readonly font: string;
}

/** What a figure outside the page needs to look as it does there: the page's own colours and font, no other of its styles. */
export function pageColours(host: HTMLElement): PageColours {
  const style = getComputedStyle(host);
  const own = (Object.keys(tokens) as Token[]).filter((name) => style.getPropertyValue(`--net-${name}`));
  const colours = Object.fromEntries(own.map((name) => [name, plainColour(host, `var(--net-${name})`)])) as Overrides;
  const theme = plainColour(host, 'light-dark(white, black)') === WHITE ? 'light' : 'dark';
  return { theme, colours, font: style.fontFamily };
}

/** As red, green and blue, whatever the page writes: `light-dark(…)`, `oklch(…)`, a variable of its own. */
function plainColour(host: HTMLElement, colour: string): string {
  const probe = document.createElement('i');
  probe.style.color = colour;
  host.shadowRoot!.append(probe);
  const context = new OffscreenCanvas(1, 1).getContext('2d', ON_PROCESSOR)!;
  context.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  context.fillRect(0, 0, 1, 1);
  return `rgb(${context.getImageData(0, 0, 1, 1).data.slice(0, 3).join()})`;
}
