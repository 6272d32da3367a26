// `npm run screenshots [-- folder] [--built]`: the article and an embedded explorer as a reader sees them, to be looked at.
// From the sources, or with --built from dist/ and dist-site/. It also says what the page complained about.
import { mkdirSync } from 'node:fs';
import { createServer as createHost } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from 'puppeteer-core';
import { createServer, preview } from 'vite';
import { browserArgs, findBrowser } from './find-browser.mjs';

const { values, positionals } = parseArgs({ options: { built: { type: 'boolean' } }, allowPositionals: true });
const folder = positionals[0] ?? 'node_modules/.cache/screenshots';
mkdirSync(folder, { recursive: true });

const site = values.built ? await built('dist-site') : await fromSources();
const script = values.built ? new URL('index.js', (await built('dist')).url) : new URL('src/index.ts', site.url);
const host = await embedding(script.href);

const shots = [
  { name: 'desktop-1280', url: site.url, width: 1280, height: 800 },
  { name: 'desktop-1280-full', url: site.url, width: 1280, height: 800, full: true },
  { name: 'phone-390', url: site.url, width: 390, height: 844, phone: true },
  { name: 'phone-390-full', url: site.url, width: 390, height: 844, phone: true, full: true },
  { name: 'dark-1280', url: site.url, width: 1280, height: 800, scheme: 'dark' },
  { name: 'dark-1280-full', url: site.url, width: 1280, height: 800, scheme: 'dark', full: true },
  { name: 'embedded-1280', url: host.url, width: 1280, height: 800, full: true },
  { name: 'embedded-390', url: host.url, width: 390, height: 844, phone: true, full: true },
];

const { path } = await findBrowser();
const browser = await launch({ executablePath: path, args: browserArgs, headless: true });
try {
  for (const shot of shots) await take(shot);
} finally {
  await browser.close();
  await Promise.all([site.close(), host.close()]);
}
process.exit(0); // the preview servers of --built keep their sockets

/** @param {{name: string, url: string, width: number, height: number, phone?: boolean, scheme?: string, full?: boolean}} shot */
async function take({ name, url, width, height, phone = false, scheme = 'light', full = false }) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on('console', (message) => {
    const text = message.text();
    if (['error', 'warn'].includes(message.type()) && !text.startsWith('Lit is in dev mode')) complaints.push(text);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => complaints.push(`no answer from ${request.url()}`));
  await page.setViewport({ width, height, deviceScaleFactor: phone ? 2 : 1, isMobile: phone, hasTouch: phone });
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await page.goto(url, { waitUntil: 'networkidle0', timeout: 120_000 });
  const spill = await page.evaluate(settled);
  if (spill > 0) complaints.push(`the page is ${spill} px wider than its window`);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: full });
  await page.close();
  console.log([join(folder, `${name}.png`), ...complaints].join('\n  '));
}

/** In the page: waits until every element has drawn, and tells how far the page is too wide. */
async function settled() {
  const tags = new Set([...document.querySelectorAll(':not(:defined)')].map((element) => element.localName));
  await Promise.race([
    Promise.all([...tags].map((tag) => customElements.whenDefined(tag))),
    new Promise((resolve) => setTimeout(resolve, 5000)),
  ]);
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  return document.documentElement.scrollWidth - window.innerWidth;
}

async function fromSources() {
  const server = await createServer({ logLevel: 'error', server: { port: 0, hmr: false, watch: null } });
  await server.listen();
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}

/** @param {string} outDir */
async function built(outDir) {
  const server = await preview({ logLevel: 'error', build: { outDir }, preview: { port: 0 } });
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}

/** Somebody else's page, on another origin: one script tag and one tag. @param {string} address */
async function embedding(address) {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>A post</title><style>body { font: 18px/1.5 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }</style>
<script type="module" src="${address}"></script>
<h1>A post about MobileNet</h1><p>Some words of a blog author, and then the explorer:</p>
<net-explorer></net-explorer>
<p>And the post goes on.</p></html>`;
  const server = createHost((_, response) => response.setHeader('content-type', 'text/html').end(html));
  await /** @type {Promise<void>} */ (new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
