/** Between the pieces of one view; they never leave it. */
import type { Closeup } from '../../explorer/closeup.js';

/** A value is pointed at; `undefined` when none is. */
export class ValuePointEvent extends Event {
  static readonly type = 'value-point';
  constructor(readonly point: ValuePoint | undefined) {
    super(ValuePointEvent.type);
  }
}

export interface ValuePoint {
  readonly channel: number;
  readonly row: number;
  readonly column: number;
}

/** A reader wants to know how a value comes about; `undefined`: no longer. */
export class ValuePinEvent extends Event {
  static readonly type = 'value-pin';
  constructor(readonly point: ValuePoint | undefined) {
    super(ValuePinEvent.type);
  }
}

/** A reader wants to see the channels otherwise. */
export class CloseupChangeEvent extends Event {
  static readonly type = 'closeup-change';
  constructor(readonly changes: Partial<Closeup>) {
    super(CloseupChangeEvent.type);
  }
}

/** A channel is to be shown large; `undefined`: all of them again. */
export class ChannelOpenEvent extends Event {
  static readonly type = 'channel-open';
  constructor(readonly channel: number | undefined) {
    super(ChannelOpenEvent.type);
  }
}
