/** The table of layers as a table to take away. */
import {
  conventionOf,
  countOperations,
  countParameters,
  formatShape,
  type ConventionId,
  type NameScheme,
  type Network,
} from '../core/index.js';
import { rangeOf } from '../core/cost.js';
import { conventionName } from '../words/convention-name.js';
import type { ExportCell, ExportTable } from '../words/table-export.js';
import { flatten, nameOf, type Row } from './layer-rows.js';

/** Somebody's own values beside the counts. */
interface OwnColumn {
  readonly title: string;
  readonly origin: string;
  of(first: number, end: number): { readonly value: ExportCell } | undefined;
}

export interface LayerTable {
  readonly network: Network;
  readonly convention: ConventionId;
  /** What names the network and its options, as a line. */
  readonly about: string;
  readonly rows: readonly Row[];
  readonly names: NameScheme | 'path';
  readonly own?: OwnColumn | undefined;
}

/** Every layer, in the order of the rows, with the network, its options and the convention of the counts. */
export function layerTable({ network, convention, about, rows, names, own }: LayerTable): ExportTable {
  const { unit } = conventionOf(convention);
  const [parameters, operations] = [countParameters(network, convention), countOperations(network, convention)];
  const layers = flatten(rows).filter(({ node }) => node);
  return {
    title: `${network.title}: layers`,
    about: [
      about,
      `Counted as ${conventionName(convention)}: ${parameters} parameters, ${operations} ${unit} for one image.`,
      `Output of the network: ${formatShape(network.outputShape)}.`,
      ...(own ? [own.origin] : []),
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
      ...(own ? [own.title] : []),
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
      ...(own ? [own.of(...rangeOf(network, row.path))?.value ?? null] : []),
    ]),
  };
}
