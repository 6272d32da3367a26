/** Which node a selection is looked into by. */
import { isWithin, nodeOf, type Network, type NetworkNode, type Place } from '../core/index.js';
import type { Closeup } from './closeup.js';
import type { ExplorerState } from './state.js';

/** The nodes that a selection stands for: those of a group, or one. */
export function membersOf(network: Network, selected: string): readonly NetworkNode[] {
  const group = network.groups.find(({ id }) => id === selected);
  if (group) return network.nodes.slice(group.first, group.end);
  return selected ? [nodeOf(network, selected)] : [];
}

/** The one whose output is shown: the chosen member, else what the selection gives out. */
export function shownNode(network: Network, selected: string, member: string): NetworkNode | undefined {
  const members = membersOf(network, selected);
  return members.find(({ id }) => id === member) ?? members.at(-1);
}

export interface PinnedValue {
  readonly node: NetworkNode;
  readonly place: Place;
}

/** The pinned value of the node that is shown; a link may name one that there is none of. */
export function pinnedValue({ network, selected, closeup }: PinnedState): PinnedValue | undefined {
  const { pin: place, member } = closeup;
  const node = place && shownNode(network, selected, member);
  return node && place.every((at, axis) => at < node.outputShape[axis]!) ? { node, place } : undefined;
}

interface PinnedState {
  readonly network: Network;
  readonly selected: string;
  readonly closeup: Closeup;
}

/** What the channels of a node are called, where they are classes; for those who have imported `bring-running.ts`. */
export function classNamesOf(state: ExplorerState, node: NetworkNode): readonly string[] | undefined {
  if (node !== state.network.nodes.at(-1)) return undefined;
  return state.model?.classes?.names ?? state.inspection.weights?.checkpoint?.classes;
}

/**
 * Pins a value of a node and shows the node: as a part of the selected group, or else selected itself. `RangeError` for a
 * node that the network does not have.
 */
export function pinValue(state: ExplorerState, node: string, place: Place): void {
  const { selected } = state;
  const isInside = selected !== '' && selected !== node && isWithin(node, selected);
  if (!isInside) state.select(node);
  state.setCloseup({ member: isInside ? node : '', pin: place });
}
