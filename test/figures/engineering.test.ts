import { describe, expect, it } from 'vitest';
import { intensityOf, memoryOf } from '../../src/core/accounts.js';
import { buildNetwork, NetworkBuilder, networks, type Network, knowOpsOfFiles } from '../../src/core/index.js';
import { placeOf } from '../../src/figures/describe.js';
import { engineeringFacts, memoryRows } from '../../src/figures/engineering.js';
import { layoutLiveness } from '../../src/figures/liveness.js';
import { lengthOf, reachesOf, receptiveField } from '../../src/figures/receptive-field.js';

const sayOf = (network: Network, path: string): Record<string, string> =>
  Object.fromEntries(
    engineeringFacts(network, placeOf(network, path)!).map(({ term, value, note }) => [
      term,
      [value, note].filter(Boolean).join('; ').replaceAll('\u00a0', ' '),
    ]),
  );

/** google-research/receptive_field, README: receptive field and effective stride at the end of each network. */
const PUBLISHED = [
  ['mobilenet-v1', {}, 'pointwise/conv', 315, 32],
  ['resnet', { preset: 'keras-v2', depth: '50' }, 'head/activation', 483, 32],
  ['resnet', { preset: 'keras-v2', depth: '101' }, 'head/activation', 1027, 32],
  ['resnet', { preset: 'keras-v2', depth: '152' }, 'head/activation', 1507, 32],
] as const;

knowOpsOfFiles();

describe('receptive field and effective stride as published', () => {
  for (const [id, options, end, size, stride] of PUBLISHED) {
    it(`${id} ${Object.values(options).join(' ')}: ${size}, stride ${stride}`, () => {
      const network = buildNetwork(id, options);
      const last = network.nodes.findLast((node) => node.id.endsWith(end))!;
      expect(reachesOf(network).get(last.id)).to.deep.equal({ size, stride });
    });
  }

  it('MobileNet: every pointwise output', () => {
    const network = buildNetwork('mobilenet-v1');
    const reaches = reachesOf(network);
    const sizes = network.nodes
      .filter(({ id }) => id.endsWith('pointwise/conv'))
      .map(({ id }) => reaches.get(id)!.size);
    expect(sizes).to.deep.equal([7, 11, 19, 27, 43, 59, 91, 123, 155, 187, 219, 251, 315]);
  });

  it('MobileNetV2: 491 in the head', () =>
    expect(reachesOf(buildNetwork('mobilenet-v2')).get('head/conv')).to.deep.equal({ size: 491, stride: 32 }));

  it('upsampling: a bilinear value reads two neighbours, which lie closer afterwards; a nearest one reads one', () => {
    for (const [interpolation, size] of [
      ['nearest', 3],
      ['bilinear', 5],
    ] as const) {
      const builder = new NetworkBuilder('up', 'a window of 3 at stride 2, then twice as many rows', {});
      const input = builder.add('input', 'input', { shape: [32, 32, 1] }, []);
      const pool = builder.add('pool', 'max-pool', { kernel: 3, stride: 2, padding: 1 }, [input]);
      builder.add('up', 'resize', { height: 32, width: 32, interpolation }, [pool]);
      const network = builder.finish();
      expect(reachesOf(network).get('up')).to.deep.equal({ size, stride: 1 });
      expect(lengthOf(receptiveField(network, 'up', [15, 15]).rows)).to.equal(size);
    }
  });

  it('agrees with the box that a value in the middle of a large image depends on, in every layer', () => {
    for (const id of ['mobilenet-v1', 'mobilenet-v2', 'shufflenet-v1', 'shufflenet-v2']) {
      const network = buildNetwork(id, { resolution: 1024 });
      const reaches = reachesOf(network);
      for (const { id, outputShape } of network.nodes.filter((_, at) => at % 7 === 0)) {
        const { size } = reaches.get(id)!;
        const middle = [outputShape[0] >> 1, outputShape[1] >> 1] as const;
        const { rows } = receptiveField(network, id, middle);
        expect(lengthOf(rows), id).to.equal(Number.isFinite(size) ? size : 1024);
      }
    }
  });
});

describe('figures for the engineer', () => {
  it('a layer: reach, stride, bytes, MACs per parameter and per byte', () => {
    const say = sayOf(buildNetwork('mobilenet-v2'), 'stage2/block1/depthwise/conv');
    expect(say['Receptive field']).to.equal('11×11 pixels');
    expect(say['Effective stride']).to.equal('4 pixels');
    expect(say['Bytes of its output']).to.equal('1.20 MB; fp32; 602 kB as fp16, 301 kB as int8');
    expect(say['MACs per parameter']).to.contain('3,136'); // one for each of 56×56 places
    expect(say['Arithmetic intensity']).to.match(/^0\.45 MACs per byte; fp32: 6\.02 MB/);
  });

  it('says where the field is larger than the image, and where it is all of it', () => {
    const network = buildNetwork('mobilenet-v2');
    expect(sayOf(network, 'head')['Receptive field'])
      .to.contain('491×491')
      .and.contain('more than the image’s 224×224');
    expect(sayOf(network, 'classifier')['Receptive field']).to.equal('the whole image; 224×224');
    expect(sayOf(network, 'classifier')).not.to.have.property('Effective stride');
  });

  it('of every layer that multiplies, says what core counts', () => {
    const network = buildNetwork('squeezenet');
    for (const { id, macsPerParameter } of intensityOf(network)) {
      const said = Number(/^[\d.,]+/.exec(sayOf(network, id)['MACs per parameter']!)![0].replaceAll(',', ''));
      expect(said / macsPerParameter, id).to.be.closeTo(1, 0.005);
    }
  });

  it('the whole network: int8 kernels take a quarter, folding BN saves, fusing blocks saves', () => {
    for (const { precision, weightsFolded, weightsKept, peak, peakKept, peakFused } of memoryRows(
      buildNetwork('mobilenet-v2'),
    )) {
      expect(weightsFolded, precision).to.be.below(weightsKept);
      expect(peakFused.alive, precision).to.be.below(peak.alive);
      expect(peak.alive, precision).to.be.at.most(peakKept.alive);
    }
  });
});

describe('liveness curve', () => {
  for (const { id } of networks) {
    it(`${id}: runs from start to end, and its peak is core's`, () => {
      const network = buildNetwork(id);
      const { curves, most, width, height } = layoutLiveness(network, 'fp32', [640, 120]);
      const [every, fused] = curves as [(typeof curves)[0], (typeof curves)[0]];
      expect(every.peak).to.deep.equal(memoryOf(network).peak);
      expect(fused.peak).to.deep.equal(memoryOf(network, { fuseBlocks: true }).peak);
      expect(most).to.equal(every.peak.alive);
      for (const { line, peakAt, peak } of curves) {
        expect(line)
          .to.match(new RegExp(`H${width}$`))
          .and.not.match(/NaN|Infinity/);
        expect(peakAt.y).to.be.closeTo(height - (peak.alive / most) * (height - 6), 0.01);
      }
    });
  }
});
