/** Gets a model's text, and that of the `metadata.json` beside it, from an address or from a reader's files. */
import { parseAddress } from '../../core/addresses.js';
import { fetchable, type Fetchable } from '../addresses.js';
import { nameOf } from '../../formats/weights/weight-files.js';
import { isNamesFile, namesOf } from '../weights/classes.js';
import { excerptName } from '../../core/index.js';
import { FetchError, InputError } from '../errors.js';
import { fetchJson, fetchText } from '../fetch-file.js';
import { parseJson, textIn } from '../json-file.js';
import { parseMetadata, type Metadata } from './metadata.js';

/** Files as a reader gives them: `model.json`, its shards if there are any, `metadata.json` if there is one. */
export type ModelSource = { readonly files: readonly File[] } | ModelAddress;

export interface ModelAddress {
  readonly url: string;
  /** Whether a link named it, and not the page's author. */
  readonly isLinked?: boolean | undefined;
}

export interface ModelText {
  /** As it was parsed. */
  readonly json: unknown;
  readonly metadata: Metadata | undefined;
  /** Names of classes in a file of their own. */
  readonly labels?: Pick<Metadata, 'labels' | 'source'> | undefined;
  /** What a reader calls it: the file's name, or its address. */
  readonly title: string;
  /** As it was given, where it was one. */
  readonly address?: string | undefined;
  /** Where that is, and how what lies there is fetched. */
  readonly place?: Fetchable | undefined;
  /** What a reader has to know of how it was got. */
  readonly note?: string | undefined;
  readonly files?: readonly File[] | undefined;
}

const METADATA = /metadata\.json$/i;

/** Rejects with a sentence that names the file or address. Nothing is fetched any more after `signal`. */
export const modelFrom = (source: ModelSource, signal: AbortSignal): Promise<ModelText> =>
  'url' in source ? fromAddress(source, signal) : fromFiles(source.files);

async function fromFiles(files: readonly File[]): Promise<ModelText> {
  const texts = files.filter((file) => /\.json$/i.test(nameOf(file)) && !isNamesFile(file));
  const [main] = texts;
  if (!main || texts.length > 1) {
    const names = excerptName(files.map(({ name }) => name).join(', ')) || 'no file';
    throw new InputError('options', 'model-files', `model: expected one model.json with its shards, got ${names}`);
  }
  const metadata = files.find((file) => METADATA.test(nameOf(file)));
  const list = files.find((file) => file !== metadata && isNamesFile(file));
  return {
    json: await jsonIn(main),
    metadata: metadata && parseMetadata(await jsonIn(metadata), metadata.name),
    labels: list && { labels: await namesOf(list), source: excerptName(nameOf(list)) },
    title: nameOf(main),
    files,
  };
}

const jsonIn = async (file: File): Promise<unknown> => parseJson(await textIn(file, 'options'), file.name, 'options');

async function fromAddress({ url: address, isLinked = false }: ModelAddress, signal: AbortSignal): Promise<ModelText> {
  const { init, ...location } = fetchable('model', address, isLinked);
  const place = { ...location, init: { ...init, signal } };
  const json = await fetchJson('model', place.href, place.init);
  return { json, title: address, address, place, ...(await metadataBeside(place)) };
}

/** Most models have none, and many servers answer with a page where there is no file. */
async function metadataBeside({ href, init }: Fetchable): Promise<Pick<ModelText, 'metadata' | 'note'>> {
  const beside = parseAddress('metadata.json', { by: 'file', base: href });
  if (beside.kind === 'refused') return { metadata: undefined }; // nothing lies beside a blob
  try {
    const text = await fetchText('model', beside.href, init);
    const isThere = text.trimStart().startsWith('{');
    return { metadata: isThere ? parseMetadata(parseJson(text, beside.href, 'options'), beside.href) : undefined };
  } catch (error) {
    if (!(error instanceof FetchError) || (isLoss(error) && beside.origin === location.origin)) throw error;
    return { metadata: undefined, note: isLoss(error) ? `${error.message}: its classes are numbers.` : undefined };
  }
}

/** What other hosts do not have, they may also not let this page know: then it cannot be told from a lost connection. */
const isLoss = ({ status }: FetchError): boolean => status === undefined;
