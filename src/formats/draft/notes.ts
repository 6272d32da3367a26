/** What a reader has to know of a network from a file, beyond what is drawn: sentences. */
import { excerptName } from '../../core/excerpt.js';
import type { Network } from '../../core/network.js';

const FEW = 3;

/** `a, b and 4 more` */
export function listed(names: readonly string[]): string {
  const rest = names.length - FEW;
  const few = (rest > 1 ? names.slice(0, FEW) : names).map(excerptName).join(', ');
  return rest > 1 ? `${few} and ${rest} more` : few;
}

export const resolutionNote = ({ inputShape: [height, width] }: Network): string =>
  `The file leaves height and width open; ${height}×${width} is taken here, and can be changed.`;

export function unknownNotes({ nodes }: Network): readonly string[] {
  const unknown = nodes.filter((node) => node.kind === 'unknown');
  const causes = unknown.filter(({ attributes }) => !attributes.isKind);
  if (!causes.length) return [];
  const kinds = listed([...new Set(causes.map(({ attributes }) => attributes.className))]);
  const after = unknown.length - causes.length;
  const uncounted = unknown.some(({ attributes }) => !attributes.tensors.length);
  return [
    `Not known here: ${kinds} (${listed(causes.map(({ id }) => id))}). ${
      after
        ? `What comes out of ${causes.length === 1 ? 'it' : 'them'} has no known shape, nor ${after === 1 ? 'has the layer' : `have the ${after} layers`} after.`
        : 'The file itself says what shape comes out, or nothing comes after.'
    } The totals leave out their operations${uncounted ? ' and those of their parameters that the file does not list' : ''}, and the network runs only as far as all layers are known.`,
  ];
}

export const idleNote = (idle: readonly string[]): string =>
  `Not drawn, since nothing happens there when the network runs: ${listed(idle)}.`;

export const outputsNote = (outputs: readonly string[]): string =>
  `It has ${outputs.length} outputs, ${listed(outputs)}; the last layer drawn is taken for its answer.`;
