import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { serve } from './host.js';
import { Installation } from './project.js';
import { closeBrowser, expectAll, HEAD, TAGS, visit } from './reader.js';

let installation: Installation;

beforeAll(() => {
  installation = new Installation({ next: '15.5.29', react: '19.3.1', 'react-dom': '19.3.1', astro: '5.9.4' });
});

afterAll(async () => {
  await closeBrowser();
  installation.remove();
});

/** Builds a site whose pages are rendered on a server first, and reads it. */
async function expectSite(project: string, command: readonly string[], serves: string): Promise<void> {
  installation.run(project, command);
  const host = await serve(join(project, serves));
  expectAll(await visit(host.url).finally(() => host.close()));
}

describe('the package in a framework that renders on a server', () => {
  it('Next', async () => {
    const project = installation.make('next', {
      'next.config.mjs': "export default { output: 'export' };\n",
      'app/layout.js': `export default ({ children }) => (
        <html lang="en"><head><link rel="icon" href="data:," /></head><body>{children}</body></html>
      );\n`,
      'app/page.js': `'use client';\nimport 'mobilenet-explorer';\nexport default () => (<>${TAGS}</>);\n`,
    });
    await expectSite(project, ['next', 'build'], 'out');
  });

  it('Astro', async () => {
    const project = installation.make('astro', {
      'src/pages/index.astro': `---
import 'mobilenet-explorer';
import { buildNetwork } from 'mobilenet-explorer/core';
const { title } = buildNetwork('mobilenet-v2');
---
${HEAD}<body><h1>{title}</h1>${TAGS}<script>import 'mobilenet-explorer';</script></body></html>\n`,
    });
    await expectSite(project, ['astro', 'build'], 'dist');
  });
});
