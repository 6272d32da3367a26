import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';

const project = inject('project');
const place = join(project, 'node_modules', 'mobilenet-explorer');

/** Every entry with a file to run, tags one by one. */
function entries(): readonly string[] {
  const { exports } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as {
    exports: Record<string, { readonly default?: string } | string>;
  };
  const tags = readdirSync(join(place, 'dist/elements')).filter((name) => name.endsWith('.js'));
  return Object.entries(exports)
    .filter(([, files]) => typeof files === 'object' && files.default)
    .flatMap(([entry]) => (entry.includes('*') ? tags.map((tag) => entry.replace('*.js', tag)) : [entry]))
    .map((entry) => entry.replace('.', 'mobilenet-explorer'));
}

const node = (code: string): string =>
  execFileSync(process.execPath, ['--no-warnings', '-e', code], { cwd: project, encoding: 'utf8' }).trim();

describe('on a server', () => {
  it('finds the entries that it is to judge', () => {
    expect(entries()).to.include.members(['mobilenet-explorer', 'mobilenet-explorer/elements/net-graph.js']);
  });

  for (const entry of entries())
    it(`${entry}: import and require are harmless`, () => {
      const print = `process.stdout.write([Object.keys(module).length > 0, typeof globalThis.document, typeof globalThis.HTMLElement].join(' '))`;
      expect(node(`import('${entry}').then((module) => ${print})`)).to.equal('true undefined undefined');
      expect(node(`const module = require('${entry}'); ${print}`)).to.equal('true undefined undefined');
    });

  it('openEngine says in a sentence what it needs', () => {
    const said = node(
      `import('mobilenet-explorer/runtime').then(({ openEngine }) => openEngine()).catch(({ code, message }) => console.log(code + ': ' + message))`,
    );
    expect(said).to.match(/^no-browser: openEngine: expected a page in a browser/);
  });

  it('counts a network', () => {
    const said = node(
      `const { buildNetwork, countParameters } = require('mobilenet-explorer/core');
      console.log(countParameters(buildNetwork('mobilenet-v2', { width: 0.75, resolution: 192 }), 'torchvision'))`,
    );
    expect(said).to.equal('2636424');
  });
});

describe('at a terminal', () => {
  const { bin } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as { bin: Record<string, string> };
  const command = join(place, bin['mobilenet-explorer']!);

  it('prints a table', () => {
    const text = execFileSync(process.execPath, [command, 'summary', 'mobilenet-v2', '--format', 'csv'], {
      encoding: 'utf8',
    });
    expect(text).to.include('# Counted as torchvision: 3504872 parameters, 300774272 MACs for one image.');
  });

  it('says what is wrong on stderr, and ends with 2', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'summary', 'mobilnet'], {
      encoding: 'utf8',
    });
    expect([status, stdout]).to.deep.equal([2, '']);
    expect(stderr).to.match(/^mobilenet-explorer: expected a network \(mobilenet-v2, .*got mobilnet\n$/);
  });
});
