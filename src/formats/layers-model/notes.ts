/** What a reader has to know of a network from a file, beyond what is drawn: sentences. */
import type { Network } from '../../core/network.js';
import type { Shape } from '../../core/shape.js';
import type { Assembled } from './assemble.js';
import type { Use } from './unfold.js';

export interface Facts {
  readonly network: Network;
  readonly uses: readonly Use[];
  readonly assembled: Assembled;
  /** What was taken where the file leaves rows and columns open. */
  readonly assumedInput: Shape | undefined;
  readonly outputs: readonly Use[];
}

const FEW = 3;

/** `a, b and 4 more` */
function listed(names: readonly string[]): string {
  const rest = names.length - FEW;
  return rest > 1 ? `${names.slice(0, FEW).join(', ')} and ${rest} more` : names.join(', ');
}

export function notesOn(facts: Facts): readonly string[] {
  return [resolutionNote(facts), ...unknownNotes(facts), idleNote(facts), sharedNote(facts), outputsNote(facts)].filter(
    (note) => note !== undefined,
  );
}

const resolutionNote = ({ assumedInput }: Facts): string | undefined =>
  assumedInput &&
  `The file leaves height and width open; ${assumedInput[0]}×${assumedInput[1]} is taken here, and can be changed.`;

function unknownNotes({ network }: Facts): readonly string[] {
  const unknown = network.nodes.filter((node) => node.kind === 'unknown');
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

function idleNote({ uses, assembled: { nodes, tensors } }: Facts): string | undefined {
  const drawn = new Set<unknown>(nodes.map(({ origin }) => origin));
  const idle = uses.filter((use) => tensors.has(use) && !drawn.has(use)).map(({ name }) => name);
  return idle.length ? `Not drawn, since nothing happens there when the network runs: ${listed(idle)}.` : undefined;
}

function sharedNote({ uses }: Facts): string | undefined {
  const shared = [...new Set(uses.filter(({ first }) => first).map(({ layer }) => layer.name))];
  return shared.length
    ? `Used more than once with the same weights, which are counted once: ${listed(shared)}.`
    : undefined;
}

const outputsNote = ({ outputs }: Facts): string | undefined =>
  outputs.length > 1
    ? `It has ${outputs.length} outputs, ${listed(outputs.map(({ layer }) => layer.name))}; the last layer drawn is taken for its answer.`
    : undefined;
