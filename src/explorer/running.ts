/**
 * What concerns running a network, which an element that only counts or draws has no use for: whoever looks at activations
 * brings it (`bring-running.ts`), and it is loaded where a tag names an image or weights.
 */
import type { ImageChoice } from './image-choice.js';
import type { InspectedState, Inspection } from './inspection.js';
import type { WeightsChoice } from './weights/choice.js';
import { lateChunk } from './chunks.js';
import { StateChangeEvent } from './state-change.js';

export interface Running {
  readonly inspect: (state: InspectedState) => Inspection;
  readonly parseImage: (text: string, isLinked: boolean) => ImageChoice | undefined;
  readonly parseWeights: (text: string, isLinked: boolean) => WeightsChoice;
}

let running: Running | undefined;
const waiting: ((parts: Running) => void)[] = [];

const loadRunning = lateChunk('The part that takes images and weights', () => import('./bring-running.js'));

/** Before anything else can ask for it, what has been waiting is done. */
export function bringRunning(parts: Running): void {
  running = parts;
  for (const act of waiting.splice(0)) act(parts);
}

/** At once where it is here, else as soon as it is: the promise then tells when, or why not. */
export function withRunning(act: (parts: Running) => void): Promise<unknown> | undefined {
  if (running) return void act(running);
  waiting.push(act);
  return loadRunning();
}

/** The running network behind a state, of which this tells. Whoever asks for one imports `bring-running.ts`. */
export function inspect(state: InspectedState): Inspection {
  queueMicrotask(() => state.dispatchEvent(new StateChangeEvent('inspection')));
  return running!.inspect(state);
}
