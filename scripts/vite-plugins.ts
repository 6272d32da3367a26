import type { Plugin } from 'vite';

/**
 * tfjs's threaded wasm build starts its threads from the *text* of its factory function, and that text reads the outer
 * variable `_scriptDir`. A minifier renames the variable but the text travels alone, so each thread fails with a
 * ReferenceError and setBackend('wasm') never settles on a cross-origin isolated page. Give the function its own.
 */
export function tfjsWasmThreads(): Plugin {
  const head = 'WasmBackendModuleThreadedSimd = WasmBackendModuleThreadedSimd || {};';
  return {
    name: 'tfjs-wasm-threads',
    transform: {
      filter: { id: /tfjs-backend-wasm-threaded-simd\.js$/ },
      handler(code) {
        if (!code.includes(head)) throw new Error('tfjs-backend-wasm has changed: look at tfjsWasmThreads again');
        return { code: code.replace(head, `${head} var _scriptDir;`), map: null };
      },
    },
  };
}

/**
 * d3's packages come as one file each, whose tables (`var Blues = ramp(…)`) look as if making them did something. Said to
 * be pure, those that nobody reads are left out: 2 kB of brotli.
 */
export function d3Tables(): Plugin {
  return {
    name: 'd3-tables',
    enforce: 'pre',
    apply: 'build',
    transform: {
      filter: { id: /\/d3-[\w-]+\/dist\/[\w-]+\.mjs$/ },
      handler: (code) => ({
        code: code.replace(/^((?:var|const|let) [\w$]+ = )(?=[\w$]+\(|new Array)/gm, '$1/* @__PURE__ */ '),
        map: null,
      }),
    },
  };
}

/** import() as it stands: Vite's helper preloads by `<link>`s in the host's page, even where modulePreload is off. */
export function plainImport(): Plugin {
  return {
    name: 'plain-import',
    enforce: 'pre',
    apply: 'build',
    load: {
      filter: { id: /^\0vite\/preload-helper\.js$/ },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
  };
}

/** Stylesheets and templates are text to a minifier: without this, their indentation and comments would travel. */
export function compactTemplates(): Plugin {
  const css = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s*\n\s*/g, ' ');
  return {
    name: 'compact-templates',
    enforce: 'pre',
    apply: 'build',
    transform: {
      filter: { id: /\/src\/elements\/.*\.ts$/ },
      handler: (code) => ({
        // A new line stays one: it ends comments in code, and parts words in templates.
        code: code.replace(/\bcss`[^`]*`/g, css).replace(/\n +/g, '\n'),
        map: null,
      }),
    },
  };
}
