import { describe, expect, it } from 'vitest';
import { archPath, frameOf } from '../../src/figures/frame.js';

/** The points of a path in capital letters, as pairs. */
const pointsOf = (path: string): number[][] =>
  [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)(?=[A-Z]|$)/g)].map(([, x, y]) => [Number(x), Number(y)]);

describe('archPath(frame, from, to, crest)', () => {
  it('has shoulders of 14 where there is room', () => {
    expect(archPath(frameOf('horizontal'), { u: 0, v: 90 }, { u: 80, v: 60 }, 10)).to.equal(
      'M0,90L0,24A14,14,0,0,1,14,10L66,10A14,14,0,0,1,80,24L80,60',
    );
  });

  it('never goes back, nor below a foot: shoulders are no higher than the shorter leg, no wider than half of the way', () => {
    const low = { u: 0, v: 90 };
    for (const [from, to] of [
      [low, { u: 80, v: 15 }],
      [{ u: -80, v: 15 }, low],
      [low, { u: 10, v: 90 }],
    ] as const) {
      const points = pointsOf(archPath(frameOf('horizontal'), from, to, 10));
      const [xs, ys] = [points.map(([x]) => x!), points.map(([, y]) => y!)];
      expect(xs).to.deep.equal([...xs].sort((a, b) => a - b));
      expect(ys.slice(0, 3)).to.deep.equal(ys.slice(0, 3).sort((a, b) => b - a));
      expect(ys.slice(3)).to.deep.equal(ys.slice(3).sort((a, b) => a - b));
    }
  });

  it('is mirrored at the diagonal from top to bottom, and turns the other way', () => {
    expect(archPath(frameOf('vertical'), { u: 0, v: 90 }, { u: 80, v: 60 }, 10)).to.equal(
      'M90,0L24,0A14,14,0,0,0,10,14L10,66A14,14,0,0,0,24,80L60,80',
    );
  });
});
