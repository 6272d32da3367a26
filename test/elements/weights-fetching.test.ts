import { expect, fixture, html } from '@open-wc/testing';
import '../../src/elements/net-image/net-image.js';
import '../../src/elements/net-weights/net-weights.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import { labelsOf, usualNames } from '../../src/explorer/weights/classes.js';
import { fetchPublic, forgetPublic, isKeptPublic, keptPublic } from '../../src/explorer/weights/fetching.js';
import { loadRegister, type PublicWeights } from '../../src/explorer/weights/public.js';
import { seen } from '../support/inspection.js';
import { wordsOf } from '../support/page.js';

interface Shipped {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Weights of this very server, registered as if they were another's. */
async function registered(change: Partial<PublicWeights> = {}): Promise<PublicWeights> {
  const [entry] = await loadRegister();
  const [shipped] = (await (await fetch('/weights/index.json')).json()) as Shipped[];
  const { file, bytes, sha256 } = shipped!;
  return { ...entry!, url: new URL(`/weights/${file}`, location.href).href, bytes, exact: true, sha256, ...change };
}

const tinyModel = async (name: string): Promise<PublicWeights> => {
  const url = new URL(`../support/tiny-model/${name}`, import.meta.url).href;
  return registered({ format: 'tfjs', bytes: 36, sha256: undefined, url });
};

const unwatched = { signal: new AbortController().signal, onProgress: () => {} };

async function sentenceOf(acting: Promise<unknown>): Promise<string> {
  return acting.then(
    () => 'nothing went wrong',
    (error: Error) => error.message,
  );
}

const askedOf = (host: string): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.includes(host));

describe('weights of other hosts', () => {
  afterEach(async () => forgetPublic(await registered()));

  it('come with progress, are checked, and are there again without being asked for', async () => {
    const entry = await registered();
    const loaded: number[] = [];
    const fetched = await fetchPublic(entry, { ...unwatched, onProgress: (progress) => loaded.push(progress.loaded) });
    expect([fetched.isKept, fetched.files.length, fetched.files[0]!.size]).to.deep.equal([true, 1, entry.bytes]);
    expect(loaded.at(-1)).to.equal(entry.bytes);
    expect(await isKeptPublic(entry)).to.equal(true);
    const [file] = (await keptPublic(entry))!;
    expect([file!.name, file!.size]).to.deep.equal([new URL(entry.url).pathname.split('/').at(-1), entry.bytes]);
    await forgetPublic(entry);
    expect([await isKeptPublic(entry), await keptPublic(entry)]).to.deep.equal([false, undefined]);
  });

  it('of another size or with another hash are refused, and not kept', async () => {
    const short = await registered({ bytes: 1000 });
    expect(await sentenceOf(fetchPublic(short, unwatched))).to.contain('expected 1000 bytes, got');
    const other = await registered({ sha256: '0'.repeat(64) });
    expect(await sentenceOf(fetchPublic(other, unwatched))).to.contain(`expected the SHA-256 ${'0'.repeat(64)}`);
    const rough = await registered({ exact: false, bytes: short.bytes });
    expect(await sentenceOf(fetchPublic(rough, unwatched))).to.contain('expected about 1000 bytes');
    expect(await isKeptPublic(other)).to.equal(false);
  });

  it('that are not there are said to be not there, with the address', async () => {
    const gone = await registered({ url: new URL('/weights/gone.safetensors', location.href).href });
    expect(await sentenceOf(fetchPublic(gone, unwatched)))
      .to.contain('gone.safetensors')
      .and.to.contain('404');
  });

  it('can be cancelled on the way', async () => {
    const entry = await registered();
    const controller = new AbortController();
    const fetching = fetchPublic(entry, { signal: controller.signal, onProgress: () => controller.abort() });
    const error = await fetching.catch((reason: unknown) => reason);
    expect((error as DOMException).name).to.equal('AbortError');
    expect(await isKeptPublic(entry)).to.equal(false);
  });

  it('stay for as long as the page where the browser keeps nothing', async () => {
    const entry = await registered();
    const own = Object.getOwnPropertyDescriptor(window, 'caches');
    Object.defineProperty(window, 'caches', { configurable: true, value: undefined });
    try {
      expect((await fetchPublic(entry, unwatched)).isKept).to.equal(false);
      expect((await keptPublic(entry))![0]!.size).to.equal(entry.bytes);
      await forgetPublic(entry);
      expect(await isKeptPublic(entry)).to.equal(false);
    } finally {
      delete (window as { caches?: unknown }).caches;
      if (own) Object.defineProperty(window, 'caches', own);
    }
  });

  it('as a model.json bring the shards beside it, and ask nobody else', async () => {
    const entry = await tinyModel('model.json');
    const { files } = await fetchPublic(entry, unwatched);
    expect(files.map(({ name }) => name)).to.have.members([
      'model.json',
      'group1-shard1of2.bin',
      'group1-shard2of2.bin',
    ]);
    expect((await keptPublic(entry))!.length).to.equal(3);
    await forgetPublic(entry);
    expect(await sentenceOf(fetchPublic(await tinyModel('stray.json'), unwatched))).to.contain(
      'expected a file beside it, got https://elsewhere.example/shard.bin',
    );
    expect(askedOf('elsewhere.example')).to.deep.equal([]);
  });
});

