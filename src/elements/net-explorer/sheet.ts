import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How far a sheet is open: only its head, over the lower half of what is seen of the explorer, over most of it. */
export type SheetLevel = 'closed' | 'half' | 'full';

/** Shares of what is seen. */
const SHARES = { half: 0.5, full: 0.92 } as const;
/** A finger that moves less than this has pressed. */
const STILL_PX = 6;
/** A sheet that is dragged lower than this share of what is seen is closed. */
const CLOSES_BELOW = 0.3;

interface Drag {
  readonly pointer: number;
  readonly startY: number;
  readonly startHeight: number;
  /** Where the finger has drawn the sheet's edge to; `undefined` while it only presses. */
  height?: number;
}

/**
 * A sheet at the lower edge of what the window shows of its host. The host lies over the explorer and cuts off what would
 * reach out of it, so that the sheet never covers the page around.
 */
export class SheetController implements ReactiveController {
  level: SheetLevel = 'closed';
  private drag: Drag | undefined;
  private listening: AbortController | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly sheet: () => HTMLElement | null,
    /** Called where a drag ends below what stays open. */
    private readonly close: () => void,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.listening?.abort();
    this.listening = undefined;
  }

  set(level: SheetLevel): void {
    this.level = level;
    this.host.requestUpdate();
    if (level === 'closed') return this.hostDisconnected();
    if (!this.listening) this.listen();
    this.measure();
  }

  private listen(): void {
    this.listening = new AbortController();
    const { signal } = this.listening;
    // Captured, since scrolling of a container around does not bubble.
    addEventListener('scroll', this.measure, { signal, capture: true, passive: true });
    addEventListener('resize', this.measure, { signal, passive: true });
  }

  /** Pixels of the host that the window shows. */
  private get seen(): number {
    const { top, bottom } = this.host.getBoundingClientRect();
    return Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0));
  }

  private readonly measure = (): void => {
    const { level } = this;
    if (level !== 'closed') this.host.style.setProperty('--_sheet', `${Math.round(this.seen * SHARES[level])}px`);
  };

  readonly start = (event: PointerEvent): void => {
    if (event.button !== 0 || (event.target as Element).closest('.close')) return;
    const { pointerId: pointer, clientY: startY } = event;
    this.drag = { pointer, startY, startHeight: this.sheet()!.offsetHeight };
    (event.currentTarget as Element).setPointerCapture(pointer);
  };

  readonly move = ({ pointerId, clientY }: PointerEvent): void => {
    const { drag } = this;
    if (drag?.pointer !== pointerId) return;
    const up = drag.startY - clientY;
    if (drag.height === undefined && Math.abs(up) <= STILL_PX) return;
    drag.height = Math.max(0, Math.min(drag.startHeight + up, this.seen * SHARES.full));
    this.sheet()!.style.blockSize = `${drag.height}px`;
  };

  /** A drag ends at the level nearest to where it stopped; a press makes the sheet larger or smaller. */
  readonly end = (event: PointerEvent): void => {
    const { drag } = this;
    if (drag?.pointer !== event.pointerId) return;
    const isLifted = event.type === 'pointerup';
    // The last place may come with no move of its own.
    if (isLifted) this.move(event);
    this.drag = undefined;
    this.sheet()!.style.blockSize = '';
    if (drag.height === undefined) return isLifted ? this.grow() : undefined;
    const share = drag.height / this.seen;
    if (share < CLOSES_BELOW) this.close();
    else this.set(share < (SHARES.half + SHARES.full) / 2 ? 'half' : 'full');
  };

  /** A click that no pointer made: those are counted when the pointer is lifted, since a drag ends in a click, too. */
  readonly click = ({ detail }: MouseEvent): void => {
    if (detail === 0) this.grow();
  };

  /** The next larger level; from the largest back to the half. */
  private grow(): void {
    this.set(this.level === 'half' ? 'full' : 'half');
  }
}
