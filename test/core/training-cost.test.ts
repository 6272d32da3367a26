import { describe, expect, it } from 'vitest';
import { OPTIMISERS, trainingCostOf, type Optimiser } from '../../src/core/accounts.js';
import { buildNetwork, costOf, type Network } from '../../src/core/index.js';
import counted from '../golden/training-cost/counted.json';

/** Ours of what test/golden/training-cost/count.py counted while PyTorch 1.13 ran forwards and backwards. */
const networks: Readonly<Record<keyof typeof counted.networks, Network>> = {
  mobilenet_v2: buildNetwork('mobilenet-v2', { preset: 'torchvision' }),
  resnet18: buildNetwork('resnet', { preset: 'torchvision', depth: 18 }),
  resnet50: buildNetwork('resnet', { preset: 'torchvision', depth: 50 }),
  squeezenet1_1: buildNetwork('squeezenet', { preset: 'torchvision' }),
  shufflenet_v2_x1_0: buildNetwork('shufflenet-v2', { preset: 'torchvision', width: 1 }),
  alexnet: buildNetwork('alexnet', { preset: 'torchvision' }),
};

describe('what a step of training costs, as PyTorch 1.13 was seen to spend it', () => {
  for (const [name, network] of Object.entries(networks)) {
    const seen = counted.networks[name as keyof typeof networks];
    const { batch } = seen;

    it(`${name}: multiply–accumulates forwards and backwards`, () => {
      const { forwardMacs, backwardMacs } = trainingCostOf(network, { batch });
      expect({ forwardMacs, backwardMacs }).to.deep.equal({
        forwardMacs: seen.forward_macs,
        backwardMacs: seen.backward_macs,
      });
    });

    it(`${name}: what the forward pass keeps, to the byte`, () =>
      expect(trainingCostOf(network, { batch }).activations).to.equal(seen.kept_bytes));

    for (const optimiser of Object.keys(OPTIMISERS) as Optimiser[])
      it(`${name}: parameters, gradients and what ${optimiser} keeps`, () => {
        const cost = trainingCostOf(network, { batch, optimiser });
        expect([cost.parameters, cost.statistics, cost.gradients, cost.optimiser]).to.deep.equal([
          seen.parameter_bytes,
          seen.buffer_bytes,
          seen.gradient_bytes,
          seen.optimiser_bytes[optimiser],
        ]);
        const { parameters, statistics, gradients, activations } = cost;
        expect(cost.total).to.equal(parameters + statistics + gradients + cost.optimiser + activations);
      });
  }

  it('grows with the batch where images are, and nowhere else', () => {
    const network = networks.mobilenet_v2;
    const [one, eight] = [1, 8].map((batch) => trainingCostOf(network, { batch, optimiser: 'adam' })) as [never, never];
    const { forwardMacs, backwardMacs, parameters, gradients, optimiser } = one as ReturnType<typeof trainingCostOf>;
    const other = eight as ReturnType<typeof trainingCostOf>;
    expect(forwardMacs).to.equal(costOf(network).total.macs);
    expect([other.forwardMacs, other.backwardMacs]).to.deep.equal([8 * forwardMacs, 8 * backwardMacs]);
    expect([other.parameters, other.gradients, other.optimiser]).to.deep.equal([parameters, gradients, optimiser]);
  });

  it('refuses batches that are none', () => {
    for (const batch of [0, -1, 1.5, NaN])
      expect(() => trainingCostOf(networks.resnet18, { batch })).to.throw('batch: expected a whole number above 0');
  });
});
