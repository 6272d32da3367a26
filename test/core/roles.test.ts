import { describe, expect, it } from 'vitest';
import { NetworkBuilder } from '../../src/core/index.js';
import { countIn } from '../../src/core/readings.js';

describe('roles of layer kinds', () => {
  it('a batch norm after a fully connected layer folds into it, as one after a convolution does', () => {
    const builder = new NetworkBuilder('x', 'X', {});
    const image = builder.add('input', 'input', { shape: [2, 2, 3] }, []);
    const dense = builder.add('dense', 'dense', { units: 5, bias: false }, [image]);
    builder.add('norm', 'batch-norm', { epsilon: 1e-3 }, [dense]);
    const network = builder.finish();
    expect(countIn(network, { weighing: 'folded', changes: [] })).to.equal(2 * 2 * 3 * 5 + 5); // kernel, and one bias a unit
  });
});
