import { describe, expect, it } from 'vitest';
import {
  buildNetwork,
  checkOption,
  familyOf,
  formatOption,
  networks,
  optionOf,
  parseOption,
  ShapeError,
  type Network,
  type OptionValue,
  OptionError,
  UnknownNameError,
} from '../../src/core/index.js';
import { randomOptions } from '../support/random-options.js';

const family = familyOf('mobilenet-v2');
const spec = (name: string) => optionOf(family, name);
const build = (options: Readonly<Record<string, unknown>>): Network => buildNetwork('mobilenet-v2', options);

describe('buildNetwork(id, options) refuses', () => {
  const cases: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
    [{ wdith: 1 }, 'option wdith: mobilenet-v2 has none of that name; expected one of preset, width,'],
    [{ preset: 'tensorflow' }, 'option preset: expected one of paper, torchvision, keras, cifar, post, got'],
    [{ preset: 'constructor' }, 'option preset: expected one of paper,'],
    [{ width: -1 }, 'option width: expected a number from 0.05 to 4, got -1'],
    [{ width: '1' }, 'option width: expected a number from 0.05 to 4, got "1"'],
    [{ width: NaN }, 'option width: expected a number from 0.05 to 4'],
    [{ width: null }, 'option width: expected a number from 0.05 to 4, got null'],
    [{ resolution: 0 }, 'option resolution: expected a whole number from 1 to 2048, got 0'],
    [{ resolution: 224.5 }, 'option resolution: expected a whole number from 1 to 2048, got 224.5'],
    [{ resolution: [224] }, 'option resolution: expected one number or [height, width], got [224]'],
    [{ resolution: [224, '160'] }, 'option resolution: expected a whole number from 1 to 2048, got "160"'],
    [{ classes: 1.5 }, 'option classes: expected a whole number from 1 to 100000, got 1.5'],
    [{ expansion: 0 }, 'option expansion: expected a number from 0.25 to 32, got 0'],
    [{ unitExpansion: 1 }, 'option unitExpansion: expected true or false, got 1'],
    [{ shortcut: 'dense' }, 'option shortcut: expected one of "identity", "projection", "none", got "dense"'],
    [{ stemStride: 2 }, 'option stemStride: expected one of "1", "2", got 2'],
    [{ blocks: 'nonsense' }, 'option blocks: expected 1 to 24 rows [t, c, n, s], got "nonsense"'],
    [{ blocks: [] }, 'option blocks: expected 1 to 24 rows [t, c, n, s], got []'],
    [{ blocks: [[6, 24, 2]] }, 'option blocks: row 1: expected four numbers [t, c, n, s], got [6,24,2]'],
    [
      {
        blocks: [
          [1, 16, 1, 1],
          [6, 24, 2.5, 2],
        ],
      },
      'option blocks: row 2: expected n a whole number',
    ],
    [{ blocks: [[6, 24, 2, 0]] }, 'option blocks: row 1: expected s a whole number from 1 to 4'],
  ];
  for (const [options, message] of cases) {
    it(`${JSON.stringify(options)}: ${message}`, () => {
      const kind = 'wdith' in options ? UnknownNameError : OptionError;
      expect(() => build(options)).to.throw(kind, message);
    });
  }

  it('a network that is not there', () => {
    expect(() => buildNetwork('mobilenet-v4')).to.throw(UnknownNameError, 'network "mobilenet-v4": expected one of');
  });

  it('a layer that does not fit, with the network up to there', () => {
    const error = errorOf(() => build({ preset: 'post', stemStride: '2' })) as ShapeError;
    expect(error).to.be.instanceOf(ShapeError).and.instanceOf(RangeError);
    expect(error.node).to.equal('pool');
    expect(error.message).to.equal('pool: a 4×4 window does not fit a 2×2 input');
    expect(error.network.nodes).to.have.length(148);
    expect(error.network.nodes.at(-1)!.id).to.equal('head/activation');
    expect(error.network.groups.at(-1)!.end).to.equal(148);
  });

  it('nothing of that at 64 pixels', () => {
    expect(build({ preset: 'post', stemStride: '2', resolution: 64 }).outputShape).to.deep.equal([1, 1, 10]);
  });
});

