/** The table of layers as a table to take away; a chunk of its own, that loads when a reader wants it. */
import { countOperations, countParameters, formatShape, type NameScheme } from '../../core/index.js';
import { conventionOf } from '../../core/conventions.js';
import { rangeOf } from '../../core/cost.js';
import type { Overlay } from '../../explorer/overlay/overlay.js';
import type { ExportTable } from '../../words/table-export.js';
import { aboutNetwork } from '../shared/about-network.js';
import type { ExplorerState } from '../../explorer/state.js';
import { flatten, nameOf, type Row } from './rows.js';
import { conventionName } from '../../words/convention-name.js';

/** Every layer, in the order of the rows, with the network, its options and the convention of the counts. */
export function exportLayers(
  state: ExplorerState,
  rows: readonly Row[],
  names: NameScheme | 'path',
  overlay?: Overlay,
): ExportTable {
  const { network, convention } = state;
  const { unit } = conventionOf(convention);
  const [parameters, operations] = [countParameters(network, convention), countOperations(network, convention)];
  const layers = flatten(rows).filter(({ node }) => node);
  return {
    title: `${network.title}: layers`,
    about: [
      aboutNetwork(state),
      `Counted as ${conventionName(convention)}: ${parameters} parameters, ${operations} ${unit} for one image.`,
      `Output of the network: ${formatShape(network.outputShape)}.`,
      ...(overlay ? [overlay.origin] : []),
    ],
    columns: [
      'path',
      'layer',
      'part',
      'output H×W×C',
      'parameters',
      unit,
      'kernel',
      `name (${names})`,
      ...(overlay ? [overlay.title] : []),
    ],
    rows: layers.map((row) => [
      row.path,
      row.title,
      row.unit || null,
      row.outputShape,
      row.values.parameters,
      row.values.operations,
      row.window || null,
      nameOf(row, names) || null,
      ...(overlay ? [overlay.of(...rangeOf(network, row.path))?.value ?? null] : []),
    ]),
  };
}
