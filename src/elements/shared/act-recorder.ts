import { History, type Outcome } from '../../explorer/history.js';
import { isKept, type Snapshot } from '../../explorer/snapshot.js';
import type { ExplorerState, StateChangeEvent } from '../../explorer/state.js';

/** A key that is pressed again sooner than this is still the same move of a slider. */
const REST_MS = 250;

const HAND_EVENTS = ['pointerdown', 'keydown', 'pointerup', 'pointercancel', 'keyup'];

/** Whether a reader holds a button or a key down, anywhere on the page. */
class Hand implements EventListenerObject {
  isDown = false;

  constructor() {
    for (const type of HAND_EVENTS) addEventListener(type, this, true);
  }

  release(): void {
    for (const type of HAND_EVENTS) removeEventListener(type, this, true);
  }

  handleEvent({ type }: Event): void {
    this.isDown = type.endsWith('down');
  }
}

/** What all changes between two moments of rest have led to. */
export interface Turn {
  readonly isAct: boolean;
  readonly snapshot: Snapshot;
  /** As the page's clock has it. */
  readonly time: number;
}

/** Follows a state and keeps what a reader does with it. All that one press changes is one act, and so is a slider's move. */
export class ActRecorder {
  readonly history: History;
  private readonly hand = new Hand();
  private lastTime = -Infinity;
  private isAct = false;
  private isWaiting = false;

  /** `recorded` is called after each change that is some. */
  constructor(
    private readonly state: ExplorerState,
    first: Snapshot,
    private readonly recorded: (outcome: Outcome) => void,
    firstId?: number,
  ) {
    this.history = new History(first, firstId);
    state.addEventListener('change', this.changed);
  }

  release(): void {
    this.isWaiting = false;
    this.hand.release();
    this.state.removeEventListener('change', this.changed);
  }

  private readonly changed = (event: Event): void => {
    const { aspect, isAct } = event as StateChangeEvent;
    if (!isKept(aspect)) return;
    this.isAct ||= isAct;
    if (this.isWaiting) return;
    this.isWaiting = true;
    queueMicrotask(() => this.isWaiting && this.take(this.isAct));
  };

  /** Takes what is chosen now. */
  private take(isAct: boolean): void {
    this.isWaiting = this.isAct = false;
    this.takeTurn({ isAct, snapshot: this.state.snapshot, time: performance.now() });
  }

  takeTurn({ isAct, snapshot, time }: Turn): void {
    const { history } = this;
    const isHeld = this.hand.isDown || time - this.lastTime < REST_MS;
    const outcome = isAct ? history.record(snapshot, isHeld) : history.amend(snapshot);
    if (isAct) this.lastTime = time;
    if (outcome !== 'same') this.recorded(outcome);
  }
}
