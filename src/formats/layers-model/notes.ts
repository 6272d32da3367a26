/** What is to be said of a Keras model, beyond what is drawn. */
import type { Network } from '../../core/network.js';
import { idleNote, listed, outputsNote, resolutionNote, unknownNotes } from '../draft/notes.js';
import { IMAGE_NOTE, readsImage } from '../model.js';
import type { Assembled } from './assemble.js';
import type { Use } from './unfold.js';

export interface Facts {
  readonly network: Network;
  readonly uses: readonly Use[];
  readonly assembled: Assembled;
  /** Whether the file leaves rows and columns open. */
  readonly isOpen: boolean;
  readonly outputs: readonly Use[];
}

export function notesOn({ network, uses, assembled, isOpen, outputs }: Facts): readonly string[] {
  const idle = idleIn(uses, assembled);
  const shared = [...new Set(uses.filter(({ first }) => first).map(({ layer }) => layer.name))];
  return [
    ...(isOpen ? [resolutionNote(network)] : []),
    ...unknownNotes(network),
    ...(idle.length ? [idleNote(idle)] : []),
    ...(shared.length ? [`Used more than once with the same weights, which are counted once: ${listed(shared)}.`] : []),
    ...(outputs.length > 1 ? [outputsNote(outputs.map(({ name }) => name))] : []),
    ...(readsImage(network) ? [] : [IMAGE_NOTE(network)]),
  ];
}

function idleIn(uses: readonly Use[], { nodes, tensors }: Assembled): readonly string[] {
  const drawn = new Set<unknown>(nodes.map(({ origin }) => origin));
  return uses.filter((use) => tensors.has(use) && !drawn.has(use)).map(({ name }) => name);
}
