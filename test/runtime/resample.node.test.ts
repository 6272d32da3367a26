import { describe, expect, it } from 'vitest';
import { coverOf } from '../../src/runtime/resample.js';

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
