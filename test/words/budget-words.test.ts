import { describe, expect, it } from 'vitest';
import { limitNames, verdictOf } from '../../src/words/budget-words.js';

const uses = { memory: 1.2e6, operations: 312e6, parameters: 3_504_872, weights: 14_019_488 };
const words = (text: string): string => text.replace(/\s/g, ' ');

describe('verdictOf(uses, limits, operations)', () => {
  it('says of each limit that is set what is used of it', () => {
    expect(words(verdictOf(uses, { memory: 2e6, operations: 320e6 }, 'MACs'))).to.equal(
      'Fits: peak 1.20 MB of 2.00 MB, 312 M MACs of 320 M.',
    );
  });

  it('says of each limit that is broken by how much, and of no other', () => {
    const limits = { memory: 2e6, operations: 300e6, weights: 14e6 };
    expect(words(verdictOf(uses, limits, 'MACs'))).to.equal(
      'Does not fit: 312 M MACs, 12.0 M more than 300 M; weights 14.0 MB, 19.5 kB more than 14.0 MB.',
    );
  });

  it('takes exactly the limit for kept, and one more for broken', () => {
    expect(verdictOf(uses, { parameters: 3_504_872 }, 'MACs')).to.match(/^Fits/);
    expect(words(verdictOf(uses, { parameters: 3_504_871 }, 'MACs'))).to.contain('1 more than');
    expect(verdictOf({ ...uses, memory: 0 }, { memory: 0 }, 'MACs')).to.match(/^Fits/);
  });

  it('judges nothing where no limit is set', () => {
    expect(verdictOf(uses, {}, 'MACs')).to.equal('No limit is set.');
  });
});

it('limitNames(operations): peak memory first, and the convention’s word for operations', () => {
  expect(Object.values(limitNames('FLOPs (2 × MACs)')).slice(0, 2)).to.deep.equal([
    'Peak activations',
    'FLOPs (2 × MACs)',
  ]);
});
