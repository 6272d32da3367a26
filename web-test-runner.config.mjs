import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chromeLauncher } from '@web/test-runner-chrome';
import { createServer } from 'vite';
import { bareImports } from './scripts/bare-imports.mjs';
import { browserArgs, findBrowser } from './scripts/find-browser.mjs';
import { browserTests, groupOf } from './scripts/test-files.mjs';
import { losing } from './scripts/losing.mjs';
import { devtools } from './scripts/devtools.mjs';
import { watchRequests } from './scripts/watch-requests.mjs';

/** Ends what hangs. How long a test takes is the machine's affair. */
const LIMIT_MS = 600_000;

/** Whether sources may change while it runs. */
const stays = ['--watch', '--manual'].some((flag) => process.argv.includes(flag));

/**
 * Serves everything but the runner's own files through Vite, so that tests load exactly what dev and build load:
 * the same decorators, `?url` and `?worker` imports, and one pre-bundled file per CommonJS dependency of tfjs.
 */
function vite() {
  const include = bareImports('src', 'test');
  // Another set of packages is another bundle: each has its folder, so that runs in parallel leave each other's alone.
  const hash = createHash('sha256').update(include.join()).digest('hex').slice(0, 8);
  /** @type {ReturnType<typeof createServer> | undefined} */
  let starting;
  const server = () =>
    (starting ??= createServer({
      mode: 'test',
      appType: 'mpa',
      cacheDir: `node_modules/.cache/vite-test/${hash}`,
      logLevel: 'warn',
      server: { middlewareMode: true, hmr: false, ws: false, watch: stays ? {} : null },
      optimizeDeps: { noDiscovery: true, include, exclude: ['@web/test-runner-commands'] },
      plugins: [
        {
          name: 'runner-socket',
          enforce: 'pre',
          resolveId: (id) =>
            id.endsWith('/__web-dev-server__web-socket.js')
              ? { id: '/__web-dev-server__web-socket.js', external: true }
              : null,
        },
      ],
    }));

  /** @param {string} path */
  const own = (path) =>
    path === '/' || path.startsWith('/__w') || path.startsWith('/node_modules/@web/test-runner-mocha/');

  return {
    /** @type {NonNullable<import('@web/test-runner').TestRunnerConfig['middleware']>[number]} */
    middleware: async (ctx, next) => {
      if (own(ctx.path)) return next();
      const { middlewares } = await server();
      ctx.respond = false;
      ctx.res.statusCode = 200;
      await /** @type {Promise<void>} */ (
        new Promise((resolve, reject) => {
          ctx.res.once('close', resolve);
          middlewares(ctx.req, ctx.res, (/** @type {unknown} */ error) => {
            if (error) return reject(error);
            ctx.res.statusCode = 404;
            ctx.res.end();
          });
        })
      );
    },
    plugin: { name: 'vite', serverStop: async () => (await starting)?.close() },
  };
}

/** A group for each folder of test/ that has tests for a browser. */
function groups() {
  const names = [...new Set(browserTests.map(groupOf))];
  return names.map((name) => ({ name, files: browserTests.filter((file) => groupOf(file) === name) }));
}

const { middleware, plugin } = vite();
const browser = await findBrowser();
const fileIsNamed = process.argv.some((argument) => existsSync(argument) && argument.endsWith('.test.ts'));

/** @type {import('@web/test-runner').TestRunnerConfig} */
const config = {
  groups: fileIsNamed ? [] : groups(),
  concurrency: 2,
  browserStartTimeout: LIMIT_MS,
  testsStartTimeout: LIMIT_MS, // the first page waits for Vite to bundle tfjs
  testsFinishTimeout: 3 * LIMIT_MS,
  testFramework: { config: { timeout: LIMIT_MS } },
  middleware: [losing, middleware],
  plugins: [plugin, watchRequests(), devtools()],
  filterBrowserLogs: ({ args }) =>
    !args.some((text) => typeof text === 'string' && text.startsWith('Lit is in dev mode')),
  coverageConfig: { include: ['src/**/*.ts'] },
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath: browser.path,
        args: [...browserArgs, '--disable-back-forward-cache'], // or each file's page would live on behind the next
        timeout: LIMIT_MS,
        protocolTimeout: 3 * LIMIT_MS,
      },
      // A window each: a page in a hidden tab gets no frames and is never in view.
      createPage: async ({ browser }) => {
        const page = await (await browser.createBrowserContext()).newPage();
        page.setDefaultTimeout(LIMIT_MS);
        return page;
      },
    }),
  ],
};

export default config;
