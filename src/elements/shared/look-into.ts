/** The values that a node gives out, for a page's script. */
import type { Activation } from '../../runtime/index.js';
import { nodeOf } from '../../core/index.js';
import { running } from '../../explorer/running.js';
import type { Inspection } from '../../explorer/inspection.js';
import { shownNode } from '../../explorer/shown-node.js';
import type { ExplorerState } from '../../explorer/state.js';

/**
 * Of a group, what its last node gives out. What has been run is waited for; rejects with what a reader is told where it
 * cannot be had.
 */
export async function activationOf(state: ExplorerState, path: string): Promise<Activation> {
  const { id } = shownNode(state.network, path, '') ?? nodeOf(state.network, path);
  await running.with(() => state.inspection.start());
  const { inspection } = state;
  await settled(state, inspection);
  return inspection.activation(id);
}

function settled(state: ExplorerState, inspection: Inspection): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const { phase } = inspection;
      if (phase === 'loading' || phase === 'running') return;
      inspection.removeEventListener('change', look);
      const problem = (['engine', 'weights', 'image'] as const).map((source) => state.problem(source)).find(Boolean);
      if (phase === 'ready') resolve();
      else reject(new Error(problem?.message ?? 'activation: the network does not run'));
    };
    inspection.addEventListener('change', look);
    look();
  });
}
