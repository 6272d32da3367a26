import { describe, expect, it } from 'vitest';
import { parseAddress, type Address } from '../../src/core/addresses.js';
import { linkedAddresses } from '../support/linked-addresses.js';

const origin = 'http://blog.example:8000';
const base = `${origin}/posts/mobilenet/index.html`;

const shown = (address: Address): string => (address.kind === 'refused' ? address.message : address.href);

describe('addresses that a link names', () => {
  const read = (text: string): Address => parseAddress(text, { by: 'link', base, origin });
  const KINDS = { own: 'free', foreign: 'asks', refused: 'refused' };

  for (const { title, text, kind } of linkedAddresses(origin)) {
    it(`${title}: ${kind}`, () => {
      const address = read(text);
      expect(address.kind, shown(address)).to.equal(KINDS[kind]);
      if (address.kind === 'free') expect(address.origin).to.equal(origin);
      if (address.kind === 'asks') expect(['', 'blog.example:8000']).to.not.include(address.host);
    });
  }

  it('are refused in a sentence of bounded length', () => {
    expect(shown(read('http://['))).to.equal('expected an address, got http://[');
    expect(shown(read('javascript:1'))).to.equal(
      'expected an address that begins with https: or http:, got javascript:1',
    );
    expect(shown(read('https://a:b@c.example'))).to.match(/^expected an address without a user name and a password/);
    expect(shown(read(`data:${'x'.repeat(100_000)}`))).to.have.length.below(200);
  });

  it('are shown as the host that would be asked, whatever the text looks like', () => {
    expect(read('https://bücher.example/a.png')).to.include({ host: 'xn--bcher-kva.example', file: 'a.png' });
    expect(read('\\\\foreign.example\\a.png')).to.include({ href: 'http://foreign.example/a.png' });
  });
});

describe('addresses that the author of the page writes', () => {
  const read = (text: string): Address => parseAddress(text, { by: 'author', base });

  for (const [text, href] of [
    ['frog.png', `${origin}/posts/mobilenet/frog.png`],
    ['/frog.png', `${origin}/frog.png`],
    ['//cdn.example/frog.png', 'http://cdn.example/frog.png'],
    ['https://cdn.example/frog.png', 'https://cdn.example/frog.png'],
    ['data:image/png,', 'data:image/png,'],
    [`blob:${origin}/1`, `blob:${origin}/1`],
  ] as const)
    it(`${text} may be fetched`, () => expect(read(text)).to.include({ kind: 'free', href }));

  for (const text of ['javascript:1', 'file:///etc/passwd', 'http://[', 'https://user:password@cdn.example/'])
    it(`${text} is refused`, () => expect(read(text).kind).to.equal('refused'));
});

describe('addresses inside a file', () => {
  const file = 'https://models.example/mine/v2/model.json?version=1';
  const read = (text: string, from = file): Address => parseAddress(text, { by: 'file', base: from });

  for (const [text, href] of [
    ['group1-shard1of2.bin', 'https://models.example/mine/v2/group1-shard1of2.bin'],
    ['./shards/1.bin', 'https://models.example/mine/v2/shards/1.bin'],
    ['shards/../1.bin', 'https://models.example/mine/v2/1.bin'],
    ['/mine/v2/1.bin', 'https://models.example/mine/v2/1.bin'],
  ] as const)
    it(`${text} lies beside it`, () => expect(read(text)).to.include({ kind: 'free', href }));

  for (const text of [
    '../1.bin',
    '../../x',
    '..\\..\\x',
    '%2e%2e/1.bin',
    '..%2f..%2fx',
    'shards/..%5c..%5cx',
    '/1.bin',
    '//foreign.example/1.bin',
    'https://foreign.example/mine/v2/1.bin',
    'https://user@models.example/mine/v2/1.bin',
    'http://models.example/mine/v2/1.bin',
    'https://models.example:8443/mine/v2/1.bin',
    'data:application/octet-stream,0',
    'javascript:1',
    'http://[',
  ])
    it(`${text} does not`, () => {
      const address = read(text);
      expect(shown(address)).to.match(/^expected .+, got /);
      expect(address.kind).to.equal('refused');
    });

  it('lead nowhere from a blob or from data', () => {
    expect(read('1.bin', `blob:${origin}/1`).kind).to.equal('refused');
    expect(read('1.bin', 'data:application/json,{}').kind).to.equal('refused');
  });
});