describe('weights of other hosts that a page or a link names', () => {
  const model = async (weights: string) => {
    const tag = html`<net-model preset="torchvision" weights=${weights}><net-weights></net-weights></net-model>`;
    const { state, firstElementChild } = await fixture<NetModel>(tag);
    return { state: state!, element: firstElementChild! };
  };
  const notice = (element: Element): string =>
    wordsOf(element.shadowRoot!.querySelector('[part="notice"]') ?? undefined);

  it('wait for the reader, who sees host and size, and nobody is asked', async () => {
    const { state, element } = await model('public:mobilenetv2-100');
    await seen(() => notice(element).includes('Fetch 14.2 MB from huggingface.co'));
    state.inspection.start();
    await seen(() => state.problem('weights'));
    expect(state.problem('weights')!.message).to.contain(
      'nothing is fetched from huggingface.co unless you ask for it',
    );
    expect([state.inspection.phase, state.inspection.result]).to.deep.equal(['idle', undefined]);
    expect(askedOf('huggingface')).to.deep.equal([]);
  });

  it('wait also where a link names an address that is in no register', async () => {
    const { state, element } = await model('random');
    state.setWeights({ kind: 'address', href: 'https://weights.example/mine.safetensors', isLinked: true });
    state.inspection.start();
    await seen(() => notice(element).includes('Fetch it from weights.example'));
    await seen(() => state.problem('weights'));
    expect(askedOf('weights.example')).to.deep.equal([]);
  });

  it('say which there are where the name is none of them', async () => {
    const { state } = await model('public:mobilenetv9');
    state.inspection.start();
    await seen(() => state.problem('weights'));
    expect(state.problem('weights')!.message).to.contain('public:mobilenetv2-100').and.to.contain('public:mobilenetv9');
  });
});

describe('the names of ImageNet’s classes', () => {
  it('are 1,000, all different, each the first of its synonyms where that tells it from the others', async () => {
    const { names } = (await usualNames(1000))!;
    expect([names.length, new Set(names).size]).to.deep.equal([1000, 1000]);
    expect([names[0], names[281], names[999]]).to.deep.equal(['tench', 'tabby', 'toilet tissue']);
  });

  it('come after TensorFlow’s background where there are 1,001, and are none for other numbers', async () => {
    const { names, source } = (await usualNames(1001))!;
    expect([names[0], names[1], names[1000]]).to.deep.equal(['background', 'tench', 'toilet tissue']);
    expect(source).to.contain('from 1 on');
    expect(await usualNames(10)).to.equal(undefined);
  });

  it('tell classes of one name apart', () => {
    expect(labelsOf(['crane', 'frog, toad', 'crane, lifting device'])).to.deep.equal([
      'crane (0)',
      'frog',
      'crane (lifting device)',
    ]);
  });
});
