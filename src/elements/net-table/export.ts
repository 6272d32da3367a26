/** The table of layers as a table to take away; a chunk of its own, that loads when a reader wants it. */
import type { NameScheme } from '../../core/index.js';
import type { Overlay } from '../../explorer/overlay/overlay.js';
import type { ExplorerState } from '../../explorer/state.js';
import type { Row } from '../../figures/layer-rows.js';
import { layerTable } from '../../figures/layer-table.js';
import type { ExportTable } from '../../words/table-export.js';
import { aboutNetwork } from '../shared/about-network.js';

export function exportLayers(
  state: ExplorerState,
  rows: readonly Row[],
  names: NameScheme | 'path',
  overlay?: Overlay,
): ExportTable {
  const { network, convention } = state;
  return layerTable({ network, convention, about: aboutNetwork(state), rows, names, own: overlay });
}
