import { describe, expect, it } from 'vitest';
import { describeFit } from '../../src/words/fit.js';

const [photo, input] = [
  { width: 1024, height: 768 },
  { width: 32, height: 32 },
];
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('describeFit(fit, image, input)', () => {
  for (const [fit, text] of [
    ['crop', 'middle square of 1024 × 768, resized to 32 × 32'],
    ['squash', 'all of 1024 × 768, squashed to 32 × 32'],
    ['letterbox', 'all of 1024 × 768, resized to 32 × 24 within 32 × 32'],
  ] as const)
    it(`${fit}: ${text}`, () => {
      expect(plain(describeFit(fit, photo, input))).to.equal(text);
      expect(plain(describeFit(fit, { width: 192, height: 192 }, input))).to.equal(
        'all of 192 × 192, resized to 32 × 32',
      );
    });

  it('calls nothing a square that is none', () => {
    const text = plain(describeFit('crop', photo, { width: 96, height: 64 }));
    expect(text).to.equal('middle of 1024 × 768, resized to 96 × 64 (width × height)');
  });
});
