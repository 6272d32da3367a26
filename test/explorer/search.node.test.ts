import { describe, expect, it } from 'vitest';
import {
  buildNetwork,
  conventionOf,
  conventions,
  countOperations,
  countParameters,
  families,
  formatShape,
  NetworkBuilder,
  opOf,
  type ConventionId,
  type Network,
  type NetworkNode,
} from '../../src/core/index.js';
import { QueryError, searchNetwork, type SearchHit } from '../../src/explorer/search.js';
import { entriesOf } from '../../src/explorer/search/entries.js';
import { fold } from '../../src/explorer/search/fold.js';
import { cases } from '../support/cases.js';
import { Seeded } from '../support/seeded.js';

const mobilenet = buildNetwork('mobilenet-v2', { preset: 'torchvision' });

const search = (query: string, network: Network = mobilenet, convention: ConventionId = 'torchvision') =>
  searchNetwork(network, convention, query);

const paths = (hits: readonly SearchHit[]): string[] => hits.map(({ path }) => path);

/** Every family with every preset. */
const networks = families.all.flatMap(({ id }) =>
  Object.keys(families.of(id).presetTitles).map((preset) => buildNetwork(id, { preset })),
);

/** The judge's own way to compare names. */
const plain = (text: string): string =>
  [...text.toLowerCase()].map((sign) => (' ._-/'.includes(sign) ? '/' : sign === '×' ? 'x' : sign)).join('');

const titleOf = (node: NetworkNode): string => opOf(node.kind).title(node.attributes);

const namesOf = ({ id, names }: NetworkNode): string[] => [id, ...Object.values(names)];

const nodesWhere = (holds: (node: NetworkNode) => boolean, network = mobilenet): string[] =>
  network.nodes.filter(holds).map(({ id }) => id);

/** What a query throws. */
function refusal(query: string, convention: ConventionId = 'torchvision'): QueryError {
  try {
    search(query, mobilenet, convention);
  } catch (error) {
    expect(error).to.be.instanceOf(QueryError);
    return error as QueryError;
  }
  throw new Error(`${query} was not refused`);
}

describe('searchNetwork by names', () => {
  for (const network of networks)
    it(`finds every node of ${network.title} by each of its names first, in any case and with any separator`, () => {
      const random = new Seeded(12);
      const owners = new Map<string, string[]>();
      for (const [id, name] of network.nodes.flatMap((node) => namesOf(node).map((name) => [node.id, name] as const)))
        owners.set(plain(name), [...new Set([...(owners.get(plain(name)) ?? []), id])]);
      const groups = new Set(network.groups.map(({ id }) => plain(id)));
      for (const node of network.nodes) {
        for (const name of namesOf(node)) {
          const typed = random.oneOf([
            name,
            name.toUpperCase(),
            name.replace(/[./_]/g, () => random.oneOf(['.', '/', '_'])),
          ]);
          const expected = owners.get(plain(name))!;
          const first = search(typed, network).slice(0, expected.length + (groups.has(plain(name)) ? 1 : 0));
          expect(paths(first), typed).to.include.members(expected);
        }
      }
    });

  it('puts the thing before what is in it, whole segments before beginnings, those before the rest', () => {
    const hits = paths(search('block1'));
    const count = mobilenet.groups.filter(({ id }) => id.endsWith('/block1')).length;
    expect(hits.slice(0, count)).to.deep.equal(
      mobilenet.groups.filter(({ id }) => id.endsWith('/block1')).map(({ id }) => id),
    );
    expect(paths(search('stage2'))[0]).to.equal('stage2');
    const features = search('features.1');
    expect(features[0]!.matches[0]!.text).to.equal('features.1.conv.0.0');
    expect(features.at(-1)!.matches[0]!.text).to.match(/^features\.1\d/);
  });

  it('takes a path as it is read aloud, and names with blanks instead of dots', () => {
    expect(paths(search('stage 2, block 1'))[0]).to.equal('stage2/block1');
    expect(paths(search('features 2 conv 0 0'))[0]).to.equal('stage2/block1/expand/conv');
  });

  it('says where it was found, to be marked', () => {
    const [hit] = search('BLOCK.1.EXPAND.BN');
    expect(hit).to.deep.include({ path: 'stage2/block1/expand/norm', role: 'layer', shape: '112×112×96' });
    const [match] = hit!.matches;
    expect(match!.where).to.equal('keras');
    expect(match!.text.slice(match!.from, match!.end)).to.equal('block_1_expand_BN');
  });

  it('says so by the path where that has it as well as another name', () => {
    for (const { path, matches } of search('stage3 depthwise'))
      expect(
        matches.map(({ where }) => where),
        path,
      ).to.deep.equal(['path', 'path']);
  });

  it('finds a name that has signs of a query in it', () => {
    const builder = new NetworkBuilder('own', 'own', {});
    builder.add('input', 'input', { shape: [8, 8, 3] } as never, []);
    for (const name of ['macs > 5M', 'a, b', 'stride 2', '2 channels', 'İ-name', '<'])
      builder.add(name, 'activation', { function: 'relu' }, ['input']);
    const network = builder.finish();
    for (const { id } of network.nodes) expect(paths(search(id, network))[0], id).to.equal(id);
  });

  it('keeps the length of every text, whatever its alphabet', () => {
    for (const text of ['İSTANBUL_ß', '层.卷积', 'Ǆ', '𝔸.b', 'a\u0130\u0130'])
      expect(fold(text)).to.have.length(text.length);
  });
});

