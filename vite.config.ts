import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type BuildOptions } from 'vite';
import { bareImports } from './scripts/bare-imports.mjs';
import { engineEntries } from './scripts/engine-files.mjs';
import { site, sitePages } from './scripts/site.js';
import {
  compactTemplates,
  d3Tables,
  leaveLateAddresses,
  litOnServers,
  pastTheDoor,
  plainImport,
  shippedFiles,
  tfjsWasmThreads,
} from './scripts/vite-plugins.js';

type LibraryMode = 'engine' | 'pieces' | 'script' | 'modules';

const isLibraryMode = (mode: string): mode is LibraryMode => ['engine', 'pieces', 'script', 'modules'].includes(mode);

/**
 * What each part of the package is built from, by the name of the file in dist/. `script` is what a page's script tag names:
 * the whole page in one file, since shared with its parts it would be many, a quarter larger and four round trips deep.
 * `modules` is what `exports` open: the page, the rooms, and each file that registers its tag, which share what they have
 * in common. Both load what runs with tfjs from `engine`; `pieces` is its worker's script for pages that a bundler has made.
 */
function entries(mode: LibraryMode): Record<string, string> {
  if (mode === 'engine') return engineEntries;
  if (mode === 'pieces') return { worker: engineEntries.worker, 'training-worker': engineEntries['training-worker'] };
  if (mode === 'script') return { index: 'src/index.ts' };
  const tags = readdirSync('src/elements').filter((name) => name.startsWith('net-'));
  return {
    elements: 'src/index.ts',
    core: 'src/core.ts',
    accounts: 'src/core/accounts.ts',
    formats: 'src/formats/index.ts',
    runtime: 'src/runtime/index.ts',
    training: 'src/training/index.ts',
    command: 'src/command/main.ts',
    ...Object.fromEntries(tags.map((tag) => [`elements/${tag}`, `src/elements/${tag}/${tag}.ts`])),
  };
}

