import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
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

/**
 * import() as it stands: Vite wraps each in a helper that preloads by `<link>`s in the host's page, even where modulePreload
 * is off, and gives it `import.meta.url`, which webpack makes a path of the author's machine.
 */
export function plainImport(): Plugin {
  const wrapped =
    /\b[\w$]+\(\(\)=>(import\((?:[^()]|\([^()]*\))*\)),(?:\[[^\]]*\]|void 0|__VITE_PRELOAD__),(?:import\.meta|\{\})\.url\)/g;
  return {
    name: 'plain-import',
    enforce: 'post',
    apply: 'build',
    load: {
      filter: { id: /^\0vite\/preload-helper\.js$/ },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk') chunk.code = chunk.code.replace(wrapped, '$1');
    },
  };
}

/**
 * What is imported from `core/index.js`, from the files that have it: to import from a door that has all would be to reach
 * all of core, and chunks are made of what is reached.
 */
export function pastTheDoor(): Plugin {
  const door = resolve('src/core/index.ts');
  const lists = /\b(?:im|ex)port \{([^}]*)\} from '([^']*)';/g;
  const namesIn = (list: string): string[] =>
    list.split(',').flatMap((one) => /^\s*(?!type\s)(\w.*?)\s*$/.exec(one)?.[1] ?? []);
  const homes = new Map(
    [...readFileSync(door, 'utf8').matchAll(lists)].flatMap(([, list = '', file = '']) =>
      namesIn(list).map((name): [string, string] => [name, resolve(dirname(door), file)]),
    ),
  );
  return {
    name: 'past-the-door',
    enforce: 'pre',
    apply: 'build',
    transform: {
      filter: { id: /\/src\/.*\.ts$/ },
      handler: (code, id) => ({
        code: code.replace(lists, (line, list: string, file: string) => {
          if (!line.startsWith('import') || resolve(dirname(id), file) !== door.replace(/ts$/, 'js')) return line;
          return namesIn(list)
            .map((name) => {
              const home = homes.get(name.replace(/ as .*/, ''))!;
              return `import { ${name} } from './${relative(dirname(id), home)}';`;
            })
            .join('');
        }),
        map: null,
      }),
    },
  };
}

/** Lit as it is for servers, as far as importing goes: there is neither an HTMLElement nor a document. */
export function litOnServers(): Plugin {
  const changes = [
    ['extends HTMLElement{', 'extends(globalThis.HTMLElement??class{}){'],
    ['l=document,', 'l=globalThis.document??{createTreeWalker(){}},'],
  ] as const;
  return {
    name: 'lit-on-servers',
    transform: {
      filter: { id: /\/(?:reactive-element|lit-html)\/(?:reactive-element|lit-html)\.js$/ },
      handler(code) {
        const [found, instead] = changes.find(([text]) => code.includes(text)) ?? [];
        if (!found) throw new Error('Lit has changed: look at litOnServers again');
        return { code: code.replace(found, instead!), map: null };
      },
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

/** Bytes of a large file in one module: below what bundlers warn of, in base64. */
const PART = 360_000;

/**
 * Folders of public/ and wasm binaries as modules: `/samples?shipped` has each of its files by name, JSON as its value, what is
 * small in base64, what is large in parts that load one by one; `/arrival?each` loads each of its files by itself; `x.wasm?hex`
 * is one file, of two digits a byte: a compressor finds again what a program repeats, and makes a quarter less of it than of base64.
 */
export function shippedFiles(): Plugin {
  const prefix = '\0shipped:';
  return {
    name: 'shipped-files',
    enforce: 'pre',
    resolveId: {
      filter: { id: /\?(?:shipped|each|hex)$|^\0?shipped:/ },
      async handler(id, importer) {
        if (/^\0?shipped:/.test(id)) return id;
        const [file = '', form] = id.split('?');
        if (form === 'shipped') return prefix + file;
        if (form === 'each') return `${prefix}${file}~`;
        const found = await this.resolve(file, importer, { skipSelf: true });
        return found && `${prefix}${found.id}`;
      },
    },
    load: {
      filter: { id: /^\0shipped:/ },
      handler(id) {
        // The second try of a lost module asks for it with a query.
        const [path = '', part] = id.slice(prefix.length).replace(/\?.*$/, '').split('~');
        if (path.endsWith('.wasm')) return `export default '${readFileSync(path, 'hex')}';`;
        if (part === '') return eachModule(path, prefix);
        if (part === 'json') return `export default ${readFileSync(join('public', path), 'utf8')}`;
        if (part === undefined) return folderModule(path, prefix);
        const from = Number(part) * PART;
        return base64Module(apart(readFileSync(join('public', path)).subarray(from, from + PART)));
      },
    },
  };
}

/** The first bytes of all pairs, then the second ones: of numbers in 16 bits, 4 % less when compressed. */
const apart = (bytes: Buffer): Buffer => Buffer.concat([0, 1].map((rest) => bytes.filter((_, at) => at % 2 === rest)));

const base64Module = (bytes: Buffer): string => `export default '${bytes.toString('base64')}';`;

function folderModule(folder: string, prefix: string): string {
  const entries = readdirSync(join('public', folder)).map((name) => {
    const bytes = readFileSync(join('public', folder, name));
    return `${JSON.stringify(name)}: ${valueOf(`${prefix}${folder}/${name}`, bytes)}`;
  });
  return `export default { ${entries.join(', ')} };`;
}

function eachModule(folder: string, prefix: string): string {
  const entries = readdirSync(join('public', folder)).map(
    (name) => `${JSON.stringify(name)}: () => import(${JSON.stringify(`${prefix}${folder}/${name}~json`)})`,
  );
  return `export default { ${entries.join(', ')} };`;
}

function valueOf(id: string, bytes: Buffer): string {
  if (id.endsWith('.json')) return JSON.stringify(JSON.parse(bytes.toString()));
  if (bytes.length <= PART) return `'${bytes.toString('base64')}'`;
  const count = Math.ceil(bytes.length / PART);
  const parts = Array.from({ length: count }, (_, at) => `() => import(${JSON.stringify(`${id}~${at}`)})`);
  return `{ bytes: ${bytes.length}, parts: [${parts.join(', ')}] }`;
}

/**
 * The second try of a lost chunk imports an address that is known only then. Bundlers that build somebody's page are told
 * to leave it alone: webpack would take in every file of the package. The minifier drops such comments, so they come last.
 */
export function leaveLateAddresses(): Plugin {
  return {
    name: 'leave-late-addresses',
    apply: 'build',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk')
          chunk.code = chunk.code.replaceAll('import(`${', 'import(/* webpackIgnore: true *//* @vite-ignore */`${');
    },
  };
}
