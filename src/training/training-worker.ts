/** A training behind `postMessage`: one job, and the page ends the worker after it. */
import { announceReady } from '../runtime/announce-ready.js';
import { sentErrorOf } from '../runtime/sent-error.js';
import type { Job, TrainerMessage } from './protocol.js';
import { runTraining } from './trainer.js';

const post = (message: TrainerMessage): void => self.postMessage(message);

self.onmessage = ({ data }: MessageEvent<Job>): void => {
  runTraining(data, post, new AbortController().signal).then(
    () => post({ done: true }),
    (error: unknown) => post({ error: sentErrorOf(error) }),
  );
};

void announceReady();
