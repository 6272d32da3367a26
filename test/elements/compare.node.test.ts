import { describe, expect, it } from 'vitest';
import { formatEntry, NAMED_IN_THE_POST, parseEntries, parseEntry } from '../../src/elements/shared/entries.js';
import { accuracyPoints } from '../../src/elements/net-compare/points.js';
import { addressOf, shortSource } from '../../src/explorer/budget/accuracies.js';

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
