import { describe, expect, it } from 'vitest';
import {
  buildNetwork,
  familyOf,
  formatOption,
  networks,
  optionOf,
  presetValues,
  sparseOptions,
} from '../../src/core/index.js';

const family = familyOf('mobilenet-v2');

describe('sparseOptions(family, options)', () => {
  it('keeps what differs from the defaults', () => {
    expect(sparseOptions(family, { width: 0.75, resolution: 224, padding: 'same' })).to.deep.equal({
      width: 0.75,
      padding: 'same',
    });
  });

  it('keeps the preset and what differs from it, also where that is a default', () => {
    const options = { preset: 'post', resolution: 224, classes: 10, unitExpansion: true };
    expect(sparseOptions(family, options)).to.deep.equal({ preset: 'post', resolution: 224 });
  });

  it('compares tables by what is in them', () => {
    const blocks = presetValues(family)['blocks'] as readonly (readonly number[])[];
    expect(sparseOptions(family, { blocks: blocks.map((row) => [...row]) as never })).to.deep.equal({});
  });

  it('keeps values that no option takes', () => {
    const blocks = 'six' as never;
    expect(sparseOptions(family, { width: 'wide', blocks })).to.deep.equal({ width: 'wide', blocks });
    expect(formatOption(optionOf(family, 'blocks'), blocks)).to.equal('six');
  });

  for (const { id, presets } of networks) {
    for (const preset of Object.keys(presets)) {
      it(`${id}: the whole preset ${preset} is written as its name`, () => {
        const options = { ...presetValues(familyOf(id), preset), preset };
        expect(sparseOptions(familyOf(id), options)).to.deep.equal({ preset });
        expect(buildNetwork(id, options).nodes).to.deep.equal(buildNetwork(id, { preset }).nodes);
      });
    }
  }
});
