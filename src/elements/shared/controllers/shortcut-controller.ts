import type { ReactiveController } from 'lit';
import { NetElement } from '../net-element.js';

/** What a reader types into. Sliders, boxes to tick and the like take no text. */
const TYPED_INTO =
  'textarea, [role=textbox], [role=searchbox], [role=combobox], [role=spinbutton], ' +
  'input:not([type=button], [type=checkbox], [type=color], [type=file], [type=image], [type=radio], [type=range], [type=reset], [type=submit])';

/** What the pointer is in, the innermost last, in shadow roots too. */
function underPointer(root: ParentNode): readonly Element[] {
  const hovered = [...root.querySelectorAll(':hover')];
  const inner = hovered.at(-1)?.shadowRoot;
  return inner ? [...hovered, ...underPointer(inner)] : hovered;
}

const isOurs = (target: unknown): target is NetElement => target instanceof NetElement;

const takesText = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches(TYPED_INTO));

/**
 * Takes keys that a reader presses while the focus, or else the pointer, is in an element that shows the same network as
 * the host. A key is left alone where text is typed, and where anybody else has taken it.
 */
export class ShortcutController implements ReactiveController {
  constructor(
    private readonly host: NetElement,
    /** What a key asks for; `undefined` where that is nothing here. */
    private readonly actOf: (event: KeyboardEvent) => (() => void) | undefined,
  ) {
    host.addController(this);
  }

  // On the window, so that the page's own listeners come first.
  hostConnected(): void {
    addEventListener('keydown', this.take);
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.take);
  }

  private readonly take = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const act = this.actOf(event);
    const path = event.composedPath();
    if (!act || takesText(path[0]) || !this.isMeant(path)) return;
    event.preventDefault();
    act();
  };

  private isMeant(path: readonly EventTarget[]): boolean {
    const { heldState } = this.host;
    const around = path.find(isOurs) ?? underPointer(document).findLast(isOurs);
    return !!heldState && around?.heldState === heldState && this.host.getClientRects().length > 0;
  }
}
