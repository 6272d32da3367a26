import { describe, expect, it } from 'vitest';
import { isNoise, summarise, welchInterval } from '../../src/words/experiment-statistics.js';
import { beyond, criticalT } from '../../src/words/student-t.js';

describe('criticalT(0.95, degrees)', () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, column 0.975.
  const table = [
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [5, 2.571],
    [10, 2.228],
    [30, 2.042],
    [100, 1.984],
  ] as const;
  for (const [degrees, printed] of table) {
    it(`${degrees} degrees: ${printed}`, () => expect(criticalT(0.95, degrees)).to.be.closeTo(printed, 5e-4));
  }

  it('has a closed form with 1 and 2 degrees, at any level', () => {
    for (const level of [0.5, 0.9, 0.99, 0.999]) {
      expect(criticalT(level, 1)).to.be.closeTo(Math.tan((Math.PI * level) / 2), 1e-7 / (1 - level));
      expect(criticalT(level, 2)).to.be.closeTo(level * Math.sqrt(2 / (1 - level * level)), 1e-8 / (1 - level));
    }
  });

  it('is the inverse of the probability beyond it, between whole degrees too', () => {
    for (const degrees of [1.03, 2.5, 3.99, 17.776, 400])
      expect(beyond(criticalT(0.95, degrees), degrees)).to.be.closeTo(0.05, 1e-12);
  });

  it('refuses levels and degrees that there are none of', () => {
    expect(() => criticalT(1, 3)).to.throw(RangeError, 'level');
    expect(() => criticalT(0.95, 0)).to.throw(RangeError, 'degrees of freedom');
  });
});

describe('welchInterval(values, reference)', () => {
  // Student (1908), extra hours of sleep under two drugs; R prints for t.test(extra ~ group, data = sleep):
  // t = -1.8608, df = 17.776, p-value = 0.07939, 95 percent confidence interval -3.3654832 0.2054832
  const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
  const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

  it('is what R says of Student’s sleep data', () => {
    const { value, low, high, degrees } = welchInterval(first, second)!;
    expect(value).to.be.closeTo(-1.58, 1e-12);
    expect(low).to.be.closeTo(-3.3654832, 5e-8);
    expect(high).to.be.closeTo(0.2054832, 5e-8);
    expect(degrees).to.be.closeTo(17.776, 5e-4);
    expect(beyond(1.8608, degrees)).to.be.closeTo(0.07939, 1e-5);
  });

  it('turns round with its groups, and holds 0 where their difference is noise', () => {
    const [one, other] = [welchInterval(first, second)!, welchInterval(second, first)!];
    expect(other.low).to.be.closeTo(-one.high, 1e-12);
    expect(isNoise(one)).to.be.true;
    expect(isNoise(welchInterval([1, 1.1, 0.9], [3, 3.1, 2.9])!)).to.be.false;
  });

  it('takes groups of different size: the degrees lie between the smaller group’s and both together', () => {
    const { degrees } = welchInterval([0.61, 0.64], [0.7, 0.72, 0.71, 0.74])!;
    expect(degrees).to.be.within(1, 4);
  });

  it('gives each group its own degrees: worked out by hand, 361/137', () => {
    // variances of the means 1/4 and 4/3: (19/12)² / ((1/4)² / 1 + (4/3)² / 2)
    expect(welchInterval([1, 2], [3, 5, 7])!.degrees).to.be.closeTo(361 / 137, 1e-12);
  });

  it('says nothing where a group has one value', () => {
    expect(welchInterval([0.7], [0.6, 0.61])).to.be.undefined;
    expect(welchInterval([0.7, 0.71], [])).to.be.undefined;
  });

  it('is a point where nothing spreads', () => {
    expect(welchInterval([0.5, 0.5], [0.25, 0.25])).to.deep.include({ low: 0.25, high: 0.25 });
    expect(isNoise(welchInterval([0.5, 0.5], [0.5, 0.5])!)).to.be.true;
  });
});

describe('summarise(values)', () => {
  it('has a standard deviation with n − 1 below', () => {
    expect(summarise([2, 4, 4, 4, 5, 5, 7, 9])).to.deep.equal({ count: 8, mean: 5, deviation: Math.sqrt(32 / 7) });
  });

  it('has none for a single value, and nothing for none', () => {
    expect(summarise([0.7])).to.deep.equal({ count: 1, mean: 0.7, deviation: undefined });
    expect(summarise([])).to.be.undefined;
  });
});