interface Chunking {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** Tells what a file loads at once. */
function reachFrom(file: string) {
  const found = new Set<string>();
  const reach = (id: string, chunking: Chunking): void => {
    if (found.has(id)) return;
    found.add(id);
    for (const imported of chunking.getModuleInfo(id)?.importedIds ?? []) reach(imported, chunking);
  };
  return (id: string, chunking: Chunking): boolean => {
    if (!found.size) reach(resolve(file), chunking);
    return found.has(id);
  };
}

const [byPage, byGraph, byValue, byRuntime, byFamilies, byInputs] = [
  'src/index.ts',
  'src/elements/net-graph/net-graph.ts',
  'src/elements/net-value/net-value.ts',
  'src/runtime/index.ts',
  'src/core/ops/of-families.ts',
  'src/explorer/bring-inputs.ts',
].map(reachFrom) as [Reach, Reach, Reach, Reach, Reach, Reach];

type Reach = ReturnType<typeof reachFrom>;

const CORE = /\/src\/core\//;
const BARREL = /\/src\/core\/(?:networks\/)?index\.ts$/;
const FAMILY = /\/src\/core\/networks\/([\w-]+)\.ts$/;

const group = (name: string, priority: number, has: Reach) => ({
  name: (id: string, chunking: Chunking) => (!BARREL.test(id) && has(id, chunking) ? name : null),
  priority,
});

/**
 * Keeps what a page loads at once in few chunks, however many later ones share parts of it: a compressor wants to see it
 * whole, and a reader to wait once. A group takes along what its files import; so the register of all families comes
 * before those that would take it, and a room alone has nothing of the elements.
 */
const inOneFile = { groups: [group('page', 1, byPage)] };
const inFewFiles = {
  groups: [
    group('core', 7, (id, chunking) => CORE.test(id) && byValue(id, chunking)),
    // What else of core is had at once: what has no elements asks for it too.
    group('notes', 6, (id, chunking) => CORE.test(id) && byGraph(id, chunking)),
    group('addresses', 6, (id, chunking) => CORE.test(id) && byPage(id, chunking)),
    group('of-families', 6, (id, chunking) => CORE.test(id) && byFamilies(id, chunking)),
    { name: (id: string) => (BARREL.test(id) ? null : (FAMILY.exec(id)?.[1] ?? null)), priority: 6 },
    { name: (id: string) => (BARREL.test(id) ? 'library' : null), priority: 5 },
    group('shared', 4, (id, chunking) => byValue(id, chunking) && byRuntime(id, chunking)),
    group('base', 3, byValue),
    group('graph', 2, byGraph),
    group('inputs', 2, byInputs),
    // Without the page itself, which loads every element.
    group('page', 1, (id, chunking) => id !== resolve('src/index.ts') && byPage(id, chunking)),
  ],
};

/** What a page compiles before it draws. */
const FIRST = new Set(['index', 'page', 'core', 'base', 'graph']);

/**
 * Nearly all of what loads first runs at once. Said so, Chromium compiles it in another thread while it loads, and not function
 * by function as each is called (https://v8.dev/blog/explicit-compile-hints); to others it is a comment.
 */
const compiledAtOnce = ({ name }: { readonly name: string }): string =>
  FIRST.has(name) ? '//# allFunctionsCalledOnLoad' : '';

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

/** tfjs asks for them to know Node; Parcel would install stand-ins into an author's project for each. */
const notOfNode = Object.fromEntries(
  ['process', 'Buffer', 'global'].flatMap((name) => [
    [name, 'undefined'],
    [`typeof ${name}`, '"undefined"'],
  ]),
);

/** Not `build.lib`: that leaves ES output unminified. */
function libraryBuild(mode: LibraryMode): BuildOptions {
  return {
    outDir: 'dist',
    emptyOutDir: false,
    copyPublicDir: false, // its files are modules
    write: mode !== 'pieces',
    target: 'es2022',
    sourcemap: mode === 'script' && 'hidden', // for `npm run size`
    modulePreload: false,
    chunkSizeWarningLimit: 1000,
    license: mode !== 'pieces' && { fileName: `licenses-${mode}.md` },
    rolldownOptions: {
      treeshake,
      input: entries(mode),
      external: mode === 'modules' ? [/^node:/] : [], // of the command
      // The page's file may export more than it says, to the chunks that come later: else it were two files.
      preserveEntrySignatures: mode === 'script' ? 'allow-extension' : 'strict',
      output: {
        ...output,
        ...(mode === 'engine' && { entryFileNames: output.chunkFileNames }),
        ...(mode === 'pieces' && { format: 'cjs' as const, entryFileNames: '[name].js', chunkFileNames: '[name].js' }),
        ...(mode === 'script' && { codeSplitting: inOneFile, postBanner: compiledAtOnce }),
        ...(mode === 'modules' && { codeSplitting: inFewFiles, postBanner: compiledAtOnce }),
      },
    },
  };
}

// `npm run build` builds the package, in the four library modes; any other build is the site.
// `--mode isolated` serves as a cross-origin isolated page, where tfjs's wasm may use threads. A blog is not.
export default defineConfig(({ mode }) => {
  const headers =
    mode === 'isolated'
      ? { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
      : {};
  return {
    ...(isLibraryMode(mode) && { define: notOfNode }),
    base: './', // relative, so that the worker, wasm, chunks and weights load from wherever the script is hosted
    plugins: [
      shippedFiles(),
      tfjsWasmThreads(),
      d3Tables(),
      pastTheDoor(),
      plainImport(),
      compactTemplates(),
      leaveLateAddresses(),
      mode === 'modules' && litOnServers(),
      !isLibraryMode(mode) && site(),
    ],
    worker: {
      format: 'es' as const,
      plugins: () => [shippedFiles(), tfjsWasmThreads()],
      rolldownOptions: {
        treeshake,
        output: { ...output, entryFileNames: output.chunkFileNames, comments: { legal: false } },
      },
    },
    server: { headers },
    preview: { headers },
    optimizeDeps: { include: bareImports('src') },
    build: isLibraryMode(mode)
      ? libraryBuild(mode)
      : {
          outDir: 'dist-site',
          target: 'es2022',
          // Links for what a page loads at once; late chunks come by a plain import() here, too.
          modulePreload: {
            polyfill: false,
            resolveDependencies: (_, files, { hostType }) => (hostType === 'html' ? files : []),
          },
          chunkSizeWarningLimit: 1000,
          rolldownOptions: {
            treeshake,
            input: Object.fromEntries(sitePages().map((page) => [page.replace('.html', ''), resolve(page)])),
            output: { codeSplitting: inOneFile, postBanner: compiledAtOnce },
          },
        },
  };
});