describe('searchNetwork by kinds and shapes', () => {
  const ofNodes = (query: string): string[] => paths(search(query).filter(({ role }) => role === 'layer')).sort();

  it('finds strides and dilations by their value, also 1', () => {
    const strideOf = (node: NetworkNode): unknown => (node.attributes as { stride?: number }).stride;
    for (const stride of [1, 2])
      expect(ofNodes(`stride ${stride}`)).to.deep.equal(nodesWhere((node) => strideOf(node) === stride).sort());
    expect(ofNodes('depthwise stride 2')).to.deep.equal(
      nodesWhere((node) => node.kind === 'depthwise-conv2d' && strideOf(node) === 2).sort(),
    );
  });

  it('finds kernels, activations and kinds by the words of a title, of a kind and of other code', () => {
    expect(ofNodes('conv 3x3')).to.deep.equal(nodesWhere((node) => titleOf(node).includes('3×3')).sort());
    expect(ofNodes('relu6')).to.include.members(nodesWhere((node) => titleOf(node) === 'ReLU6'));
    const norms = nodesWhere(({ kind }) => kind === 'batch-norm');
    for (const word of ['batchnorm', 'batch norm', 'batch normalization', 'bn'])
      expect(ofNodes(word), word).to.include.members(norms);
    expect(ofNodes('fc')).to.deep.equal(nodesWhere(({ kind }) => kind === 'dense'));
    expect(ofNodes('conv2d')).to.include.members(nodesWhere(({ kind }) => kind.includes('conv2d')));
  });

  it('finds shapes by all of their axes, two of them or one, and channels by name', () => {
    const shapeOf = (node: NetworkNode): string => formatShape(node.outputShape);
    expect(ofNodes('14×14×384')).to.deep.equal(nodesWhere((node) => shapeOf(node) === '14×14×384').sort());
    expect(ofNodes('14x14')).to.deep.equal(nodesWhere((node) => shapeOf(node).startsWith('14×14×')).sort());
    expect(ofNodes('384 channels')).to.deep.equal(nodesWhere((node) => shapeOf(node).endsWith('×384')).sort());
    expect(ofNodes('1280')).to.include.members(nodesWhere((node) => shapeOf(node).endsWith('×1280')));
    expect(ofNodes('4x14')).to.deep.equal([]);
  });

  it('finds nothing for nothing', () => {
    for (const query of ['', '  ', ',', 'no such layer']) expect(search(query), query).to.deep.equal([]);
  });

  it('finds what a plain search of all texts finds, for any words that stand in them', () => {
    const random = new Seeded(5);
    for (let at = 0; at < cases(300, 6000); at++) {
      const network = random.oneOf(networks);
      const query = Array.from({ length: random.integer(1, 3) }, () => wordOf(network, random)).join(' ');
      expect(paths(search(query, network)).sort(), `${query} in ${network.title}`).to.deep.equal(
        bySearching(query, network),
      );
    }
  });
});

/** A part of some text of some node that a query takes as it is. */
function wordOf(network: Network, random: Seeded): string {
  for (;;) {
    const node = random.oneOf(network.nodes);
    const text = random.oneOf([...namesOf(node), titleOf(node), formatShape(node.outputShape)]);
    const from = random.integer(0, text.length - 1);
    const word = text.slice(from, from + random.integer(1, 12));
    const isSpecial = /[\s,]|^(stride|dilation|channels?|dw|pw|bn|fc|linear|batchnorm|maxpool|avgpool|most|largest)$/i;
    if (!isSpecial.test(word)) return word;
  }
}

