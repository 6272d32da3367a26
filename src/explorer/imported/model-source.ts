/** Gets a model's text, and that of the `metadata.json` beside it, from an address or from a reader's files. */
import { parseMetadata, type Metadata } from './metadata.js';

/** Files as a reader gives them: `model.json`, its shards if there are any, `metadata.json` if there is one. */
export type ModelSource = { readonly files: readonly File[] } | { readonly url: string };

export interface ModelText {
  /** As it was parsed. */
  readonly json: unknown;
  readonly metadata: Metadata | undefined;
  /** What a reader calls it: the file's name, or its address. */
  readonly title: string;
  /** As it was given, where it was one. */
  readonly address?: string | undefined;
  readonly files?: readonly File[] | undefined;
}

const METADATA = /metadata\.json$/i;

/** Rejects with a sentence that names the file or address. */
export const modelFrom = (source: ModelSource): Promise<ModelText> =>
  'url' in source ? fromAddress(source.url) : fromFiles(source.files);

async function fromFiles(files: readonly File[]): Promise<ModelText> {
  const texts = files.filter(({ name }) => /\.json$/i.test(name) && !METADATA.test(name));
  const [main] = texts;
  if (!main || texts.length > 1) {
    const names = files.map(({ name }) => name).join(', ') || 'no file';
    throw new Error(`model: expected one model.json with its shards, got ${names}`);
  }
  const metadata = files.find(({ name }) => METADATA.test(name));
  return {
    json: parse(await main.text(), main.name),
    metadata: metadata && parseMetadata(parse(await metadata.text(), metadata.name), metadata.name),
    title: main.name,
    files,
  };
}

async function fromAddress(address: string): Promise<ModelText> {
  if (!URL.canParse(address, document.baseURI)) throw new Error(`model: expected an address, got ${address}`);
  const url = new URL(address, document.baseURI);
  const json = parse(await textAt(url), address);
  return { json, metadata: await metadataBeside(url), title: address, address };
}

/** Most models have none, and many servers answer with a page where there is no file. */
async function metadataBeside(url: URL): Promise<Metadata | undefined> {
  if (!URL.canParse('metadata.json', url)) return undefined; // nothing lies beside a blob
  const { href } = new URL('metadata.json', url);
  const text = await textAt(new URL(href)).catch(() => '');
  return text.trimStart().startsWith('{') ? parseMetadata(parse(text, href), href) : undefined;
}

async function textAt(url: URL): Promise<string> {
  const response = await fetch(url).catch((error: Error) => {
    throw new Error(`${url.href}: expected a model, got no answer (${error.message})`);
  });
  if (!response.ok)
    throw new Error(`${url.href}: expected a model, got ${response.status} ${response.statusText}`.trim());
  return response.text();
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${where}: expected JSON, got ${JSON.stringify(text.slice(0, 40))}`);
  }
}
