import { describe, expect, it } from 'vitest';
import { importsIn } from '../scripts/imports.mjs';

/** The part of a room that a page loads with the elements: promises of what comes later. */
const pageSide = [
  'runtime/index.ts',
  'runtime/text-bytes.ts',
  'runtime/client.ts',
  'runtime/late-chunk.ts',
  'runtime/protocol.ts',
  'training/index.ts',
];

/**
 * Which way the doors open: who may import what. A name ending in `/` or `-` opens everything that begins with it;
 * so `/` opens public/. A room's own files are named like any other room's. The first row that fits a file speaks for it.
 */
const doors: readonly { from: string; may: readonly string[] }[] = [
  { from: 'core/', may: ['core/'] },
  { from: 'formats/', may: ['formats/', 'core/', 'pbf', 'flatbuffers', 'fflate'] },
  { from: 'words/', may: ['words/', 'core/', 'd3-array'] },
  { from: 'figures/', may: ['figures/', 'core/', 'words/', 'd3-'] },
  {
    from: 'command/',
    may: ['command/', 'core/', 'formats/', 'words/', 'figures/', 'node:fs', 'node:path', 'node:process', 'node:util'],
  },
  { from: 'runtime/', may: ['runtime/', 'core/', 'formats/', '@tensorflow/'] },
  { from: 'training/', may: ['training/', 'core/', 'formats/', 'runtime/', '@tensorflow/'] },
  { from: 'explorer/', may: ['explorer/', 'core/', 'formats/', 'words/', ...pageSide, 'd3-dsv', '/'] },
  {
    from: 'elements/',
    may: ['elements/', 'core/', 'words/', 'figures/', 'explorer/', ...pageSide, 'lit', 'lit/', '@lit/', 'd3-', '/'],
  },
  { from: 'index.ts', may: ['elements/', 'core/', ...pageSide] },
  { from: 'core.ts', may: ['core/'] },
];

/** What a page loads before a reader asks for a run must not reach these, other than by `import()`. */
const lateDoors = {
  from: ['index.ts', 'elements/', 'explorer/', 'figures/', 'words/', 'formats/', 'core/', ...pageSide],
  never: '@tensorflow/',
};

/** `to` is a path below src/ for our own files, else the package's name as written. */
type Import = ReturnType<typeof importsOf>[number];

const sources = Object.entries(
  import.meta.glob<string>('../src/**/*.ts', { query: '?raw', eager: true, import: 'default' }),
)
  .filter(([path]) => !path.endsWith('.d.ts'))
  .map(([path, text]): [string, string] => [path.replace('../src/', ''), text]);
const files = new Set(sources.map(([file]) => file));
const imports = sources.flatMap(([file, text]) => importsOf(file, text));

