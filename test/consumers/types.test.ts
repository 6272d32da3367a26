import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';

const project = inject('project');

/** Packages that a program has beside ours: each test's own, and none of those that ours is made with. */
function give(...names: readonly string[]): void {
  for (const name of names) {
    const place = join(project, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(resolve('node_modules', name), place, 'dir');
  }
}

/** What the compiler says of a program of `programs/`. */
function compile(file: string, options: object): string {
  const compilerOptions = { target: 'es2022', strict: true, noEmit: true, types: [], jsx: 'react-jsx', ...options };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
  const compiler = resolve('node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [compiler, '-p', '.'], { cwd: project, encoding: 'utf8' }).stdout;
}

const bundler = { module: 'esnext', moduleResolution: 'bundler' };
const node = { module: 'nodenext', moduleResolution: 'nodenext' };
const page = ['es2023', 'dom', 'dom.iterable'];

describe('the types of the package, every declaration of it checked', () => {
  beforeAll(() => {
    cpSync('test/consumers/programs', project, { recursive: true });
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  });

  for (const [name, resolution] of Object.entries({ bundler, node })) {
    it(`compile in a program that uses every entry, beside no other package: ${name}`, () => {
      expect(compile('every-entry.ts', { ...resolution, lib: page, skipLibCheck: false })).to.equal('');
    });

    it(`compile in a program that has one element: ${name}`, () => {
      expect(compile('one-element.ts', { ...resolution, lib: page, skipLibCheck: false })).to.equal('');
    });

    it(`compile where there is no DOM: ${name}`, () => {
      expect(compile('without-dom.ts', { ...resolution, lib: ['es2023'], skipLibCheck: false })).to.equal('');
    });
  }

  it('check the tags in React’s JSX', () => {
    give('@types/react', 'csstype');
    expect(compile('react.tsx', { ...bundler, lib: page, skipLibCheck: false })).to.equal('');
  });

  it('compile what README shows', () => {
    for (const language of ['ts', 'tsx']) {
      const [, example = ''] =
        new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(readFileSync('README.md', 'utf8')) ?? [];
      writeFileSync(join(project, `readme.${language}`), example);
      expect(example).to.include("import 'mobilenet-explorer");
      expect(compile(`readme.${language}`, { ...bundler, lib: page, skipLibCheck: false })).to.equal('');
    }
  });

  // The frameworks' own declarations are theirs to check.
  for (const [file, name] of [
    ['preact.tsx', 'preact'],
    ['solid.tsx', 'solid-js'],
    ['vue.ts', 'vue'],
    ['svelte.ts', 'svelte'],
  ] as const)
    it(`check the tags for ${name}`, () => {
      give(name);
      expect(compile(file, { ...bundler, lib: page, skipLibCheck: true })).to.equal('');
    });
});
