import { describe, expect, it } from 'vitest';
import { channelOf, layoutHistogram } from '../../src/figures/histogram.js';
import { Seeded } from '../support/seeded.js';

const counted = (values: readonly number[], ceiling?: number) => layoutHistogram(Float32Array.from(values), ceiling);

describe('histogram', () => {
  it('counts every value once: in a bar, as zero, or as saturated', () => {
    const random = new Seeded(1);
    const values = Array.from({ length: 5000 }, () => Math.min(6, Math.max(0, random.next() * 12 - 4)));
    const { bars, drawn, zeros, saturated, total } = counted(values, 6);
    expect(zeros).to.equal(values.filter((value) => value === 0).length);
    expect(saturated).to.equal(values.filter((value) => value === 6).length);
    expect(bars.reduce((sum, { count }) => sum + count, 0)).to.equal(drawn);
    expect(drawn + zeros + saturated).to.equal(total);
  });

  it('has bars of equal width on round numbers, with an edge at 0', () => {
    const { bars, min, max } = counted(Array.from({ length: 999 }, (_, i) => (i + 0.5) / 100 - 3.7));
    const edge = bars.some(({ from }) => Math.abs(from) < 1e-9);
    expect(edge).to.equal(true);
    expect([bars[0]!.from, bars.at(-1)!.to].map((value) => Number(value.toFixed(6)))).to.deep.equal([min, max]);
    expect(bars.length).to.be.within(15, 80);
  });

  it('does not call 6 saturated where nothing cuts at 6', () => {
    expect(counted([1, 6, 7]).saturated).to.equal(0);
  });

  it('has no bars where all is zero or saturated, and one value is enough for some', () => {
    expect(counted([0, 0, 6], 6).bars).to.deep.equal([]);
    expect(counted([]).bars).to.deep.equal([]);
    expect(counted([5, 5, 5]).bars.reduce((sum, { count }) => sum + count, 0)).to.equal(3);
    expect(counted([-2]).bars.at(0)!.count).to.equal(1);
  });

  it('takes one channel out of rows of pixels of channels', () => {
    expect([...channelOf(Float32Array.of(1, 10, 2, 20, 3, 30), 2, 1)]).to.deep.equal([10, 20, 30]);
  });
});
