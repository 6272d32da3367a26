/** A reader in a real browser, who does on a page what a page of the package is for, and notes what the page complains of. */
import { expect } from 'vitest';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { browserArgs, findBrowser } from '../../scripts/find-browser.mjs';

/** How every page of these tests begins; it asks for no icon. */
export const HEAD = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">`;

/** What every page of these tests has in it. */
export const TAGS = `
<net-model preset="post" image="frog">
  <net-graph></net-graph><net-image></net-image><net-activations></net-activations><net-value of="parameters"></net-value>
</net-model>`;

/** What a reader saw. */
export interface Visit {
  /** Nodes and groups that are drawn. */
  readonly drawn: number;
  readonly value: string;
  /** The first of the classes that the network takes the frog for. */
  readonly prediction: string;
  /** What is said of the channel that was opened. */
  readonly channel: string;
  readonly inWorker: boolean;
  readonly workers: number;
  readonly backend: string;
  /** Whatever the console says, and every request without an answer. */
  readonly complaints: readonly string[];
}

let browser: Promise<Browser> | undefined;

async function open(): Promise<Browser> {
  const { path } = await findBrowser();
  return launch({ executablePath: path, args: [...browserArgs], headless: true, protocolTimeout: 600_000 });
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

/** Opens a page, runs its sample and opens a channel. Rejects where the page never comes so far, with its complaints. */
export async function visit(url: string): Promise<Visit> {
  const page = await (await (browser ??= open())).newPage();
  const complaints = complaintsOf(page);
  try {
    await page.setViewport({ width: 1280, height: 2400 });
    await page.goto(url, { waitUntil: 'load' });
    const seen = await read(page);
    return { ...seen, complaints };
  } catch (error) {
    const shown = await page.evaluate(() => document.body.outerHTML.slice(0, 500)).catch(() => '');
    throw new Error(`${(error as Error).message}; the page complains: ${complaints.join(' | ')}; ${shown}`, {
      cause: error,
    });
  } finally {
    await page.close();
  }
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'debug') complaints.push(`${message.type()}: ${message.text()}`); // Vite's server is verbose
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => complaints.push(`no answer from ${request.url()}`));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} from ${response.url()}`);
  });
  return complaints;
}

/** Waits until `read` gives something in the shadow root of a tag. */
async function wait(page: Page, tag: string, selector: string): Promise<void> {
  const isThere = (tag: string, selector: string): boolean => {
    const roots = [document.querySelector(tag)?.shadowRoot];
    for (const root of roots)
      root?.querySelectorAll('*').forEach((one) => one.shadowRoot && roots.push(one.shadowRoot));
    return roots.some((root) => root?.querySelector(selector));
  };
  await page.waitForFunction(isThere, { timeout: 120_000 }, tag, selector).catch((error: Error) => {
    throw new Error(`${tag} ${selector}: ${error.message}`);
  });
}

async function read(page: Page): Promise<Omit<Visit, 'complaints'>> {
  await wait(page, 'net-graph', '[data-path]');
  await wait(page, 'net-image', '.now button');
  await page.locator('net-image >>> .now button').click();
  await wait(page, 'net-image', '[part=predictions] li');
  await page.locator('net-graph >>> [data-path="stem"] rect').click();
  await wait(page, 'net-activations', '[part=grid] [role=option]');
  await page.locator('net-activations >>> [part=grid]').click();
  await wait(page, 'net-activations', '[part=map]');
  const seen = await page.evaluate(async () => {
    const inside = (tag: string, selector: string): Element | null | undefined =>
      document.querySelector(tag)?.shadowRoot?.querySelector(selector);
    const { state } = document.querySelector('net-graph') as unknown as {
      state: { inspection: { about(): Promise<{ inWorker: boolean; backend: string }> } };
    };
    const { inWorker, backend } = await state.inspection.about();
    const { openEngine } = globalThis as { openEngine?(): Promise<unknown> };
    await openEngine?.();
    return {
      drawn: document.querySelector('net-graph')!.shadowRoot!.querySelectorAll('[data-path]').length,
      value: document.querySelector('net-value')!.shadowRoot!.textContent.trim(),
      prediction: inside('net-image', '[part=predictions] li')!.textContent.trim(),
      channel: inside('net-activations', '[part=header]')!.textContent.trim(),
      inWorker,
      backend,
    };
  });
  return { ...seen, workers: page.workers().length };
}

/** Of a page that may do everything. */
export function expectAll({ complaints, drawn, prediction, value, inWorker, workers }: Visit): void {
  expect(complaints).to.deep.equal([]);
  expect(drawn).to.be.above(10);
  expect(value).to.match(/\d/);
  expect(prediction).to.include('frog');
  expect(inWorker).to.equal(true);
  expect(workers).to.equal(1);
}
