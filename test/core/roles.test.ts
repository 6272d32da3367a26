import { describe, expect, it } from 'vitest';
import { NetworkBuilder } from '../../src/core/index.js';
import { foldableNorms, foldedParameters } from '../../src/core/special-counts.js';

describe('roles of layer kinds', () => {
  it('a batch norm after a fully connected layer folds into it, as one after a convolution does', () => {
    const builder = new NetworkBuilder('x', 'X', {});
    const image = builder.add('input', 'input', { shape: [2, 2, 3] }, []);
    const dense = builder.add('dense', 'dense', { units: 5, bias: false }, [image]);
    builder.add('norm', 'batch-norm', { epsilon: 1e-3 }, [dense]);
    const network = builder.finish();
    expect(foldableNorms(network).map(({ id }) => id)).to.deep.equal(['norm']);
    expect(foldedParameters(network)).to.equal(2 * 2 * 3 * 5 + 5); // kernel, and one bias a unit
  });
});
