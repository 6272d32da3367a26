import type { OptionValue } from '../../core/index.js';
import type { ErrorSource } from '../../explorer/problem.js';

/** What all our events have in common: they leave shadow roots, so that an author can listen on the page. */
const OUTWARD: EventInit = { bubbles: true, composed: true };

/** A reader chose a node, a block or a stage. */
export class NetSelectEvent extends Event {
  static readonly type = 'net-select';
  constructor(
    /** Path of the node or group; '' when the choice was undone. */
    readonly path: string,
  ) {
    super(NetSelectEvent.type, OUTWARD);
  }
}

/** A reader changed the network or one of its options. */
export class NetOptionsChangeEvent extends Event {
  static readonly type = 'net-options-change';
  constructor(
    /** Id of the network. */
    readonly network: string,
    /** Only what differs from the defaults of the family; `preset` among them where one is chosen. */
    readonly options: Readonly<Record<string, OptionValue>>,
  ) {
    super(NetOptionsChangeEvent.type, OUTWARD);
  }
}

/** A reader gave another image. */
export class NetImageChangeEvent extends Event {
  static readonly type = 'net-image-change';
  constructor(
    /** What the reader would call it: a file name, "camera", the title of a sample. */
    readonly title: string,
    /** The file, or what the camera gave. */
    readonly image: Blob,
  ) {
    super(NetImageChangeEvent.type, OUTWARD);
  }
}

/** Something could not be done. The last good state stays; the message is also shown in the element. */
export class NetErrorEvent extends Event {
  static readonly type = 'net-error';
  constructor(
    /** One sentence that names what is wrong, what was expected and what came. */
    readonly message: string,
    /** What it is about. */
    readonly source: ErrorSource,
    /** Path of the node that fails, where it is one node. */
    readonly node?: string,
  ) {
    super(NetErrorEvent.type, OUTWARD);
  }
}

/** An element shows its network for the first time; on the element alone, since each says so of itself. */
export class NetReadyEvent extends Event {
  static readonly type = 'net-ready';
  constructor() {
    super(NetReadyEvent.type);
  }
}

declare global {
  // What elements, documents and windows have in common: all of them hear the events.
  interface GlobalEventHandlersEventMap {
    'net-select': NetSelectEvent;
    'net-options-change': NetOptionsChangeEvent;
    'net-image-change': NetImageChangeEvent;
    'net-error': NetErrorEvent;
    'net-ready': NetReadyEvent;
  }
}
