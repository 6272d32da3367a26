import { describe, expect, it } from 'vitest';
import { formatLoaded } from '../../src/words/progress.js';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('formatLoaded(loaded, total)', () => {
  for (const [loaded, total, text] of [
    [1_204_000, 3_401_000, '1.20 of 3.40 MB'],
    [0, 3_401_000, '0.00 of 3.40 MB'],
    [12_000, 56_780_000, '0.0 of 56.8 MB'],
    [5_000_000, 3_400_000, '3.40 of 3.40 MB'],
    [400, 900, '400 of 900 B'],
    [4_820_000, 0, '4.82 MB'],
  ] as const)
    it(`${loaded} of ${total} bytes: ${text}`, () => {
      expect(plain(formatLoaded(loaded, total))).to.equal(text);
    });
});
