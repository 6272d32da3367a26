import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { serve } from './host.js';
import { Installation } from './project.js';
import { closeBrowser, expectAll, HEAD, TAGS, visit } from './reader.js';

interface Bundler {
  readonly name: string;
  readonly command: readonly string[];
  /** Where the page finds what was made, as its script; absent where the bundler reads the page itself. */
  readonly script?: string;
  /** What is served, from the project's folder. */
  readonly serves: string;
}

/** Each as its own documentation has it at its simplest; no loader, no rule for files, nothing of ours. */
const bundlers: readonly Bundler[] = [
  { name: 'vite', command: ['vite', 'build'], serves: 'dist' },
  {
    name: 'webpack',
    command: ['webpack', '--mode', 'production', '--entry', './main.js'],
    script: 'dist/main.js',
    serves: '.',
  },
  {
    name: 'esbuild',
    command: ['esbuild', 'main.js', '--bundle', '--format=esm', '--splitting', '--outdir=dist', '--log-level=warning'],
    script: 'dist/main.js',
    serves: '.',
  },
  {
    name: 'rollup',
    command: ['rollup', 'main.js', '--dir', 'dist', '--plugin', 'node-resolve', '--silent'],
    script: 'dist/main.js',
    serves: '.',
  },
  { name: 'parcel', command: ['parcel', 'build', 'index.html'], serves: 'dist' },
];

let installation: Installation;

beforeAll(() => {
  installation = new Installation({
    vite: '8.3.8',
    webpack: '5.113.0',
    'webpack-cli': '7.3.1',
    esbuild: '0.28.2',
    rollup: '4.67.4',
    '@rollup/plugin-node-resolve': '16.0.3',
    parcel: '2.16.4',
  });
});

afterAll(async () => {
  await closeBrowser();
  installation.remove();
});

function makeProject(name: string, script = 'main.js'): string {
  return installation.make(name, {
    'main.js': "import 'mobilenet-explorer';\n",
    'index.html': `${HEAD}<script type="module" src="./${script}"></script>${TAGS}</html>`,
  });
}

describe('the package in a bundler’s simplest set-up: drawn, a sample predicted, a channel opened, no complaint', () => {
  for (const { name, command, script, serves } of bundlers)
    it(name, async () => {
      const project = makeProject(name, script);
      installation.run(project, command);
      const host = await serve(join(project, serves));
      expectAll(await visit(host.url).finally(() => host.close()));
    });

  it('vite’s development server', async () => {
    const project = makeProject('vite-server');
    const env = { ...process.env, NO_COLOR: '1' };
    const server = spawn(installation.tool('vite'), [], { cwd: project, env, stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      expectAll(await visit(await addressIn(server.stdout)));
    } finally {
      server.kill();
    }
  });
});

/** The address that a server prints once it answers. */
function addressIn(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    output.on('data', (part) => {
      const [address] = /http:\/\/localhost:\d+\//.exec((text += String(part))) ?? [];
      if (address) resolve(address);
    });
  });
}
