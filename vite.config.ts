import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { bareImports } from './scripts/bare-imports.mjs';
import { compactTemplates, d3Tables, plainImport, tfjsWasmThreads } from './scripts/vite-plugins.js';

/**
 * What the package's `exports` open, by the name of the file in dist/. The whole page is one file, built by itself (mode
 * `lib`): shared with its parts it would be 25 files, a quarter larger and four round trips deep. The parts, which share
 * what they have in common, are the rooms and each file that registers its tag (mode `lib-parts`).
 */
function entries(mode: string): Record<string, string> {
  if (mode === 'lib') return { index: 'src/index.ts' };
  const tags = readdirSync('src/elements').filter((name) => name.startsWith('net-'));
  return {
    core: 'src/core.ts',
    accounts: 'src/core/accounts.ts',
    formats: 'src/formats/index.ts',
    runtime: 'src/runtime/index.ts',
    training: 'src/training/index.ts',
    ...Object.fromEntries(tags.map((tag) => [`elements/${tag}`, `src/elements/${tag}/${tag}.ts`])),
  };
}

interface Chunking {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** `core/index.ts` has them for the library; of the page, only what comes later uses them. */
const FOR_LATER = ['src/core/networks/index.ts', 'src/core/ops/of-files.ts'].map((file) => resolve(file));

/**
 * Keeps what the page loads at once in one chunk, however many later chunks share parts of it: a compressor wants to see it
 * whole, and a reader to wait once. Gives a chunk's name for what the entry reaches without an import().
 */
function pageChunk(entry: string) {
  const reached = new Set<string>(FOR_LATER);
  const reach = (id: string, chunking: Chunking): void => {
    if (reached.has(id)) return;
    reached.add(id);
    for (const imported of chunking.getModuleInfo(id)?.importedIds ?? []) reach(imported, chunking);
  };
  return (id: string, chunking: Chunking): string | null => {
    if (!reached.has(entry)) reach(entry, chunking);
    return reached.has(id) && !FOR_LATER.includes(id) ? 'page' : null;
  };
}

const output = {
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  assetFileNames: 'assets/[name]-[hash][extname]',
};

/**
 * Core only declares: what a page does not use of it is left out whole, above all the families that it loads later
 * (`src/explorer/families.ts`) and `core/index.ts` has at once.
 */
const treeshake = { moduleSideEffects: [{ test: /\/src\/core\//, sideEffects: false }] };

// `vite build --mode lib` and `--mode lib-parts` are the npm package, any other build the site.
// `--mode isolated` serves as a cross-origin isolated page, where tfjs's wasm may use threads. A blog is not.
export default defineConfig(({ mode }) => {
  const headers =
    mode === 'isolated'
      ? { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
      : {};
  return {
    base: './', // relative, so that the worker, wasm, chunks and weights load from wherever the script is hosted
    plugins: [tfjsWasmThreads(), d3Tables(), plainImport(), compactTemplates()],
    worker: {
      format: 'es' as const,
      plugins: () => [tfjsWasmThreads()],
      rolldownOptions: {
        treeshake,
        output: { ...output, entryFileNames: output.chunkFileNames, comments: { legal: false } },
      },
    },
    server: { headers },
    preview: { headers },
    optimizeDeps: { include: bareImports('src') },
    build:
      mode === 'lib' || mode === 'lib-parts'
        ? {
            // Not `build.lib`: that inlines every asset (three wasm binaries, in base64, twice) and leaves ES output unminified.
            outDir: 'dist',
            emptyOutDir: mode === 'lib',
            copyPublicDir: mode === 'lib',
            target: 'es2022',
            sourcemap: true,
            modulePreload: false as const,
            assetsInlineLimit: 0,
            license: mode === 'lib-parts' && { fileName: 'third-party-licenses.md' }, // of what is in the chunks
            rolldownOptions: {
              treeshake,
              input: entries(mode),
              // The page's file may export more than it says, to the chunks that come later: else it were two files.
              preserveEntrySignatures: mode === 'lib' ? ('allow-extension' as const) : ('strict' as const),
              output: {
                ...output,
                ...(mode === 'lib' && { codeSplitting: { groups: [{ name: pageChunk(resolve('src/index.ts')) }] } }),
              },
            },
          }
        : {
            outDir: 'dist-site',
            target: 'es2022',
            chunkSizeWarningLimit: 1000,
            rolldownOptions: {
              treeshake,
              output: { codeSplitting: { groups: [{ name: pageChunk(resolve('src/index.ts')) }] } },
            },
          },
  };
});
