import type { OwnCurve } from './curves-chart.js';

/** Between the training and the figure around it; never leaves the figure. Whenever an epoch has come to its end. */
export class RerunEvent extends Event {
  static readonly type = 'rerun';
  constructor(
    /** All of the reader's own curves, the one under way last. */
    readonly curves: readonly OwnCurve[],
  ) {
    super(RerunEvent.type);
  }
}

declare global {
  interface HTMLElementEventMap {
    rerun: RerunEvent;
  }
}
