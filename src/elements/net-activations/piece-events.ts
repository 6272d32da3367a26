/** Between the pieces of one view; they never leave it. */

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

/** A channel is to be shown large; `undefined`: all of them again. */
export class ChannelOpenEvent extends Event {
  static readonly type = 'channel-open';
  constructor(readonly channel: number | undefined) {
    super(ChannelOpenEvent.type);
  }
}