describe('buildNetwork(id, options) takes', () => {
  it('what is left out, or undefined, as its default', () => {
    const { options } = build({ width: undefined });
    for (const { name, default: value } of family.options) expect(options[name], name).to.equal(value);
  });

  it('a preset, and what is given over it', () => {
    const { options } = build({ preset: 'post', classes: 100 });
    expect(options).to.include({ preset: 'post', classes: 100, resolution: 32, unitExpansion: true });
  });

  it('the least and the most of each cell of a block table', () => {
    const rows = [
      [0.25, 1, 1, 1],
      [32, 4096, 1, 4],
      [1, 8, 32, 1],
    ];
    expect(checkOption(spec('blocks'), rows)).to.deep.equal(rows);
  });

  it('the paper’s preset as its defaults', () => {
    expect(build({ preset: 'paper' }).nodes).to.deep.equal(build({}).nodes);
  });

  it('a table that is the paper’s as the paper’s table', () => {
    const { default: table } = spec('blocks');
    const copy: unknown = JSON.parse(JSON.stringify(table));
    expect(build({ strides: 'cifar', blocks: copy }).nodes).to.deep.equal(build({ strides: 'cifar' }).nodes);
  });

  it('the options of a network, to build it again or change it', () => {
    for (let seed = 0; seed < 100; seed++) {
      const network = build(randomOptions(seed));
      expect(build(structuredClone(network.options)), `seed ${seed}`).to.deep.equal(network);
    }
    const cifar = build({ preset: 'cifar' });
    expect(build({ ...cifar.options, strides: 'imagenet' }).nodes).to.deep.equal(
      build({ resolution: 32, classes: 10 }).nodes,
    );
  });
});

describe('every option of every network', () => {
  for (const { id, options, presets } of networks) {
    for (const option of options) {
      it(`${id} ${option.name}: has words, and a default that it takes`, () => {
        expect(option.title).not.to.equal('');
        expect(option.description).to.match(/\.$/);
        expect(checkOption(option, option.default)).to.deep.equal(option.default);
      });

      it(`${id} ${option.name}: is read back as it is written`, () => {
        const values = [option.default, ...Object.values(presets).map((preset) => preset[option.name])];
        if ('marks' in option) values.push(...(option.marks ?? []));
        if (option.type === 'choice') values.push(...option.values.map(({ value }) => value));
        for (const value of values) if (value !== undefined) expectReadBack(id, option.name, value);
      });
    }

    for (const preset of Object.keys(presets)) {
      it(`${id}: the preset ${preset} builds`, () => {
        expect(buildNetwork(id, { preset }).nodes.length).to.be.greaterThan(0);
      });
    }
  }
});

describe('parseOption(spec, text)', () => {
  const cases: readonly (readonly [string, string, OptionValue])[] = [
    ['width', ' 0.75 ', 0.75],
    ['resolution', '224', 224],
    ['resolution', '160x256', [160, 256]],
    ['resolution', '160×256', [160, 256]],
    ['expansion', '', null],
    ['unitExpansion', '', true],
    ['unitExpansion', 'false', false],
    ['stemStride', '', null],
    ['stemStride', '2', '2'],
    [
      'blocks',
      '1,16,1,1; 6,24,2,2',
      [
        [1, 16, 1, 1],
        [6, 24, 2, 2],
      ],
    ],
    ['blocks', '[[1,16,1,1]]', [[1, 16, 1, 1]]],
  ];
  for (const [name, text, value] of cases) {
    it(`${name} ${JSON.stringify(text)} is ${JSON.stringify(value)}`, () => {
      expect(parseOption(spec(name), text)).to.deep.equal(value);
    });
  }

  it('reads back what random networks are made of', () => {
    for (let seed = 0; seed < 200; seed++) {
      for (const [name, value] of Object.entries(randomOptions(seed))) expectReadBack(family.id, name, value);
    }
  });

  const refused: readonly (readonly [string, string])[] = [
    ['width', 'wide'],
    ['width', ''],
    ['resolution', '224x'],
    ['resolution', '1x2x3'],
    ['unitExpansion', 'yes'],
    ['shortcut', ''],
    ['blocks', '1,16,1'],
    ['blocks', '1,16,,1'],
    ['blocks', '[[1,16'],
  ];
  for (const [name, text] of refused) {
    it(`${name} ${JSON.stringify(text)} is refused by name`, () => {
      expect(() => parseOption(spec(name), text)).to.throw(`option ${name}: `);
    });
  }
});

function expectReadBack(id: string, name: string, value: OptionValue): void {
  const option = optionOf(familyOf(id), name);
  expect(parseOption(option, formatOption(option, value)), name).to.deep.equal(value);
}

function errorOf(build: () => unknown): unknown {
  try {
    build();
  } catch (error) {
    return error;
  }
  throw new Error('expected an error');
}
