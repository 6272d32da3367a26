/** An overlay as a table to take away: every layer and group, with all that its rows come to. */
import { indexOf } from '../../core/index.js';
import { rangeOf } from '../../core/cost.js';
import { COMBINATIONS } from '../../explorer/overlay/choice.js';
import { layOver, type Overlay } from '../../explorer/overlay/overlay.js';
import type { ExplorerState } from '../../explorer/state.js';
import type { ExportTable } from '../../words/table-export.js';
import { aboutNetwork } from '../shared/about-network.js';

export function exportOverlay(state: ExplorerState, overlay: Overlay): ExportTable {
  const { network } = state;
  const { table, choice, column, kind } = overlay;
  const { nodes, groups } = indexOf(network);
  const paths = [...groups.keys(), ...nodes.keys()];
  const ways =
    kind === 'number' ? COMBINATIONS.map((combination) => layOver({ ...choice, combination }, table)) : [overlay];
  const rows = paths.flatMap((path) => {
    const found = ways.map((way) => way.of(...rangeOf(network, path)));
    return found[0] ? [[path, found[0].rows, ...found.map((one) => (kind === 'number' ? one!.value : one!.text))]] : [];
  });
  return {
    title: `${network.title}: ${column}`,
    about: [aboutNetwork(state), overlay.origin, 'Of a group: over the rows that are about layers in it.'],
    columns: ['path', 'rows', ...(kind === 'number' ? COMBINATIONS.map((way) => `${way} of ${column}`) : [column])],
    rows,
  };
}
