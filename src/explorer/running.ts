/**
 * What concerns running a network, which an element that only counts or draws has no use for: whoever looks at activations
 * brings it (`bring-running.ts`), and what a tag says of an image or of weights can be read as soon as its part is loaded.
 */
import type { ImageChoice } from './image-choice.js';
import type { InspectedState } from './inspected-state.js';
import type { Inspection } from './inspection.js';
import type { WeightsChoice } from './weights/choice.js';
import { lateChunk } from './chunks.js';
import { StateChangeEvent } from './state-change.js';

/** A part that some module brings, at once or late. */
class Part<T> {
  value: T | undefined;
  private readonly waiting: ((value: T) => void)[] = [];

  constructor(private readonly load: () => Promise<unknown>) {}

  /** Before anything else can ask for it, what has been waiting is done. */
  bring(value: T): void {
    this.value = value;
    for (const act of this.waiting.splice(0)) act(value);
  }

  /** At once where it is here, else as soon as it is: the promise then tells when, or why not. */
  with(act: (value: T) => void): Promise<unknown> | undefined {
    if (this.value) return void act(this.value);
    this.waiting.push(act);
    return this.load();
  }
}

const INPUTS = ['image', 'weights', 'image-values', 'class-names'] as const;

/** An attribute that says what comes in, and how it is to be taken. */
export type InputName = (typeof INPUTS)[number];

export const isInput = (name: string): name is InputName => (INPUTS as readonly string[]).includes(name);

/** What such an attribute does to a state. */
export type InputChange = (state: {
  readonly weights: WeightsChoice;
  setImage(image: ImageChoice | undefined): void;
  setWeights(weights: WeightsChoice): void;
}) => void;

export interface Inputs {
  /** Throws where the text cannot be meant. */
  read(name: InputName, text: string): InputChange;
}

export const inputs = new Part<Inputs>(
  lateChunk('The part that takes images and weights', () => import('./bring-inputs.js')),
);
export const running = new Part<(state: InspectedState) => Inspection>(
  lateChunk('The part that looks into networks', () => import('./bring-running.js')),
);

/** The running network behind a state, of which this tells. Whoever asks for one imports `bring-running.ts`. */
export function inspect(state: InspectedState): Inspection {
  queueMicrotask(() => state.dispatchEvent(new StateChangeEvent('inspection')));
  return running.value!(state);
}
