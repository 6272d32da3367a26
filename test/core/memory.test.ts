import { describe, expect, it } from 'vitest';
import { intensityOf, memoryByResolution, memoryOf } from '../../src/core/accounts.js';
import { buildNetwork, costOf, elementsOf, networks, nodeOf, type Network } from '../../src/core/index.js';
import { NetworkBuilder } from '../../src/core/network.js';
import table3 from '../golden/published/mobilenet_v2_paper_table3_memory.json';

const CONV = { stride: 1, padding: 0, groups: 1, bias: false } as const;

/** A 4×4 image of 2 channels, 1×1 convolutions to 3 and to 5 channels, an addition to a second branch of 5. */
function smallNetwork(): Network {
  const builder = new NetworkBuilder('small', 'two branches', {});
  const input = builder.add('input', 'input', { shape: [4, 4, 2] }, []);
  const left = builder.add('left', 'conv2d', { ...CONV, filters: 3, kernel: 1 }, [input]);
  const norm = builder.add('norm', 'batch-norm', { epsilon: 0 }, [left]);
  const wide = builder.add('wide', 'conv2d', { ...CONV, filters: 5, kernel: 1 }, [norm]);
  const right = builder.add('right', 'conv2d', { ...CONV, filters: 5, kernel: 1 }, [input]);
  builder.add('add', 'add', {}, [wide, right]);
  return builder.finish();
}

describe('activation memory', () => {
  it('a tensor is held from where it is made to its last reader', () => {
    const { steps, peak } = memoryOf(smallNetwork(), { precision: 'int8', foldNorms: false });
    expect(steps.map(({ id, bytes, alive }) => [id, bytes / 16, alive / 16])).to.deep.equal([
      ['input', 2, 2],
      ['left', 3, 2 + 3],
      ['norm', 3, 2 + 3 + 3],
      ['wide', 5, 2 + 3 + 5],
      ['right', 5, 2 + 5 + 5],
      ['add', 5, 5 + 5 + 5],
    ]);
    expect(peak.id).to.equal('add');
  });

  it('a folded norm has no tensor of its own', () => {
    const { steps } = memoryOf(smallNetwork(), { precision: 'int8' });
    expect(steps.map(({ id, alive }) => [id, alive / 16])).to.deep.equal([
      ['input', 2],
      ['norm', 2 + 3],
      ['wide', 2 + 3 + 5],
      ['right', 2 + 5 + 5],
      ['add', 5 + 5 + 5],
    ]);
  });

  it('weights: a norm folds into one bias a channel, which stays 32 bits wide where kernels are bytes', () => {
    const kernels = 2 * 3 + 3 * 5 + 2 * 5;
    const weights = (options: object): number => memoryOf(smallNetwork(), options).weights;
    expect(weights({ foldNorms: false })).to.equal(4 * (kernels + 4 * 3));
    expect(weights({})).to.equal(4 * (kernels + 3));
    expect(weights({ precision: 'fp16' })).to.equal(2 * (kernels + 3));
    expect(weights({ precision: 'int8' })).to.equal(kernels + 4 * 3);
  });

  it('weights: a norm that no convolution stands before is a scale and a shift a channel', () => {
    const builder = new NetworkBuilder('alone', 'a norm alone', {});
    const input = builder.add('input', 'input', { shape: [4, 4, 2] }, []);
    const relu = builder.add('relu', 'activation', { function: 'relu' }, [input]);
    builder.add('norm', 'batch-norm', { epsilon: 0 }, [relu]);
    expect(memoryOf(builder.finish()).weights).to.equal(4 * 2 * 2);
  });

  it('of MobileNetV2: the expanded tensors are 2.5 times what its blocks hand on', () => {
    const network = buildNetwork('mobilenet-v2');
    const whole = memoryOf(network, { precision: 'fp16' }).peak;
    const fused = memoryOf(network, { precision: 'fp16', fuseBlocks: true }).peak;
    expect(whole.id).to.equal('stage2/block1/depthwise/activation');
    expect(whole.alive).to.equal(2 * (elementsOf([112, 112, 96]) + elementsOf([56, 56, 96])));
    expect(fused.alive).to.equal(2 * (elementsOf([112, 112, 32]) + elementsOf([112, 112, 16])));
    expect(whole.alive / fused.alive).to.equal(2.5);
  });

  for (const { id } of networks) {
    it(`${id}: fusing more never needs more, and fewer bytes a value need less`, () => {
      const network = buildNetwork(id);
      const peaks = [{ foldNorms: false }, {}, { fuseBlocks: true }].map(
        (options) => memoryOf(network, options).peak.alive,
      );
      expect(peaks).to.deep.equal([...peaks].sort((a, b) => b - a));
      expect(memoryOf(network, { precision: 'int8' }).peak.alive).to.equal(peaks[1]! / 4);
      const kept = memoryOf(network, { foldNorms: false }).steps.slice(1);
      expect(kept.reduce((sum, { bytes }) => sum + bytes, 0)).to.equal(4 * costOf(network).total.outputElements);
    });
  }
});

