import { describe, expect, it } from 'vitest';
import { colourAt, colourScale, colourTable, paintChannel } from '../../src/figures/colour-map.js';
import { shrinkByPeak } from '../../src/figures/matrix-map.js';

/** Lightness, roughly, of 0xAABBGGRR. */
const lightness = (pixel: number): number =>
  0.3 * (pixel & 255) + 0.59 * ((pixel >> 8) & 255) + 0.11 * ((pixel >> 16) & 255);

describe('colour map', () => {
  it('starts at 0 where nothing is negative, and is centred on 0 where something is', () => {
    expect(colourScale(0.5, 6)).to.deep.equal({ ramp: 'sequential', min: 0, max: 6 });
    expect(colourScale(-1, 3)).to.deep.equal({ ramp: 'diverging', min: -3, max: 3 });
    expect(colourScale(-4, -1)).to.deep.equal({ ramp: 'diverging', min: -4, max: 4 });
    expect(colourScale(0, 0), 'a tensor of zeros').to.deep.equal({ ramp: 'sequential', min: 0, max: 1 });
  });

  it('grows lighter with every step where nothing is negative', () => {
    const table = [...colourTable('sequential', 'light')].map(lightness);
    expect(table.every((value, step) => step === 0 || value >= table[step - 1]! - 1)).to.equal(true);
  });

  it('has the paper’s lightness at 0 and moves away from it on both sides', () => {
    for (const theme of ['light', 'dark'] as const) {
      const table = [...colourTable('diverging', theme)].map(lightness);
      const sign = theme === 'light' ? 1 : -1;
      expect(sign * (table[128]! - table[40]!)).to.be.greaterThan(60);
      expect(sign * (table[128]! - table[215]!)).to.be.greaterThan(60);
    }
  });

  it('says the same colour to CSS and to pixels', () => {
    expect(colourAt('sequential', 'light', 0)).to.equal('#440154');
    expect(colourTable('sequential', 'light')[0]! >>> 0).to.equal(0xff540144);
  });

  it('paints one channel where it is told, values beyond the scale as its ends', () => {
    const data = Float32Array.of(0, -9, 1, 0, 2, 99); // pixels of two channels
    const target = new Uint32Array(6);
    const table = Uint32Array.from({ length: 256 }, (_, step) => step + 1);
    paintChannel(
      { height: 3, width: 1, channels: 2, data },
      1,
      { ramp: 'sequential', min: 0, max: 2 },
      table,
      target,
      1,
      2,
    );
    expect([...target]).to.deep.equal([0, 1, 0, 1, 0, 256]);
  });
});

describe('matrix map', () => {
  const matrix = { rows: 2, columns: 4, data: Float32Array.of(1, -2, 3, 4, 5, 0, -7, 6) };

  it('leaves what fits as it is', () => {
    expect(shrinkByPeak(matrix, 2, 4)).to.deep.equal({ ...matrix, block: [1, 1] });
  });

  it('keeps of each block the weight that is farthest from 0', () => {
    const small = shrinkByPeak(matrix, 1, 2);
    expect(small.block).to.deep.equal([2, 2]);
    expect([...small.data]).to.deep.equal([5, -7]);
  });

  it('covers the last rows and columns where blocks do not divide them', () => {
    const small = shrinkByPeak({ rows: 3, columns: 3, data: Float32Array.from({ length: 9 }, (_, i) => i) }, 2, 2);
    expect([...small.data]).to.deep.equal([4, 5, 7, 8]);
  });
});
