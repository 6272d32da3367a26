import { sendMouse, setViewport } from '@web/test-runner-commands';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import type { NetInspector } from '../../src/elements/net-explorer/inspector.js';
import { Page, until } from './page.js';

/** One who reads a page of somebody else's with an explorer in it, by mouse and keyboard. */
export class Guest {
  private constructor(readonly page: Page) {}

  static async open(width: number, height: number, address = '/test/support/host.html'): Promise<Guest> {
    await setViewport({ width, height });
    const page = await Page.open(address, width, height);
    Object.assign(page.frame.style, { position: 'fixed', inset: '0' });
    const guest = new Guest(page);
    await until(() => guest.inspector && guest.graph, 'the explorer');
    await until(() => guest.explorer.state!.knownInspection?.top, 'the guess');
    return guest;
  }

  get explorer(): NetExplorer {
    return this.page.find<NetExplorer>('net-explorer')!;
  }

  get inspector(): NetInspector {
    return this.page.find<NetInspector>('net-inspector:defined')!;
  }

  get graph(): SVGSVGElement | undefined {
    return (
      this.page.find<SVGSVGElement>('net-graph')?.shadowRoot?.querySelector<SVGSVGElement>('svg[part=graph]') ??
      undefined
    );
  }

  item(path: string): SVGElement {
    return this.graph!.querySelector<SVGElement>(`[data-path="${path}"]`)!;
  }

  box(selector: string): DOMRect {
    return this.page.find(selector)!.getBoundingClientRect();
  }

  /** Where an element lies once it has come to rest. */
  async rest(element: Element): Promise<DOMRect> {
    const seen: string[] = [];
    return until(() => {
      const box = element.getBoundingClientRect();
      seen.push(JSON.stringify(box));
      const moves = this.page.document.getAnimations().some(({ playState }) => playState === 'running');
      return !moves && seen.length > 4 && new Set(seen.slice(-4)).size === 1 && box;
    }, 'rest');
  }

  /** Presses with the real mouse, near the top of what there is to press: the rest may be out of view. */
  async click(element: Element): Promise<void> {
    await this.rest(element);
    const { x, y, width, height } = (element.querySelector('.hit') ?? element).getBoundingClientRect();
    const position: [number, number] = [Math.round(x + width / 2), Math.round(y + Math.min(height / 2, 120))];
    await sendMouse({ type: 'click', position });
  }

  /** Whether all of it lies in the window, with nothing over it. */
  isOnTop(element: Element): boolean {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const places = [
      [x, top + 2],
      [x, bottom - 2],
      [left + 2, y],
      [right - 2, y],
    ] as const;
    return places.every((place) => this.isAt(element, ...place));
  }

  private isAt(element: Element, x: number, y: number): boolean {
    let node: Node | null = this.page.document.elementFromPoint(x, y);
    for (let root = (node as Element | null)?.shadowRoot; root; root = (node as Element).shadowRoot)
      node = root.elementFromPoint(x, y) ?? node;
    for (; node && node !== element; node = node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null);
    return node === element;
  }

  get isShown(): boolean {
    const view = this.page.find('net-activation-view') as { node?: { id: string } } | undefined;
    return view?.node?.id.startsWith(this.explorer.state!.selected) === true && this.box('net-channel-grid').width > 0;
  }

  get focusedTag(): string {
    let element = this.page.document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return (element?.getRootNode() as ShadowRoot | undefined)?.host?.localName ?? '';
  }
}
