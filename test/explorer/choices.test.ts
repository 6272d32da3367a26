import { describe, expect, it } from 'vitest';
import { isRandom, nextRandom, seedOf } from '../../src/explorer/weights/random.js';

describe('random weights by their words', () => {
  it('have the seed that is written, and 1 where none is', () => {
    expect(['random', 'random:0', 'random:7', 'random:4294967295'].map(seedOf)).to.deep.equal([1, 0, 7, 4294967295]);
  });

  for (const weights of [
    'random:abc',
    'random:',
    'random:-1',
    'random:1.5',
    'random:4294967296',
    'random:1e3',
    'random:0x1',
  ])
    it(`${weights} is refused, with what is expected`, () => {
      const sentence = `weights: expected random:<seed>, a whole number from 0 to 4294967295, got ${weights}`;
      expect(() => seedOf(weights))
        .to.throw(Error, sentence)
        .with.property('code', 'weights-seed');
    });

  it('are not meant by a file whose name begins so', () => {
    expect(['random', 'random:1', 'random-7.safetensors', 'randomised'].map(isRandom)).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });

  it('give another seed each time, and begin anew after the last', () => {
    expect([undefined, 'random', 'random:7', 'random:abc', 'random:4294967295', 'mine'].map(nextRandom)).to.deep.equal([
      'random:1',
      'random:2',
      'random:8',
      'random:2',
      'random:1',
      'random:1',
    ]);
  });
});
