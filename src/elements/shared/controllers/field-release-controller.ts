import type { ReactiveController, ReactiveControllerHost } from 'lit';

const FIELDS = 'input, select, textarea';

interface Host extends ReactiveControllerHost {
  readonly isConnected: boolean;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/**
 * For an element with fields. Chromium's autofill watches the field that was typed in last: whether it or one of its parents,
 * up to the shadow root, is taken out of its parent. When the element around goes, none of them is, and the whole content
 * would be kept; so what has fields is taken out once, and put back for when the element returns.
 */
export class FieldReleaseController implements ReactiveController {
  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostDisconnected(): void {
    if (this.host.isConnected) return; // it was moved
    const parts = [...this.host.renderRoot.children].flatMap(({ children }) => [...children]);
    for (const part of parts) if (part.matches(FIELDS) || part.querySelector(FIELDS)) part.replaceWith(part);
  }
}
