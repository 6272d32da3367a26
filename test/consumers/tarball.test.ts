import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';

const place = join(inject('project'), 'node_modules', 'mobilenet-explorer');
const files = readdirSync(place, { recursive: true, encoding: 'utf8' });
const text = (file: string): string => readFileSync(join(place, file), 'utf8');

type Target = string | null | { readonly [condition: string]: Target };

const targetsIn = (target: Target): readonly string[] =>
  typeof target === 'string' ? [target] : Object.values(target ?? {}).flatMap(targetsIn);

describe('the tarball', () => {
  it('has every file that package.json names', () => {
    const manifest = JSON.parse(text('package.json')) as Record<string, Target>;
    const { exports, main, unpkg, jsdelivr, customElements } = manifest;
    const named = [exports, main, unpkg, jsdelivr, customElements].flatMap((target) => targetsIn(target ?? null));
    expect(named.length).to.be.above(10);
    expect(named.filter((file) => !file.includes('*') && !existsSync(join(place, file)))).to.deep.equal([]);
  });

  for (const page of ['README.md', 'ELEMENTS.md', 'CHANGELOG.md', 'CONTRIBUTING.md'])
    it(`has what ${page} links to`, () => {
      const links = [...text(page).matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, link = '']) => link);
      expect(links.filter((link) => !existsSync(join(place, link)))).to.deep.equal([]);
    });

  it('has no source maps, and names none', () => {
    const scripts = files.filter((file) => file.endsWith('.js'));
    expect(files.filter((file) => file.endsWith('.map'))).to.deep.equal([]);
    expect(scripts.filter((file) => /^\/\/# sourceMappingURL/m.test(text(file)))).to.deep.equal([]);
  });

  it('has each part of the weights and each wasm binary once', () => {
    const starts = files
      .filter((file) => file.endsWith('.js'))
      .map((file) => text(file))
      .filter((script) => /[\w+/]{100000}/.test(script))
      .map((script) => /[\w+/]{100000}/.exec(script)![0]);
    expect(starts.length).to.be.above(15);
    expect(new Set(starts).size).to.equal(starts.length);
  });

  it('depends on nothing, since what it imports is in it', () => {
    expect(JSON.parse(text('package.json'))).to.not.have.property('dependencies');
    const bare = files
      .filter((file) => file.endsWith('.js'))
      .flatMap((file) =>
        [...text(file).matchAll(/\b(?:from|import)\s*\(?["'`]([@\w][^"'`$]*)["'`]/g)].map(([all]) => `${file}: ${all}`),
      )
      .filter((line) => !line.includes('worker-piece'))
      .filter((line) => !/^dist\/command\.js: .*"node:/.test(line)); // runs at a terminal
    expect(bare).to.deep.equal([]);
  });
});
