import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatExact,
  formatShare,
  formatShort,
  formatSide,
  formatSize,
} from '../../src/words/format.js';

/** Texts with plain spaces, to be read here. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('format', () => {
  const cases: readonly (readonly [(value: number) => string, readonly (readonly [number, string])[]])[] = [
    [
      formatCount,
      [
        [0, '0'],
        [928, '928'],
        [5136, '5.14 k'],
        [3_504_872, '3.50 M'],
        [300_774_272, '300.8 M'],
        [4.1e9, '4.10 G'],
      ],
    ],
    [
      formatShort,
      [
        [64, '64'],
        [54_272, '54.3 k'],
        [300_774_272, '301 M'],
        [3_504_872, '3.50 M'],
      ],
    ],
    [
      formatBytes,
      [
        [40, '40 B'],
        [5120, '5.12 kB'],
        [4_816_896, '4.82 MB'],
      ],
    ],
    [
      formatExact,
      [
        [3_504_872, '3,504,872'],
        [0.5, '0.5'],
      ],
    ],
  ];
  for (const [format, examples] of cases) {
    for (const [value, text] of examples) {
      it(`${format.name}(${value}) is ${text}`, () => expect(plain(format(value))).to.equal(text));
    }
  }

  it('never rounds up to a thousand of a unit', () => {
    expect(plain(formatCount(999_999))).to.equal('1.00 M');
    expect(plain(formatShort(999_950))).to.equal('1.00 M');
    expect(plain(formatShort(999.6))).to.equal('1.00 k');
    expect(plain(formatBytes(999_999_999))).to.equal('1.00 GB');
  });

  it('keeps a number with its unit', () => {
    expect(formatCount(3_504_872)).not.to.contain(' ');
  });

  it('formatShare: what is there but small is not nothing', () => {
    expect([plain(formatShare(1, 1_000_000)), plain(formatShare(0, 10)), plain(formatShare(3, 0))]).to.deep.equal([
      '< 0.1 %',
      '0 %',
      '0 %',
    ]);
    expect(plain(formatShare(1, 3))).to.equal('33 %');
    expect(plain(formatShare(15, 1000))).to.equal('1.5 %');
    expect([9_994, 9_996].map((part) => plain(formatShare(part, 100_000)))).to.deep.equal(['10.0 %', '10 %']);
  });

  it('formatSize and formatSide tell a square from what is not', () => {
    expect([formatSize([56, 56, 24]), formatSide([56, 56, 24]), formatSide([56, 48, 24])]).to.deep.equal([
      '56×56',
      '56²',
      '56×48',
    ]);
  });

  it('groups digits as the browser does', () => {
    const judge = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
    const values = [
      0,
      7,
      999,
      1000,
      3_504_872,
      12_345_678_901,
      2 ** 53 - 1,
      2 ** 60,
      1e21,
      0.126,
      1234.5,
      Infinity,
      NaN,
    ];
    for (const value of values.flatMap((one) => (one ? [one, -one] : [one])))
      expect(formatExact(value)).to.equal(judge.format(value));
  });
});
