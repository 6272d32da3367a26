import { describe, expect, it } from 'vitest';
import { parseAmount } from '../../src/elements/net-compare/amount.js';
import { formatEntry, NAMED_IN_THE_POST, parseEntries, parseEntry } from '../../src/elements/shared/entries.js';
import { accuracyPoints, addressOf, shortSource } from '../../src/elements/net-compare/points.js';

describe('parseAmount(name, text, unit)', () => {
  it('reads what people write', () => {
    for (const [text, value] of [
      ['300M', 300e6],
      ['300 m', 300e6],
      ['300,000,000', 300e6],
      ['3e8', 3e8],
      ['0.3 G', 0.3e9],
      ['.5k', 500],
      ['', undefined],
    ] as const)
      expect(parseAmount('MACs', text, 'count'), text).to.equal(value);
    for (const [text, value] of [
      ['4 MB', 4e6],
      ['512kB', 512e3],
      ['2 MiB', 2 * 2 ** 20],
      ['100', 100],
    ] as const)
      expect(parseAmount('Bytes', text, 'bytes'), text).to.equal(value);
  });

  it('names the field and what came where it is nonsense', () => {
    for (const text of ['lots', '-3M', '3,4M', '1.2.3', 'M', '300 MB', '∞'])
      expect(() => parseAmount('MACs', text, 'count'), text).to.throw(RangeError, `MACs: expected a number`);
  });
});

describe('parseEntries(text)', () => {
  it('reads back what formatEntry writes', () => {
    for (const choice of [
      ...parseEntries(NAMED_IN_THE_POST),
      {
        network: 'mobilenet-v2',
        options: {
          blocks: [
            [1, 16, 1, 1],
            [6, 24, 2, 2],
          ] as const,
          width: 0.75,
        },
      },
      { network: 'mobilenet-v2', options: { resolution: [192, 160] as const, preset: 'keras' } },
    ])
      expect(parseEntries(`alexnet; ${formatEntry(choice)};`)[1]).to.deep.equal(choice);
  });

  it('refuses more than can be compared', () => {
    expect(() => parseEntries(Array(13).fill('alexnet').join(';'))).to.throw(RangeError, 'at most 12');
  });

  it('takes no word for a depth', () => {
    expect(() => parseEntry('resnet?depth=blocks')).to.throw(RangeError, 'depth');
  });
});

describe('published accuracies', () => {
  it('each has a network, a percentage and a source', () => {
    expect(accuracyPoints().length).to.be.greaterThan(30);
    for (const point of accuracyPoints()) {
      expect(point.top1).to.be.within(30, 90);
      expect(shortSource(point)).not.to.match(/[(;]/);
      expect(addressOf(point) ?? 'https://').to.match(/^https:/);
    }
  });
});