/** The judge: every word in some text of the entry, a number not cut; a whole name is one word. */
function bySearching(query: string, network: Network): string[] {
  const isName = [...network.nodes.flatMap(namesOf), ...network.groups.map(({ id }) => id)].some(
    (name) => plain(name) === plain(query),
  );
  const words = isName ? [plain(query)] : query.split(' ').map(plain);
  const end = (id: string): NetworkNode => network.nodes[network.groups.find((group) => group.id === id)!.end - 1]!;
  const all = [
    ...network.nodes.map((node) => ({
      path: node.id,
      names: namesOf(node),
      others: [titleOf(node), node.kind, formatShape(node.outputShape)],
    })),
    ...network.groups.map(({ id, role, title }) => ({
      path: id,
      names: [id],
      others: [title, role, formatShape(end(id).outputShape)],
    })),
  ];
  const inName = (word: string) =>
    new RegExp(`${/^\d/.test(word) ? '(?<!\\d)' : ''}${word.replace(/[()*+?.]/g, '\\$&')}`);
  const inOther = (word: string) => new RegExp(`${inName(word).source}${/\d$/.test(word) ? '(?!\\d)' : ''}`);
  return all
    .filter(({ names, others }) =>
      words.every(
        (word) =>
          names.some((name) => inName(word).test(plain(name))) ||
          others.some((text) => inOther(word).test(plain(text))),
      ),
    )
    .map(({ path }) => path)
    .sort();
}

describe('searchNetwork by costs', () => {
  it('finds layers by what they cost under the convention, the largest first, then groups', () => {
    const operationsOf = (path: string, convention: ConventionId): number =>
      countOperations({ network: mobilenet, path }, convention);
    for (const convention of Object.keys(conventions) as ConventionId[]) {
      const { unit } = conventionOf(convention);
      const hits = search(`${unit} > 5M`, mobilenet, convention);
      const layers = mobilenet.nodes.filter(({ id }) => operationsOf(id, convention) > 5e6);
      layers.sort((a, b) => operationsOf(b.id, convention) - operationsOf(a.id, convention));
      expect(paths(hits).slice(0, layers.length), convention).to.deep.equal(layers.map(({ id }) => id));
      const groups = hits.slice(layers.length);
      expect(groups.every(({ role }) => role === 'block' || role === 'stage')).to.equal(true);
      expect(paths(groups).sort()).to.deep.equal(
        mobilenet.groups
          .filter(({ id, role }) => role !== 'unit' && operationsOf(id, convention) > 5e6)
          .map(({ id }) => id)
          .sort(),
      );
    }
  });

  it('knows that the classifier has the most parameters: 1,280 × 1,000 and 1,000 biases', () => {
    const [hit] = search('largest params');
    expect(hit).to.deep.include({ path: 'classifier', costs: [{ measure: 'parameters', count: 1_281_000 }] });
  });

  it('reads both orders, any sign of comparison, numbers as they are printed, and words beside them', () => {
    const expected = paths(search('macs > 5M'));
    for (const query of ['> 5M macs', '>5m MACs', 'MACS>5,000,000', 'macs > 5 M', 'ops > 5000k', 'operations > 0.005G'])
      expect(paths(search(query)), query).to.deep.equal(expected);
    const counts = search('params > 0 depthwise params ≤ 1k').map(({ costs }) => costs[0]!.count);
    expect(counts.length).to.be.above(5);
    expect(counts.every((count) => count > 0 && count <= 1000)).to.equal(true);
    const least = search('params < 1k').filter(({ role }) => role === 'layer');
    expect(least.map(({ costs }) => costs[0]!.count)).to.deep.equal(
      mobilenet.nodes
        .map(({ id: path }) => countParameters({ network: mobilenet, path }, 'torchvision'))
        .filter((count) => count < 1000)
        .sort((a, b) => a - b),
    );
    expect(search('params = 1281000').map(({ path }) => path)).to.include('classifier');
  });

  it('says what is wrong with a cost that cannot be read', () => {
    expect(refusal('macs >')).to.deep.include({
      part: 'macs >',
      expected: 'a number such as 5M or 300k',
      received: undefined,
    });
    expect(refusal('macs > lots').message).to.equal('macs >: expected a number such as 5M or 300k, got "lots"');
    expect(refusal('> 5M').message).to.equal('> 5m: expected params or MACs, got nothing');
    expect(refusal('flops > 5M').message).to.contain('MACs');
    expect(refusal('macs > 5M', 'flops').message).to.contain('FLOPs');
  });

  it('takes any text, and ends in hits or in a QueryError', () => {
    const random = new Seeded(3);
    const parts = [
      'macs',
      '>',
      '<',
      '<=',
      '5M',
      '.',
      ',',
      '1e9',
      'stride',
      '2',
      '14x14',
      'channels',
      '(',
      '\\',
      '*',
      '✓',
      'largest',
      'params',
      '=',
      'constructor',
    ];
    for (let at = 0; at < cases(500, 20_000); at++) {
      const query = Array.from({ length: random.integer(1, 6) }, () => random.oneOf(parts)).join(
        random.oneOf(['', ' ']),
      );
      try {
        search(query);
      } catch (error) {
        expect(error, query).to.be.instanceOf(QueryError);
      }
    }
  });
});

describe('the index of a search', () => {
  it('is made once a network', () => {
    search('conv');
    expect(entriesOf(mobilenet)).to.equal(entriesOf(mobilenet));
    expect(entriesOf(mobilenet).all.length).to.equal(mobilenet.nodes.length + mobilenet.groups.length);
  });
});
