/** The values that a node gives out, for a page's script. */
import type { Activation } from '../../runtime/index.js';
import { indexOf } from '../../core/index.js';
import { running } from '../../explorer/running.js';
import type { Inspection } from '../../explorer/inspection.js';
import type { ExplorerState } from '../../explorer/state.js';

/** What has been run is waited for; rejects with what a reader is told where it cannot be had. */
export async function activationOf(state: ExplorerState, path: string): Promise<Activation> {
  const node = nodeAt(state, path);
  await running.with(() => state.inspection.start());
  const { inspection } = state;
  await settled(state, inspection);
  return inspection.activation(node);
}

/** The node itself, or the one that a group ends with. */
function nodeAt({ network }: ExplorerState, path: string): string {
  const { nodes, groups } = indexOf(network);
  const group = groups.get(path);
  if (group) return network.nodes[group.end - 1]!.id;
  if (!nodes.has(path)) throw new RangeError(`unknown node: ${path} (${network.id})`);
  return path;
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
