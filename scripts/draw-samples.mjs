// `node scripts/draw-samples.mjs`: renders scripts/samples/*.svg, drawn for this project and given to the public domain
// (CC0), into public/samples/*.webp, and writes their index. The first one is what a reader sees before giving an image.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { launch } from 'puppeteer-core';
import { browserArgs, findBrowser } from './find-browser.mjs';

const SIDE = 192;
const ORDER = ['ship', 'airplane', 'automobile', 'truck', 'horse', 'frog', 'cat', 'dog'];
const source = new URL('samples/', import.meta.url);
const target = new URL('../public/samples/', import.meta.url);

mkdirSync(target, { recursive: true });
const { path } = await findBrowser();
const browser = await launch({ executablePath: path, args: browserArgs, headless: true });
try {
  const page = await browser.newPage();
  await page.setViewport({ width: SIDE, height: SIDE });
  /** @type {{id: string, title: string, file: string}[]} */
  const index = [];
  for (const id of ORDER) {
    const svg = readFileSync(new URL(`${id}.svg`, source), 'utf8');
    await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${SIDE}px }</style>${svg}`);
    const picture = await page.screenshot({ type: 'webp', quality: 88 });
    writeFileSync(new URL(`${id}.webp`, target), picture);
    index.push({ id, title: titleOf(svg), file: `${id}.webp` });
    console.log(`${id}.webp ${(picture.length / 1000).toFixed(1)} kB`);
  }
  writeFileSync(new URL('index.json', target), `[\n${index.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`);
} finally {
  await browser.close();
}

/** @param {string} svg */
function titleOf(svg) {
  return /<title>(.*?)<\/title>/.exec(svg)?.[1] ?? '';
}
