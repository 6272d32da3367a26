import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import type { Declaration, Item, Manifest } from '../../scripts/manifest/public.mjs';

const place = join(inject('project'), 'node_modules', 'mobilenet-explorer');
const read = <Data>(file: string) => JSON.parse(readFileSync(join(place, file), 'utf8')) as Data;

const { modules } = read<Manifest>('dist/custom-elements.json');
const declarations = modules.flatMap((module) => module.declarations);
const base = declarations.find(({ name }) => name === 'NetElement')!;
const elements = declarations.filter(({ tagName }) => tagName);

const namesIn = (items: readonly Item[] = []): readonly string[] => items.map(({ name }) => name);
const listed = (one: Declaration, list: 'attributes' | 'cssParts' | 'cssProperties'): ReadonlySet<string> =>
  new Set([...namesIn(base[list]), ...namesIn(one[list])]);

/** What the style sheets and templates in the folder of a tag say, text by text. */
const sourcesOf = (folder: string): readonly string[] =>
  readdirSync(`src/elements/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(`src/elements/${folder}/${name}`, 'utf8'));
const found = (folder: string, form: RegExp): readonly string[] =>
  sourcesOf(folder).flatMap((text) => [...text.matchAll(form)].map(([, name = '']) => name));

describe('custom-elements.json', () => {
  it('knows every tag that the package has a file for', () => {
    const files = readdirSync(join(place, 'dist/elements')).filter((name) => name.endsWith('.js'));
    expect(elements.map(({ tagName }) => `${tagName}.js`).sort()).to.deep.equal(files.sort());
  });

  it('names no path that is not in the package', () => {
    const paths = modules.map(({ path }) => path);
    const named = JSON.stringify(modules).match(/"module":"[^"]*"/g) ?? [];
    const all = new Set([...paths, ...named.map((pair) => (JSON.parse(`{${pair}}`) as { module: string }).module)]);
    expect(all).to.include('dist/elements/net-graph.js');
    expect([...all].filter((path) => !existsSync(join(place, path)))).to.deep.equal([]);
  });

  it('tells nothing private, and no expression of ours', () => {
    const members = declarations.flatMap((one) => one.members ?? []);
    expect(members.filter((one) => 'privacy' in one || one.name === 'state')).to.deep.equal([]);
    expect(members.filter(({ default: value = '' }) => /=>|\bnew |^[A-Z_]+$/.test(value))).to.deep.equal([]);
  });

  it('says what everything in it is for', () => {
    const silent = declarations.flatMap(
      ({ name, attributes = [], members = [], events = [], cssParts = [], cssProperties = [] }) =>
        [...attributes, ...members, ...events, ...cssParts, ...cssProperties]
          .filter(({ description }) => !description)
          .map((item) => `${name}: ${item.name}`),
    );
    expect(silent).to.deep.equal([]);
  });

  it('gives every event its class, which the front door exports', () => {
    const { exports } = read<{ exports: { '.': { import?: string; default?: string } } }>('package.json');
    const front = exports['.'].default ?? exports['.'].import;
    const exported = modules.find(({ path }) => `./${path}` === front)!.exports.map(({ name }) => name);
    const types = declarations.flatMap(({ events = [] }) => events.map(({ type }) => type?.text));
    expect(exported).to.include.members(types);
  });

  it('lists each option’s values', () => {
    const typeOf = (name: string) => base.attributes!.find((one) => one.name === name)?.type?.text;
    expect(typeOf('detail')).to.equal("'stages' | 'blocks' | 'layers'");
    expect(typeOf('depth')).to.equal("'18' | '34' | '50' | '101' | '152'");
    expect(typeOf('width')).to.equal('number');
    expect(typeOf('preset')).to.include("'torchvision'");
  });

  for (const element of elements) {
    const tag = element.tagName!;
    it(`<${tag}>: lists every part of the template and every property that a page may set`, () => {
      const parts = found(tag, /\bpart="([\w-]+)"/g).filter((part) => !listed(element, 'cssParts').has(part));
      const read = found(tag, /var\((--net-[\w-]+)/g).filter((name) => !listed(element, 'cssProperties').has(name));
      expect([parts, read]).to.deep.equal([[], []]);
    });
  }

  it('lists every property that all elements read', () => {
    const read = found('shared', /var\((--net-[\w]+[\w-]*)/g);
    expect(read).to.include('--net-font');
    expect(read.filter((name) => !listed(base, 'cssProperties').has(name))).to.deep.equal([]);
    expect(namesIn(base.cssProperties)).to.include.members(['--net-ink', '--net-kind-depthwise']);
  });
});

describe('package.json', () => {
  it('opens one and the same front door for every framework', () => {
    const { exports } = read<{ exports: Record<string, { import?: string; default?: string }> }>('package.json');
    const files = ['.', './react', './preact', './solid', './vue', './svelte'].map(
      (entry) => exports[entry]?.default ?? exports[entry]?.import,
    );
    expect(new Set(files).size).to.equal(1);
    expect(files[0]).to.match(/^\.\/dist\//);
  });
});

describe('what editors read', () => {
  interface Tag {
    readonly name: string;
    readonly attributes: readonly { readonly name: string; readonly values?: readonly { readonly name: string }[] }[];
  }

  it('offers VS Code every tag with every attribute, and the words that it takes', () => {
    const { tags } = read<{ tags: readonly Tag[] }>('dist/vscode.html-custom-data.json');
    expect(tags.map(({ name }) => name)).to.deep.equal(elements.map(({ tagName }) => tagName));
    const graph = tags.find(({ name }) => name === 'net-graph')!;
    const wordsFor = (attribute: string) =>
      graph.attributes.find(({ name }) => name === attribute)?.values?.map(({ name }) => name);
    expect(wordsFor('orientation')).to.deep.equal(['auto', 'horizontal', 'vertical']);
    expect(wordsFor('unit-expansion')).to.deep.equal(['true', 'false']);
    expect(wordsFor('no-caption')).to.equal(undefined);
  });

  it('offers JetBrains the same, at the place that package.json names', () => {
    const about = read<{ 'web-types': string; version: string }>('package.json');
    const types = read<{ version: string; contributions: { html: { elements: readonly Tag[] } } }>(about['web-types']);
    expect(types.version).to.equal(about.version);
    const tags = types.contributions.html.elements;
    const graph = tags.find(({ name }) => name === 'net-graph')!;
    expect(tags.map(({ name }) => name)).to.deep.equal(elements.map(({ tagName }) => tagName));
    expect(graph.attributes.map(({ name }) => name)).to.include.members(['orientation', 'detail', 'width']);
  });
});
