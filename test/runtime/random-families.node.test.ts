import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { ready, setBackend } from '@tensorflow/tfjs-core';
import {
  buildNetwork,
  networks,
  ShapeError,
  type Family,
  type Network,
  type OptionSpec,
} from '../../src/core/index.js';
import { buildLayersModel } from '../../src/runtime/layers-model.js';
import { cases } from '../support/cases.js';
import { disagreements } from '../support/agreement.js';
import { Seeded } from '../support/seeded.js';

const SETS = cases(10, 50);

/** AlexNet's are all large; its options change little else. */
const RESOLUTION: Readonly<Record<string, readonly [least: number, most: number]>> = { alexnet: [63, 80] };
const ANY_RESOLUTION = [32, 64] as const;

/** One value of an option, kept small so that hundreds of networks can be made. */
function draw(spec: OptionSpec, random: Seeded, family: Family): unknown {
  switch (spec.type) {
    case 'flag':
      return random.chance(0.5);
    case 'choice': {
      const { value } = random.oneOf(spec.values);
      return value;
    }
    case 'resolution': {
      const side = (): number => random.integer(...(RESOLUTION[family.id] ?? ANY_RESOLUTION));
      return random.chance(0.5) ? side() : [side(), side()];
    }
    case 'integer':
      return random.integer(Math.max(1, spec.minimum), Math.min(spec.maximum, 24));
    case 'number':
      return spec.name === 'width' ? random.oneOf([0.25, 0.5]) : (spec.default ?? undefined);
    case 'blocks':
      return undefined;
  }
}

/** Options that are valid together: what does not fit is drawn again, as a reader would. */
function randomNetwork(family: Family, random: Seeded): Network {
  for (;;) {
    const chosen = family.options.filter(({ name }) => name === 'resolution' || name === 'width' || random.chance(0.5));
    const drawn = chosen.map((spec) => [spec.name, draw(spec, random, family)]);
    const preset = random.chance(0.3) ? { preset: random.oneOf(Object.keys(family.presets)) } : {};
    try {
      return buildNetwork(family.id, { ...preset, ...Object.fromEntries(drawn) });
    } catch (error) {
      if (!(error instanceof ShapeError || error instanceof RangeError)) throw error;
    }
  }
}

function disagreementsOf(network: Network): string[] {
  const layers = buildLayersModel(network);
  try {
    return disagreements(network, layers);
  } finally {
    layers.dispose();
  }
}

describe('core and tf.LayersModel agree node by node', () => {
  beforeAll(async () => {
    await setBackend('cpu');
    await ready();
  });

  for (const family of networks) {
    if (family.id === 'mobilenet-v2') continue; // 200 sets of its own, with activations, in agreement.test.ts
    it(`${family.title}: ${SETS} random option sets`, () => {
      const random = new Seeded(50);
      for (let set = 0; set < SETS; set++) {
        const network = randomNetwork(family, random);
        expect(disagreementsOf(network), JSON.stringify(network.options)).to.deep.equal([]);
      }
    });
  }
});
