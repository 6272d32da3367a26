import { describe, expect, it } from 'vitest';
import { coverOf, fittingOf } from '../../src/core/fitting.js';

describe('coverOf(image, height, width)', () => {
  // torchvision, transforms/functional.py, center_crop: int(round((image_width - crop_width) / 2.0)), Python's round.
  for (const [side, left] of [
    [8, 0],
    [9, 0],
    [10, 1],
    [11, 2],
    [12, 2],
    [13, 2],
    [15, 4],
  ] as const) {
    it(`of ${side} columns, 8 in the middle begin at ${left}, as torchvision crops`, () => {
      expect(coverOf({ width: side, height: 8 }, 8, 8)).to.deep.equal({ left, top: 0, width: 8, height: 8 });
      expect(coverOf({ width: 8, height: side }, 8, 8)).to.deep.equal({ left: 0, top: left, width: 8, height: 8 });
    });
  }
});

describe('fittingOf(fit, image, input)', () => {
  const [wide, square] = [
    { width: 1024, height: 768 },
    { width: 32, height: 32 },
  ];
  const whole = { left: 0, top: 0, ...square };

  it('crop: the middle square fills the input', () => {
    const { region, place } = fittingOf('crop', wide, square);
    expect(place).to.deep.equal(whole);
    expect(region.left).to.be.closeTo((5 * 1024) / 42, 1e-9); // resized to 42×32, 5 columns are cut at either side
    expect(region).to.include({ top: 0, height: 768 });
  });

  it('squash: all of it fills the input', () => {
    expect(fittingOf('squash', wide, square)).to.deep.equal({ region: { left: 0, top: 0, ...wide }, place: whole });
  });

  it('letterbox: all of it lies in the middle, its shape kept', () => {
    const { region, place } = fittingOf('letterbox', wide, square);
    expect(region).to.deep.equal({ left: 0, top: 0, ...wide });
    expect(place).to.deep.equal({ left: 0, top: 4, width: 32, height: 24 });
  });

  it('an image of the input’s own shape comes out the same in all three', () => {
    const image = { width: 192, height: 192 };
    for (const fit of ['crop', 'squash', 'letterbox'] as const)
      expect(fittingOf(fit, image, square)).to.deep.equal({ region: { left: 0, top: 0, ...image }, place: whole });
  });

  it('of a line, a letterbox leaves one pixel', () => {
    expect(fittingOf('letterbox', { width: 4000, height: 4 }, square).place).to.deep.equal({
      left: 0,
      top: 16,
      width: 32,
      height: 1,
    });
  });
});
