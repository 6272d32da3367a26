import { html, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Span } from '../../figures/block-graph.js';

const ALL: Span = [-Infinity, Infinity];
/** A figure that runs down the page is watched in slices of so many pixels. */
const SLICE = 800;
/** Slices just outside of what a reader sees count as seen. */
const MARGIN = '25%';

/** What a window is asked for. */
interface Watched {
  /** What is seen of a figure that is panned in its view, along the flow; `undefined` for one that the page scrolls. */
  readonly seen: () => Span | undefined;
  /** Pixels of a view that the page scrolls. */
  readonly height: () => number;
  readonly view: () => HTMLElement | null;
  /** Lays all of the figure from its beginning, to be printed; its width and height at its full size. */
  readonly whole: () => readonly [width: number, height: number];
}

/**
 * Which stretch of a figure is in the page: what is seen of it, and half as much again on both sides. The rest is drawn when a
 * reader comes near it, and all of it to be printed.
 */
export class GraphWindow implements ReactiveController {
  private drawn: Span = [0, 0];
  private isPrinting = false;
  private readonly slices = new Set<number>();
  private observer: IntersectionObserver | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly watched: Watched,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('beforeprint', this.printing);
    addEventListener('afterprint', this.printed);
    this.observer = new IntersectionObserver((entries) => this.sliced(entries), { rootMargin: MARGIN });
  }

  hostDisconnected(): void {
    removeEventListener('beforeprint', this.printing);
    removeEventListener('afterprint', this.printed);
    this.observer?.disconnect();
    this.slices.clear();
  }

  hostUpdated(): void {
    this.fitPaper();
    for (const slice of this.watched.view()?.querySelectorAll('.slice') ?? []) this.observer?.observe(slice);
  }

  /** Of a tall view that the page scrolls; none where it is no taller than what is drawn anyway. */
  private get sliceCount(): number {
    const count = this.watched.seen() ? 0 : Math.ceil(this.watched.height() / SLICE);
    return count > 3 ? count : 0;
  }

  renderSlices() {
    return Array.from(
      { length: this.sliceCount },
      (_, at) =>
        html`<i class="slice" data-at=${at} .style="inset-block-start: ${at * SLICE}px; block-size: ${SLICE}px"></i>`,
    );
  }

  /** The stretch to draw; the same as long as it holds what is seen and a little more. */
  get range(): Span {
    const seen = this.isPrinting ? undefined : this.seen;
    if (!seen) return (this.drawn = ALL);
    if (this.drawn === ALL || !this.holds(seen)) {
      const more = (seen[1] - seen[0]) / 2;
      this.drawn = [seen[0] - more, seen[1] + more];
    }
    return this.drawn;
  }

  /** Draws what a reader has come near to. */
  check(): void {
    const { seen } = this;
    if (seen && !this.isPrinting && !this.holds(seen)) this.host.requestUpdate();
  }

  /** Whether there is a little more on both sides than what is seen. */
  private holds([from, to]: Span): boolean {
    const margin = (to - from) / 8;
    return this.drawn[0] <= from - margin && this.drawn[1] >= to + margin;
  }

  private get seen(): Span | undefined {
    if (!this.sliceCount) return this.watched.seen();
    const slices = this.slices.size ? [...this.slices] : [0, 1];
    return [Math.min(...slices) * SLICE, (Math.max(...slices) + 1) * SLICE];
  }

  private sliced(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const at = Number((target as HTMLElement).dataset['at']);
      if (isIntersecting) this.slices.add(at);
      else this.slices.delete(at);
    }
    this.check();
  }

  /** What is wider than the paper is drawn smaller: nothing can be panned there. */
  private fitPaper(): void {
    const view = this.watched.view();
    const drawing = view?.querySelector('svg');
    if (!drawing || view!.classList.toggle('printed', this.isPrinting) === drawing.hasAttribute('viewBox')) return;
    if (!this.isPrinting) return drawing.removeAttribute('viewBox');
    const [width, height] = this.watched.whole();
    drawing.setAttribute('viewBox', `0 0 ${width} ${height}`);
    view!.style.aspectRatio = `${width} / ${height}`;
  }

  private readonly printing = (): void => this.setPrinting(true);
  private readonly printed = (): void => this.setPrinting(false);

  private setPrinting(isPrinting: boolean): void {
    this.isPrinting = isPrinting;
    this.host.requestUpdate();
  }
}
