/** Where an element may find a state that is not its own. */
import type { ExplorerState } from '../../explorer/state.js';

/** An element that has a state, its own or another's. */
export interface StateHolder extends Element {
  readonly heldState: ExplorerState | undefined;
}

/** Tags that give their state to what is inside them. */
const OWNERS = 'net-model, net-explorer';

const holdsState = (element: Element): element is StateHolder => 'heldState' in element;

/** Whether an element may be one of ours, now or after its upgrade. */
export const mayHold = (element: Element): boolean =>
  holdsState(element) || (element.localName.includes('-') && !customElements.get(element.localName));

/** The nearest owner around an element, out of shadow roots too. */
export function ownerAround(element: Element): Element | undefined {
  const parent = element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host;
  if (!parent) return undefined;
  return parent.matches(OWNERS) ? parent : ownerAround(parent);
}

/** What `for` says where it points at no element of ours. */
export const dangling = (id: string, candidate: Element | undefined): string =>
  candidate
    ? `for: expected the id of an element that shows a network, got "${id}" of a <${candidate.localName}>`
    : `for: there is no element with id "${id}" in this page`;
