// What runs with tfjs is bundled once, by itself, for a worker and for the page (`vite build --mode engine`), and once more
// in pieces (`--mode pieces`) for workers of pages that somebody's bundler has made. Here both are put into the builds of the
// page's own files.
import { dirname, relative, resolve } from 'node:path';

/** @typedef {import('vite').Rolldown.OutputChunk} Chunk */

/** What the page loads to run networks with tfjs, or starts as a worker. */
export const engineEntries = {
  engine: 'src/runtime/engine.ts',
  'to-layers-model': 'src/runtime/to-layers-model.ts',
  trainer: 'src/training/trainer.ts',
  worker: 'src/runtime/worker.ts',
  'training-worker': 'src/training/training-worker.ts',
};

/** Stands for the folder of the package, until it is known from where a chunk looks. */
const ROOT = '@engine/';
const SCRIPT = '\0worker-script:';
const PIECE = '\0worker-piece:';

/**
 * `engine`: the chunks that there are. Workers have an address among these, or where `pieces` are given, a script in pieces:
 * a bundler that moves a page's files does not find a worker by its address.
 * @param {readonly Chunk[]} engine @param {readonly Chunk[]} [pieces] @returns {import('vite').Plugin}
 */
export function engineFiles(engine, pieces) {
  /** @param {string} module */
  const fileOf = (module) => engine.find(({ facadeModuleId }) => facadeModuleId === module)?.fileName;
  return {
    name: 'engine-files',
    enforce: 'pre',
    async resolveId(id, importer = '') {
      if (id.startsWith(PIECE)) return id;
      if (id.startsWith(ROOT)) return { id, external: true };
      if (id.endsWith('?worker&url')) return SCRIPT + resolve(dirname(importer), id.replace('?worker&url', ''));
      if (!/\/(?:engine|to-layers-model|trainer)\.js$/.test(id)) return null;
      const found = await this.resolve(id, importer, { skipSelf: true });
      const file = found && fileOf(found.id);
      return file ? { id: ROOT + file, external: true } : found;
    },
    load(id) {
      if (id.startsWith(PIECE)) return textModule(pieces?.find(({ fileName }) => PIECE + fileName === id)?.code);
      if (!id.startsWith(SCRIPT)) return null;
      const module = id.slice(SCRIPT.length);
      if (pieces) return scriptInPieces(module, pieces, fileOf);
      return `export default new URL(${JSON.stringify(ROOT + fileOf(module))}, import.meta.url).href;`;
    },
    renderChunk(code, { fileName }) {
      const up = relative(dirname(fileName), '.').replaceAll('\\', '/') || '.';
      return code.includes(ROOT) ? { code: code.replaceAll(ROOT, `${up}/`), map: null } : null;
    },
  };
}

/** @param {string | undefined} text */
const textModule = (text) => `export default ${JSON.stringify(text)};`;

/**
 * A `ScriptPieces` of `src/runtime/worker-script.ts`, its binaries from the chunks that the page has too.
 * @param {string} module @param {readonly Chunk[]} pieces @param {(module: string) => string | undefined} fileOf
 */
function scriptInPieces(module, pieces, fileOf) {
  const byName = new Map(pieces.map((piece) => [piece.fileName, piece]));
  const entry = pieces.find(({ facadeModuleId }) => facadeModuleId === module);
  if (!entry) throw new Error(`${module} is not among the pieces`);
  const used = reached(entry, byName, ({ imports, dynamicImports }) => [...imports, ...dynamicImports]);
  const roots = used
    .filter((piece) => piece === entry || piece.isDynamicEntry)
    .map((root) => ({ backend: backendOf(root), reached: reached(root, byName, ({ imports }) => imports) }));
  const entries = used.map((piece) => {
    const backends = new Set(roots.filter(({ reached }) => reached.includes(piece)).map(({ backend }) => backend));
    const [backend] = backends.size === 1 ? backends : [];
    const binary = binaryOf(piece);
    const file = JSON.stringify(binary ? ROOT + fileOf(piece.facadeModuleId ?? '') : PIECE + piece.fileName);
    const facts = JSON.stringify({ backend, binary }).slice(1, -1);
    return `'./${piece.fileName}': { load: () => import(${file}), ${facts} }`;
  });
  return `export default { entry: './${entry.fileName}', pieces: { ${entries.join(', ')} } };`;
}

/** @param {Chunk} start @param {ReadonlyMap<string, Chunk>} byName @param {(chunk: Chunk) => readonly string[]} next */
function reached(start, byName, next) {
  const found = new Set([start]);
  for (const chunk of found)
    for (const name of next(chunk)) {
      const piece = byName.get(name);
      if (piece) found.add(piece);
    }
  return [...found];
}

/** Which backend a chunk that loads late is a part of; `undefined` where of none. @param {Chunk} chunk */
function backendOf({ facadeModuleId }) {
  const [, own, tfjs] = /\/runtime\/backends\/(\w+)\.ts$|\/tfjs-backend-(\w+)\//.exec(facadeModuleId ?? '') ?? [];
  return own ?? tfjs ?? (/\/training\/wasm\//.test(facadeModuleId ?? '') ? 'wasm' : undefined);
}

/** Which of the wasm binaries a chunk holds; `undefined` for none. @param {Chunk} chunk */
function binaryOf({ facadeModuleId }) {
  const [found, threads, simd] = /tfjs-backend-wasm(-threaded)?(-simd)?\.wasm$/.exec(facadeModuleId ?? '') ?? [];
  return found && (threads ? 'threads' : simd ? 'simd' : 'plain');
}
