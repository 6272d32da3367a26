import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { serve, type Host } from './host.js';
import { closeBrowser, expectAll, HEAD, TAGS, visit, type Visit } from './reader.js';

const dist = join(inject('project'), 'node_modules', 'mobilenet-explorer', 'dist');

let folder: string;
/** Where the package is, for pages of any origin. */
let packages: Host;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mobilenet-pages-'));
  packages = await serve(dist, { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
});

afterAll(async () => {
  packages.close();
  await closeBrowser();
  rmSync(folder, { recursive: true });
});

const pageWith = (scripts: readonly string[]): string => {
  const tags = scripts.map((src) => `<script type="module" crossorigin src="${src}"></script>`);
  return `${HEAD}${tags.join('')}${TAGS}</html>`;
};

/** Opens a page of an origin of its own, under a policy. */
async function visitUnder(policy: string, ...scripts: readonly string[]): Promise<Visit> {
  writeFileSync(join(folder, 'index.html'), pageWith(scripts));
  const host = await serve(folder, policy ? { 'content-security-policy': policy } : {});
  return visit(host.url).finally(() => host.close());
}

/** Of a page that tfjs may use threads in. */
const isolated = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/** README's, and that nothing else is needed; the page's own icon is `data:`. */
const strict = (host: string): string =>
  `default-src 'none'; script-src ${host} 'wasm-unsafe-eval'; connect-src ${host}; img-src ${host} blob: data:; worker-src ${host} blob:`;

describe('the script tag', () => {
  it('from another origin: everything, in a worker', async () => {
    expectAll(await visitUnder('', `${packages.url}index.js`));
  });

  it('from another origin, under the policy that README names', async () => {
    expectAll(await visitUnder(strict(packages.url), `${packages.url}index.js`));
  });

  it('where types have to be trusted: by policies of two names', async () => {
    const policy = "require-trusted-types-for 'script'; trusted-types lit-html mobilenet-explorer";
    expectAll(await visitUnder(policy, `${packages.url}index.js`));
  });

  it('by a nonce, with strict-dynamic, where no worker may import: in the page', async () => {
    writeFileSync(
      join(folder, 'index.html'),
      pageWith([`${packages.url}index.js`]).replaceAll('<script ', '<script nonce="once" '),
    );
    const policy = "script-src 'nonce-once' 'strict-dynamic' 'wasm-unsafe-eval'; worker-src blob:";
    const host = await serve(folder, { 'content-security-policy': policy });
    const { prediction, inWorker } = await visit(host.url).finally(() => host.close());
    expect(prediction).to.include('frog');
    expect(inWorker).to.equal(false);
  });

  it('in a sandbox without an origin', async () => {
    const { complaints, prediction } = await visitUnder('sandbox allow-scripts', `${packages.url}index.js`);
    expect(complaints).to.deep.equal([]);
    expect(prediction).to.include('frog');
  });

  it('where workers are forbidden: in the page', async () => {
    const { prediction, inWorker } = await visitUnder("worker-src 'none'", `${packages.url}index.js`);
    expect(prediction).to.include('frog');
    expect(inWorker).to.equal(false);
  });

  it('where WebAssembly is forbidden: on cpu', async () => {
    const { prediction, backend } = await visitUnder(`script-src ${packages.url}`, `${packages.url}index.js`);
    expect(prediction).to.include('frog');
    expect(backend).to.equal('cpu');
  });

  it('of the page’s own origin, under a policy without blobs for workers', async () => {
    writeFileSync(join(dist, 'page.html'), pageWith(['./index.js']));
    const policy = strict("'self'").replace("worker-src 'self' blob:", "worker-src 'self'");
    const host = await serve(dist, { 'content-security-policy': policy });
    expectAll(await visit(`${host.url}page.html`).finally(() => host.close()));
  });
});

describe('the modules, by their addresses', () => {
  it('under the policy that README names', async () => {
    expectAll(await visitUnder(strict(packages.url), `${packages.url}elements.js`));
  });

  it('on an isolated page, with threads', async () => {
    writeFileSync(join(folder, 'index.html'), pageWith([`${packages.url}elements.js`]));
    const host = await serve(folder, isolated);
    const { complaints, prediction, inWorker, backend } = await visit(host.url).finally(() => host.close());
    expect(complaints).to.deep.equal([]);
    expect(prediction).to.include('frog');
    expect({ inWorker, backend }).to.deep.equal({ inWorker: true, backend: 'wasm' });
  });

  it('where the worker lacks a piece: another one that has all', async () => {
    const pretends = 'data:text/javascript,globalThis.SharedArrayBuffer ??= class {};'; // so another binary is sent
    expectAll(await visitUnder('', pretends, `${packages.url}elements.js`));
  });

  it('one by one: they share state, engine and worker', async () => {
    const tags = ['model', 'graph', 'image', 'activations', 'value'].map(
      (tag) => `${packages.url}elements/net-${tag}.js`,
    );
    expectAll(await visitUnder('', ...tags));
  });

  it('with an engine of the page’s own: it is in the same worker', async () => {
    const own = `import { openEngine } from '${packages.url}runtime.js'; globalThis.openEngine = openEngine;`;
    const address = `data:text/javascript,${encodeURIComponent(own)}`;
    expectAll(await visitUnder('', `${packages.url}elements.js`, address));
  });
});
