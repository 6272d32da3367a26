import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from './host.js';
import { Installation } from './project.js';
import { closeBrowser, expectAll, visit } from './reader.js';

const EXAMPLES = new URL('../../examples/', import.meta.url).pathname;

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const names = readdirSync(EXAMPLES).filter((name) => statSync(join(EXAMPLES, name)).isDirectory());

/** What its build makes, in its folder; the pages that are served from there. */
const made: Readonly<Record<string, { readonly folder: string; readonly pages?: readonly string[] }>> = {
  'plain-html': { folder: '.', pages: ['index.html', 'policy.html', 'dark.html'] },
  next: { folder: 'out' },
};

let installation: Installation;

beforeAll(() => {
  const manifests = names.map(
    (name) => JSON.parse(readFileSync(join(EXAMPLES, name, 'package.json'), 'utf8')) as Manifest,
  );
  const versions = Object.assign({}, ...manifests.flatMap((one) => [one.dependencies, one.devDependencies ?? {}]));
  delete versions['mobilenet-explorer']; // the packed one
  installation = new Installation(versions as Record<string, string>);
});

afterAll(async () => {
  await closeBrowser();
  installation.remove();
});

describe('an example, built from the packed package: drawn, counted, a sample predicted, a channel opened, no complaint', () => {
  it('there are some', () => expect(names.length).to.be.above(5));

  for (const name of names) {
    const { folder, pages = [''] } = made[name] ?? { folder: 'dist' };
    it(name, async () => {
      const project = installation.make(name, {});
      cpSync(join(EXAMPLES, name), project, { recursive: true });
      installation.run(project, ['npm', 'run', 'build', '--silent']);
      const host = await serve(join(project, folder));
      try {
        for (const page of pages) expectAll(await visit(`${host.url}${page}`));
      } finally {
        host.close();
      }
    });
  }
});
