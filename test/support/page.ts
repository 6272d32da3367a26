/** A whole page in a frame, used as a reader uses it: by what is on screen, through every shadow root. */
export class Page {
  private constructor(readonly frame: HTMLIFrameElement) {}

  /** Opens an address of the test server; gives the page once it has loaded. */
  static async open(address: string, width = 1280, height = 900): Promise<Page> {
    const frame = document.createElement('iframe');
    Object.assign(frame.style, { width: `${width}px`, height: `${height}px`, border: '0' });
    frame.src = address;
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    return new Page(frame);
  }

  get window(): Window & typeof globalThis {
    return this.frame.contentWindow as Window & typeof globalThis;
  }

  get document(): Document {
    return this.frame.contentDocument!;
  }

  close(): void {
    this.frame.remove();
  }

  /** Every element that matches, in shadow roots too. */
  all<E extends Element = HTMLElement>(selector: string, root: ParentNode = this.document): E[] {
    const found = [...root.querySelectorAll<E>(selector)];
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) found.push(...this.all<E>(selector, element.shadowRoot));
    }
    return found;
  }

  find<E extends Element = HTMLElement>(selector: string, root: ParentNode = this.document): E | undefined {
    return this.all<E>(selector, root)[0];
  }

  /** The element that matches, as soon as there is one. */
  shown<E extends Element = HTMLElement>(selector: string): Promise<E> {
    return until(() => this.find<E>(selector), `${selector} on the page`);
  }

  /** Drops a file where a reader would. */
  drop(target: Element, file: File): void {
    const data = new this.window.DataTransfer();
    data.items.add(file);
    for (const type of ['dragenter', 'dragover', 'drop']) {
      target.dispatchEvent(
        new this.window.DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true, composed: true }),
      );
    }
  }
}

/** Half of what the runner gives a test, so that it is this sentence that ends one. */
const LIMIT_MS = 300_000;

/** Waits for a promise of the page to be kept, however long the machine takes. */
export async function until<T>(condition: () => T | undefined | null | false | '', what: string): Promise<T> {
  const deadline = performance.now() + LIMIT_MS;
  for (;;) {
    const value = condition();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
}

/** The words of an element as a reader sees them. */
export const wordsOf = (node: Pick<Node, 'textContent'> | undefined): string =>
  (node?.textContent ?? '').replace(/\s+/g, ' ').trim();
