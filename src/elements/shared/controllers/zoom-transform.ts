/** Where a figure lies in its view: `x` and `y` after scaling by `k`. */
export interface Transform {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}

export const IDENTITY: Transform = { x: 0, y: 0, k: 1 };

export interface ZoomCallbacks {
  /** Whether there is more than the view shows, so that dragging makes sense. */
  readonly overflows: () => boolean;
  readonly moved: (transform: Transform) => void;
}
