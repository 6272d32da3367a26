/** Chooses what does the arithmetic, loads it, and falls back where it does not start. */
import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from './engine-error.js';
import { lateChunk } from './late-chunk.js';
import { gpuAdapter, suitableBackends } from './suitable-backends.js';
import type { BackendChoice, BackendName } from './types.js';

interface Backend {
  /** What it needs before it starts. */
  prepare?(): Promise<void>;
}

/** One chunk a backend: a reader loads only the one that runs. */
const chunks: Readonly<Record<BackendName, () => Promise<Backend>>> = {
  webgpu: lateChunk('The part that computes with WebGPU', () => import('./backends/webgpu.js')),
  webgl: lateChunk('The part that computes with WebGL', () => import('./backends/webgl.js')),
  wasm: lateChunk('The part that computes with WebAssembly', () => import('./backends/wasm.js')),
  cpu: lateChunk('The part that computes in JavaScript', () => import('./backends/cpu.js')),
};

/** A backend that hangs while it starts (threads that never answer, a driver) counts as one that does not start. */
const TIME_LIMIT = 20_000;

/** The one that is named, or the first of several that starts. */
export async function startBackend(choice: BackendChoice | readonly BackendName[]): Promise<BackendName> {
  const candidates = choice === 'auto' ? await suitableBackends() : [choice].flat();
  const problems: string[] = [];
  for (const name of candidates) {
    try {
      await start(name);
      return name;
    } catch (error) {
      if (error instanceof EngineError) throw error; // it may well start, once its chunk is there
      problems.push(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  throw new EngineError('backend-unavailable', `expected ${candidates.join(' or ')} to start; ${problems.join('; ')}`);
}

/** tfjs has one current backend; engines in one page may each have their own. Switching to a started one is immediate. */
export function useBackend(name: BackendName): void {
  if (tf.getBackend() !== name) void tf.setBackend(name);
}

const started = new Map<BackendName, Promise<void>>();
let lastStart: Promise<unknown> = Promise.resolve();

/** Each once, and one after the other: tfjs takes a second start for the end of the first. */
function start(name: BackendName): Promise<void> {
  const starting = started.get(name) ?? lastStart.then(() => initialise(name));
  started.set(name, starting);
  lastStart = starting.catch(() => started.delete(name));
  return starting;
}

/** Forgets a backend together with whatever it holds, so that it can start again. */
export function forgetBackend(name: BackendName): void {
  const factory = tf.findBackendFactory(name);
  tf.removeBackend(name); // and how to make it
  tf.registerBackend(name, factory);
  started.delete(name);
}

async function initialise(name: BackendName): Promise<void> {
  if (name === 'webgpu' && !(await gpuAdapter())) throw new Error('no adapter'); // tfjs does not handle a missing one
  const { prepare } = await chunks[name]();
  await prepare?.();
  await withinTimeLimit(tf.setBackend(name));
  void tf.setBackend(name); // once more, in case another became the current one while this started
}

async function withinTimeLimit(starting: Promise<boolean>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`did not start within ${TIME_LIMIT / 1000} s`)), TIME_LIMIT);
  });
  try {
    if (!(await Promise.race([starting, late]))) throw new Error('did not start');
  } finally {
    clearTimeout(timer);
  }
}
