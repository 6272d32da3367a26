/** Elements that no drawing waits for: chunks of their own. */
import { nothing, render } from 'lit';
import { lateChunk } from '../../explorer/chunks.js';
import { tryAgain } from '../../explorer/problem.js';
import { NetErrorEvent } from '../shared/events.js';
import { renderProblem } from '../shared/problem.js';

const lateElements = {
  'net-inspector': lateChunk('What is shown of the selected node', () => import('./inspector.js')),
  'net-controls': lateChunk('The calculator', () => import('../net-controls/net-controls.js')),
  'net-legend': lateChunk('The legend', () => import('../net-legend/net-legend.js')),
  'net-node': lateChunk('What is said of a node', () => import('../net-node/net-node.js')),
  'net-activations': lateChunk('The view of activations', () => import('../net-activations/net-activations.js')),
  'net-image': lateChunk('The choice of an image', () => import('../net-image/net-image.js')),
  'net-weights': lateChunk('The choice of weights', () => import('../net-weights/net-weights.js')),
  'net-blocks': lateChunk('The comparison of blocks', () => import('../net-blocks/net-blocks.js')),
  'net-budget': lateChunk('The budget', () => import('../net-budget/net-budget.js')),
  'net-claims': lateChunk('The list of claims', () => import('../net-claims/net-claims.js')),
  'net-compare': lateChunk('The comparison of networks', () => import('../net-compare/net-compare.js')),
  'net-convolution': lateChunk('The drawing of a convolution', () => import('../net-convolution/net-convolution.js')),
  'net-detective': lateChunk('The search for a way of counting', () => import('../net-detective/net-detective.js')),
  'net-diff': lateChunk('The comparison of two networks', () => import('../net-diff/net-diff.js')),
  'net-evaluation': lateChunk('The evaluation of folders', () => import('../net-evaluation/net-evaluation.js')),
  'net-experiment': lateChunk('The view of experiments', () => import('../net-experiment/net-experiment.js')),
  'net-formula': lateChunk('The view of formulas', () => import('../net-formula/net-formula.js')),
  'net-microscope': lateChunk('The part that explains values', () => import('../net-microscope/net-microscope.js')),
  'net-overlay': lateChunk('The choice of figures', () => import('../net-overlay/net-overlay.js')),
  'net-save': lateChunk('The choice of files to take away', () => import('../net-save/net-save.js')),
  'net-undo': lateChunk('Undo and redo', () => import('./undo.js')),
  'net-search': lateChunk('The search', () => import('../net-search/net-search.js')),
  'net-table': lateChunk('The table of layers', () => import('../net-table/net-table.js')),
  'net-value': lateChunk('A number in a sentence', () => import('../net-value/net-value.js')),
  'net-ledger': lateChunk('The list of published figures', () => import('../net-ledger/net-ledger.js')),
};

type LateTag = keyof typeof lateElements;

/** Loads the elements of an explorer that show nothing before a network runs, or a reader opens them. */
export const loadLive = (): void =>
  loadElements(
    'net-inspector',
    'net-image',
    'net-activations',
    'net-weights',
    'net-formula',
    'net-search',
    'net-table',
    'net-undo',
  );

/** Loads and registers elements. One that cannot be had leaves a sentence and a button in its place, until it is there. */
export const loadElements = (...tags: readonly LateTag[]): void => tags.forEach((tag) => void loadElement(tag));

/** Tags in whose places a sentence stands. */
const lost = new Set<LateTag>();

async function loadElement(tag: LateTag): Promise<void> {
  try {
    await lateElements[tag]();
    if (lost.delete(tag)) placesOf(tag).forEach((place) => render(nothing, place));
  } catch (error) {
    const { message } = error as Error;
    lost.add(tag);
    for (const place of placesOf(tag)) {
      render(renderProblem({ message, remedy: tryAgain(() => loadElements(tag)) }), place);
      place.dispatchEvent(new NetErrorEvent(message, 'page'));
    }
  }
}

/** Every element of this tag, in shadow roots too. */
function placesOf(tag: string, root: Document | ShadowRoot = document): HTMLElement[] {
  const roots = Array.from(root.querySelectorAll('*'), ({ shadowRoot }) => shadowRoot).filter(
    (inner) => inner !== null,
  );
  return [...root.querySelectorAll<HTMLElement>(tag), ...roots.flatMap((inner) => placesOf(tag, inner))];
}
