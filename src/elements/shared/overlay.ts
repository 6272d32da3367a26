/** Somebody's own values on the network of a state; a chunk of its own, that loads when there are some. */
import { WaitingError } from '../../explorer/errors.js';
import { FIRST_LOOK, type OverlayChoice } from '../../explorer/overlay/choice.js';
import { overlayOf, type Overlay } from '../../explorer/overlay/overlay.js';
import { isTable } from '../../explorer/overlay/table-file.js';
import { isLoss, problemOf, tryAgain } from '../../explorer/problem.js';
import type { ExplorerState } from '../../explorer/state.js';
import { marksOf, type OverlayMarks } from '../../figures/overlay.js';

export { parseOverlay } from '../../explorer/overlay/choice.js';

export interface LaidOverlay {
  readonly overlay: Overlay;
  readonly marks: OverlayMarks;
}

/** Lays the first of a reader's files that is a table of figures over the network, and gives the others back. */
export async function layFiles(state: ExplorerState | undefined, files: readonly File[]): Promise<readonly File[]> {
  const areTables = await Promise.all(files.map(isTable));
  const file = files[areTables.indexOf(true)];
  if (file) state?.setOverlay({ ...FIRST_LOOK, source: { kind: 'blob', blob: file, title: file.name } });
  return files.filter((_, at) => !areTables[at]);
}

interface Laying {
  readonly inputs: readonly unknown[];
  readonly laid: Promise<LaidOverlay | undefined>;
}

/** What is laid over each state, found once for all elements that show it. */
const layings = new WeakMap<ExplorerState, Laying>();
/** What is laid over a state's network now; `undefined` for nothing, and where that is a problem of the state. */
export function laidOver(state: ExplorerState): Promise<LaidOverlay | undefined> {
  const { network, snapshot } = state;
  const inputs = [network, snapshot.overlay];
  const before = layings.get(state);
  if (before && inputs.every((input, at) => input === before.inputs[at])) return before.laid;
  const laid = lay(state);
  layings.set(state, { inputs, laid });
  return laid;
}

/** The last choice of each state that could be laid; beside it stands what is wrong with a later one. */
const lastGood = new WeakMap<ExplorerState, OverlayChoice>();
/** States whose last good choice stands in for one that could not be laid, of which a reader is still told. */
const standIns = new WeakMap<ExplorerState, OverlayChoice>();

async function lay(state: ExplorerState): Promise<LaidOverlay | undefined> {
  const { network, snapshot } = state;
  const { overlay: choice } = snapshot;
  if (!choice || standIns.get(state) !== choice) {
    standIns.delete(state);
    state.setProblem('overlay', undefined);
  }
  if (!choice) return undefined;
  try {
    const overlay = await overlayOf(choice, network);
    lastGood.set(state, choice);
    return { overlay, marks: marksOf(overlay) };
  } catch (error) {
    const isLate = state.network !== network || state.snapshot.overlay !== choice;
    if (!isLate && !(error instanceof WaitingError)) refuse(state, choice, error);
    return undefined;
  }
}

/** Says what is wrong, and goes back to the figures that were there. */
function refuse(state: ExplorerState, choice: OverlayChoice, error: unknown): void {
  const again = (): void => state.quietly(() => state.setOverlay({ ...choice, source: { ...choice.source } }));
  state.setProblem('overlay', {
    ...problemOf('overlay', error),
    remedy: isLoss(error) ? tryAgain(again) : undefined,
  });
  const good = lastGood.get(state);
  if (!good || good === choice) return;
  standIns.set(state, good);
  state.quietly(() => state.setOverlay(good));
}
