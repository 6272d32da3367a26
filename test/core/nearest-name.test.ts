import { describe, expect, it } from 'vitest';
import { nearestName } from '../../src/core/index.js';

describe('the name that somebody may have meant', () => {
  const names = ['mobilenet-v1', 'mobilenet-v2', 'mobilenet-v3', 'resnet', 'by'];
  for (const [name, meant] of [
    ['mobilenetv3', 'mobilenet-v3'],
    ['mobilenet_v3', 'mobilenet-v3'],
    ['mobilenetv2', 'mobilenet-v2'],
    ['mobilenet-v4', 'mobilenet-v1'], // as near to all three: the first
    ['mobilnet-3', 'mobilenet-v3'],
    ['resent', 'resnet'],
    ['key', undefined],
    ['vgg', undefined],
  ] as const)
    it(`${name}: ${meant ?? 'none'}`, () => expect(nearestName(name, names)).to.equal(meant));
});
