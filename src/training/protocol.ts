/** All messages between a page and a worker that trains. Types only. */
import type { Network } from '../core/index.js';
import type { SentError } from '../runtime/protocol.js';
import type { Settings } from './settings.js';
import type { TrainingBackend, TrainingData, TrainingEpoch, TrainingProgress } from './types.js';

/** The one thing that the worker is asked. To stop it, the page ends it. */
export interface Job {
  /** Without formulas, which do not cross. */
  readonly network: Network;
  readonly data: TrainingData;
  readonly settings: Settings;
}

/** What training tells as it goes, from a worker or in the page. */
export type Report =
  { readonly backend: TrainingBackend } | { readonly progress: TrainingProgress } | { readonly epoch: TrainingEpoch };

export type TrainerMessage =
  /** The script has loaded; `lock` is a Web Lock that it holds as long as it lives. */
  | { readonly ready: true; readonly lock: string | null }
  /** A piece of the script that was left out. */
  | { readonly missing: string }
  | Report
  | { readonly done: true }
  | { readonly error: SentError };