describe('table 3 of MobileNetV2, the other networks', () => {
  /** Where a printed number is not what the network has. */
  const slips: Readonly<Record<string, string>> = { '7x7': 'prints 199 for 1024 channels, which are 100 kB' };

  const v1 = memoryByResolution(buildNetwork('mobilenet-v1'), { precision: 'fp16' });
  for (const { resolution, mobilenet_v1: printed } of table3.rows) {
    const side = Number(resolution.split('x')[0]);
    it(`MobileNet at ${resolution}: ${printed.channels} channels, ${slips[resolution] ?? `${printed.printed_kb} kB`}`, () => {
      const held = v1.find(({ height }) => height === side)!;
      expect([held.channels, held.bytes]).to.deep.equal([printed.channels, printed.computed_bytes]);
      if (!slips[resolution]) expect(held.bytes / 1000).to.be.closeTo(Number(printed.printed_kb), 6);
    });
  }

  const shuffle = (groups: number) =>
    memoryByResolution(buildNetwork('shufflenet-v1', { groups, width: 2 }), { precision: 'fp16', fuseBlocks: true });
  for (const { resolution, shufflenet_2x_g3: printed } of table3.rows.filter(
    ({ resolution }) => resolution !== '112x112',
  )) {
    const side = Number(resolution.split('x')[0]);
    it(`ShuffleNet 2× at ${resolution}: ${printed.channels} channels are those of two groups, not of the three that are named`, () => {
      const [two, three] = [2, 3].map((groups) => shuffle(groups).find(({ height }) => height === side)!);
      expect([two!.channels, two!.bytes]).to.deep.equal([printed.channels, printed.computed_bytes]);
      if (side < 56) expect(three!.channels).to.equal(printed.channels * 1.2);
    });
  }
  it('ShuffleNet 2× at 112x112: 32 channels are printed, the stem has 48', () =>
    expect(shuffle(3)[0]!.channels).to.equal(48));
});

describe('arithmetic intensity', () => {
  const network = buildNetwork('mobilenet-v2');
  const intensity = intensityOf(network);

  it('lists the layers that multiply, and adds up to all multiply–adds', () => {
    expect(intensity.length).to.equal(53);
    expect(intensity.reduce((sum, { macs }) => sum + macs, 0)).to.equal(300_774_272);
  });
  it('MACs per parameter are the positions of a convolution: from 12,544 to 1, 256 times from stage 1 to the head', () => {
    for (const { id, macsPerParameter } of intensity.slice(0, -1)) {
      const [height, width] = nodeOf(network, id).outputShape;
      expect(macsPerParameter, id).to.equal(height * width);
    }
    expect(intensity.at(-1)!.macsPerParameter).to.be.closeTo(1, 0.001);
    const positions = intensity.slice(0, -1).map((layer) => layer.macsPerParameter);
    expect(Math.max(...positions) / Math.min(...positions)).to.equal(256);
  });
  it('a depthwise convolution computes nine times less for each byte than the pointwise one after it', () => {
    const of = (id: string): number => intensity.find((layer) => layer.id === id)!.macsPerByte;
    expect(of('stage4/block2/project/conv') / of('stage4/block2/depthwise/conv')).to.be.above(9);
  });
});
