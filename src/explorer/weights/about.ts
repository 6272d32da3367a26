/** What is known of the weights that run. */
import type { Loaded } from '../../runtime/index.js';
import type { Checkpoint } from '../shipped.js';
import type { PublicWeights } from './public.js';

/** Weights that run in another network than they were trained as; both as a reader knows them. */
export interface Departure {
  readonly trainedAs: string;
  readonly runAs: string;
}

/** What is known of weights before they are loaded. */
export interface WeightsAbout {
  readonly title: string;
  /** Set where they are random. */
  readonly seed?: number;
  /** Set when they come with the package; says their accuracy. */
  readonly checkpoint?: Checkpoint;
  /** Set when they are in the register of public addresses. */
  readonly entry?: PublicWeights;
  /** Set where they were trained as another network than runs; their accuracy was measured with that one. */
  readonly departure?: Departure | undefined;
  /** Random numbers that nobody has chosen: the package has no trained weights that fit. */
  readonly isLack?: boolean;
  /** Sentences on what of the files was taken, and what they have otherwise than the network. */
  readonly notes?: readonly string[] | undefined;
  /** Where the names of the classes are from; absent where classes have only numbers. */
  readonly classNames?: string;
}

/** What the network runs with. */
export interface UsedWeights extends Loaded, WeightsAbout {}