describe('rooms', () => {
  it('has a row for every file of src', () => {
    expect([...files].filter((file) => !rowOf(file))).to.deep.equal([]);
  });

  it('finds the imports that it is to judge', () => {
    const text = [
      "import './a.js';",
      'import { b,',
      "  type C } from 'lit'; // import './commented'",
      "export * from '../core/index.js';",
      "/** @see import('x') */ import type { D } from './d.js';",
      "const e = await import('./e.js'); import f from './f.ts?worker&url';",
    ].join('\n');
    expect(importsOf('elements/net-a.ts', text).map(({ line, to, when }) => `${line} ${to} ${when}`)).to.deep.equal([
      '1 elements/a.ts now',
      '2 lit now',
      '4 core/index.ts now',
      '5 elements/d.ts never',
      '6 elements/e.ts later',
      '6 elements/f.ts later',
    ]);
  });

  it('opens doors one way only', () => {
    const wrong = imports.filter(({ file, to }) => !rowOf(file)?.may.some((name) => opens(name, to)));
    expect(wrong.map(({ file, line, to }) => `src/${file}:${line} may not import ${to}`)).to.deep.equal([]);
  });

  it('finds every file that is imported', () => {
    const lost = imports.filter(({ to }) => isOurs(to) && !files.has(to));
    expect(lost.map(({ file, line, to }) => `src/${file}:${line} imports src/${to}, which is not there`)).to.deep.equal(
      [],
    );
  });

  it('keeps the room’s own index.ts for others', () => {
    const wrong = imports.filter(({ file, to }) => to === `${file.split('/')[0]}/index.ts`);
    expect(wrong.map(({ file, line }) => `src/${file}:${line} imports its own room’s index.ts`)).to.deep.equal([]);
  });

  it('loads tfjs only when a reader asks for a run', () => {
    const starts = [...files].filter((file) => lateDoors.from.some((name) => opens(name, file)));
    const wrong = [...reached(starts)].filter(({ to }) => opens(lateDoors.never, to));
    expect(wrong.map(({ file, line, to }) => `src/${file}:${line} imports ${to} too early`)).to.deep.equal([]);
  });

  it('loads a family other than MobileNetV2 only when a reader asks for it', () => {
    const start = new Set([...reached(['index.ts'])].map(({ to }) => to).filter((to) => files.has(to)));
    const complete = /import \{[^}]*\b(?:networks|families|familyOf|buildNetwork)\b[^}]*\} from '[./]*core\/index\.js'/;
    // Core's own index.ts has them all, and the build leaves out of it what nobody uses.
    const early = sources.filter(([file, text]) => start.has(file) && file !== 'core/index.ts' && takesAll(file, text));
    expect(early.map(([file]) => `src/${file} takes the register of all families`)).to.deep.equal([]);

    function takesAll(file: string, text: string): boolean {
      return (
        complete.test(text) ||
        importsOf(file, text).some(({ to, when }) => to === 'core/networks/index.ts' && when === 'now')
      );
    }
  });

  it('loads chunks by lateChunk alone, which tries again and says what could not be had', () => {
    const all = /(?:=>|\breturn|\bawait|\bvoid|[=(,])\s*import\(\s*['"]/g;
    const late = /\blateChunk\(\s*'[^']+',\s*\(\) =>\s*import\(\s*'/g;
    const types = /^(?:export )?type .*$/gm;
    const countOf = (text: string, form: RegExp): number => (text.replace(types, '').match(form) ?? []).length;
    // A register loads families again by itself.
    const others = sources.filter(([file]) => file !== 'explorer/families.ts');
    const wrong = others.filter(([, text]) => countOf(text, all) !== countOf(text, late));
    expect(wrong.map(([file]) => `src/${file} has an import() outside of lateChunk`)).to.deep.equal([]);
  });

  it('has whatever comes late as a module: an address is lost in a bundler', () => {
    const lost = imports.filter(({ to }) => /\?/.test(to) && !/\?(?:shipped|each|hex|worker&url)$/.test(to));
    expect(lost.map(({ file, to }) => `src/${file} imports ${to}`)).to.deep.equal([]);
  });

  it('has no import cycle, of types neither', () => {
    const loops = [...files].filter((file) => [...reached([file], ['now', 'never'])].some(({ to }) => to === file));
    expect(loops.map((file) => `src/${file} imports itself in the end`)).to.deep.equal([]);
  });

  it('leaves the pages to public tags and one script', () => {
    const pages = Object.values(
      import.meta.glob<string>(['../index.html', '../pages/*.html', '../scripts/site.ts'], {
        query: '?raw',
        eager: true,
        import: 'default',
      }),
    );
    const scripts = pages.flatMap((page) => [...page.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/g)]);
    expect(scripts.length).to.equal(1); // in the head that all pages share
    for (const [whole, attributes, text] of scripts) {
      expect(attributes, whole).to.match(/\bsrc="(\.\/|\/)?src\/index\.ts"/);
      expect(text?.trim(), whole).to.equal('');
    }
  });
});

/** Everything loaded together with these files; with `never`, every type that they stand on too. */
function reached(starts: readonly string[], when: readonly Import['when'][] = ['now']): Set<Import> {
  const found = new Set<Import>();
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const one of imports) {
      if (one.file !== file || !when.includes(one.when)) continue;
      found.add(one);
      visit(one.to);
    }
  };
  starts.forEach(visit);
  return found;
}

function rowOf(file: string): (typeof doors)[number] | undefined {
  return doors.find(({ from }) => opens(from, file));
}

function opens(name: string, to: string): boolean {
  return /[/-]$/.test(name) ? to.startsWith(name) : to === name;
}

function isOurs(to: string): boolean {
  return doors.some(({ from }) => opens(from, to));
}

function importsOf(file: string, text: string) {
  return importsIn(text).map(({ name, line, when }) => ({ file, line, to: resolve(file, name), when }));
}

/** `./op.js` seen from `core/network.ts` is `core/op.ts`. */
function resolve(file: string, name: string): string {
  if (!name.startsWith('.')) return name;
  const path = new URL(name, `http://src/${file}`).pathname.slice(1);
  return path.replace(/\.js$/, '.ts');
}
