/**
 * What a worker runs: the address of its script, or, where a bundler has moved our files and no address is known, the
 * script itself in pieces. These are joined into one blob without any import: a strict policy asks for no more than
 * `worker-src blob:`.
 */
import { suitableBackends } from './suitable-backends.js';
import type { BackendChoice, BackendName } from './types.js';

export type WorkerScript = string | ScriptPieces;

export type WasmBinary = 'plain' | 'simd' | 'threads';

export interface ScriptPieces {
  readonly entry: string;
  /** By the names by which they call each other. */
  readonly pieces: Readonly<Record<string, Piece>>;
}

export interface Piece {
  /** Absent where every backend needs it. */
  readonly backend?: BackendName;
  /** Of a wasm binary: which. */
  readonly binary?: WasmBinary;
  /** The text of a CommonJS module; of a binary, its bytes as text. */
  load(): Promise<{ readonly default: string }>;
}

/** Which backends a worker has to bring: the first that suits, or all where that one did not do. */
export interface Wishes {
  readonly backend: BackendChoice | readonly BackendName[];
  readonly isWhole: boolean;
}

/** Where the worker's script is to be had, for this page only; the caller gives the address back. */
export async function addressOfPieces({ entry, pieces }: ScriptPieces, wishes: Wishes): Promise<string> {
  const backend = wishes.isWhole ? undefined : await firstOf(wishes.backend);
  const wanted = Object.entries(pieces).filter(([, piece]) => !backend || isFor(backend, piece));
  const texts = await Promise.all(wanted.map(async ([name, piece]) => functionOf(name, await textOf(piece))));
  const script = `(${JOIN})({${texts.join(',')}},${JSON.stringify(entry)})`;
  return URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
}

const isFor = (wanted: BackendName, { backend, binary }: Piece): boolean =>
  (!backend || backend === wanted) && (!binary || binary === fittingBinary());

/** All browsers have SIMD since 2023; one that has not needs the script whole. */
const fittingBinary = (): WasmBinary => (typeof SharedArrayBuffer === 'undefined' ? 'simd' : 'threads');

async function firstOf(choice: Wishes['backend']): Promise<BackendName | undefined> {
  const candidates = choice === 'auto' ? await suitableBackends() : [choice].flat();
  return candidates[0];
}

async function textOf({ binary, load }: Piece): Promise<string> {
  const { default: text } = await load();
  return binary ? `exports.default=${JSON.stringify(text)}` : text;
}

const functionOf = (name: string, text: string): string => `${JSON.stringify(name)}(exports,require,module){${text}\n}`;

/**
 * As text, because a bundler may give functions helpers that are not there in a worker. A piece that is not there is told of:
 * the page then starts a worker that has all.
 */
const JOIN = `(pieces, entry) => {
  const modules = {};
  const need = (name) => {
    if (modules[name]) return modules[name].exports;
    if (!pieces[name]) {
      self.postMessage({ missing: name });
      throw new Error(name + ' is not in this worker');
    }
    const module = (modules[name] = { exports: {} });
    pieces[name](module.exports, need, module);
    return module.exports;
  };
  need(entry);
}`;
