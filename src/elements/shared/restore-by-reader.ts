import { isEqual, type Snapshot } from '../../explorer/snapshot.js';
import type { ExplorerState } from '../../explorer/state.js';
import { NetOptionsChangeEvent, NetSelectEvent } from './events.js';

/** Restores what a reader went back or forward to, and fires the same events as any other choice. */
export async function restoreByReader(host: EventTarget, state: ExplorerState, snapshot: Snapshot): Promise<void> {
  const before = state.snapshot;
  await state.restore(snapshot);
  const { choice, selected } = state.snapshot;
  if (!isEqual(choice, before.choice)) host.dispatchEvent(new NetOptionsChangeEvent(choice.network, choice.options));
  if (selected !== before.selected) host.dispatchEvent(new NetSelectEvent(selected));
}
