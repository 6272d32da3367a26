import { describe, expect, it } from 'vitest';
import {
  buildNetwork,
  checkOption,
  countOperations,
  familyOf,
  formatOption,
  networks,
  presetOf,
  sameOption,
  ShapeError,
  sparseOptions,
  type Family,
  type Options,
  type OptionValue,
  OptionError,
  UnknownNameError,
  type ConventionId,
} from '../../src/core/index.js';
import { cases } from '../support/cases.js';
import { impossibleCosts, impossibleIn } from '../support/impossible.js';
import { hostileOptions, hostileValues } from '../support/hostile-options.js';
import { Seeded } from '../support/seeded.js';

const SETS = cases(700, 10_000);
/** A sentence that a reader reads. */
const LONGEST = 600;

const known = (family: Family): string[] => ['preset', ...family.options.map(({ name }) => name)];

/** A sentence names the option, or the node; and is short. */
function complaints(error: unknown, family: Family): string[] {
  if (!(error instanceof TypeError || error instanceof RangeError)) return [`threw ${typeof error}`];
  const { message } = error;
  if (message.length > LONGEST) return [`${message.length} signs: ${message.slice(0, 100)}`];
  if (error instanceof ShapeError) {
    const named = message.startsWith(`${error.node}: `) && error.rule.length > 0;
    return [...(named ? [] : [`names no node: ${message}`]), ...impossibleIn(error.network)];
  }
  if (error instanceof OptionError)
    return [...known(family), 'names'].includes(error.option) ? [] : [`names no option: ${message}`];
  if (error instanceof UnknownNameError) return error.expected.join() === known(family).join() ? [] : [message];
  return message.startsWith('options: expected') ? [] : [`names no option: ${message}`];
}

interface Tally {
  built: number;
  refused: number;
  longest: string;
}

function judge(family: Family, given: unknown, tally: Tally): string[] {
  try {
    const network = buildNetwork(family.id, given as Options);
    tally.built++;
    return [...impossibleIn(network), ...impossibleCosts(network)];
  } catch (error) {
    tally.refused++;
    const { message } = error as Error;
    if (message.length > tally.longest.length) tally.longest = message;
    return complaints(error, family);
  }
}

describe('options of every kind, valid and hostile', () => {
  it(`${SETS} sets over all families: each builds what is possible, or is refused by name`, () => {
    const random = new Seeded(10_003);
    const tally: Tally = { built: 0, refused: 0, longest: '' };
    const broken: string[] = [];
    for (let set = 0; set < SETS; set++) {
      const family = networks[set % networks.length]!;
      for (const problem of judge(family, hostileOptions(family, random), tally))
        broken.push(`${family.id}, set ${set}: ${problem}`);
    }
    expect(broken.slice(0, 10)).to.deep.equal([]);
    expect(tally.built).to.be.greaterThan(SETS / 10);
    expect(tally.refused).to.be.greaterThan(SETS / 10);
  });

  for (const family of networks) {
    it(`${family.id}: each option refuses each hostile value by name, or takes it`, () => {
      const broken = family.options.flatMap((spec) =>
        hostileValues.flatMap((make, at) => {
          const tally: Tally = { built: 0, refused: 0, longest: '' };
          return judge(family, { [spec.name]: make() }, tally).map(
            (problem) => `${spec.name}, value ${at}: ${problem}`,
          );
        }),
      );
      expect(broken).to.deep.equal([]);
    });
  }

  it('what reads options that were never checked throws nothing', () => {
    for (const { options, ...family } of networks) {
      for (const spec of options)
        for (const make of hostileValues) {
          const given = make() as OptionValue;
          expect(formatOption(spec, given)).to.be.a('string');
          expect(sameOption(given, spec.default)).to.be.a('boolean');
          expect(sparseOptions({ ...family, options }, { [spec.name]: given })).to.be.an('object');
        }
    }
  });

  it('names of networks, presets and conventions are refused by name too', () => {
    const network = buildNetwork('mobilenet-v2');
    for (const make of hostileValues) {
      const value = make() as string;
      if (value === undefined) continue;
      expect(() => familyOf(value)).to.throw(UnknownNameError, /^network .{0,130}: expected one of/s);
      expect(() => presetOf(networks[0]!, value)).to.throw(OptionError, /^option preset: expected one of .*, got/s);
      expect(() => countOperations(network, value as ConventionId)).to.throw(
        UnknownNameError,
        /^convention: expected one of .*, got/s,
      );
    }
  });
});

describe('a stem as wide as what its first unit gives out', () => {
  for (const [given, channels] of [
    [{ width: 0.11, stem: 132, groups: 1 }, 16],
    [{ preset: 'megvii', groups: 2, width: 1.56, stem: 512 }, 312],
    [{ width: 1, stem: 240 }, 240],
  ] as const) {
    it(`${JSON.stringify(given)} is refused: node, option and rule, with the network up to there`, () => {
      let error: unknown;
      try {
        buildNetwork('shufflenet-v1', given);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).to.be.instanceOf(ShapeError);
      const { message, node, network } = error as ShapeError;
      expect(node).to.equal('stage1/block1/expand/conv');
      expect(message).to.contain(`option stem: expected fewer channels than the ${channels} of the first unit`);
      expect(message).to.match(new RegExp(`got ${given.stem}$`));
      expect(network.nodes.at(-1)!.id).to.equal('maxpool');
    });
  }

  it('one channel less is taken', () => {
    const { nodes } = buildNetwork('shufflenet-v1', { groups: 1, stem: 143 });
    expect(nodes.find(({ id }) => id === 'stage1/block1/expand/conv')!.outputShape[2]).to.equal(1);
  });

  it('a resolution in a proxy is read once: what was checked is what is built', () => {
    let reads = 0;
    const shifty = new Proxy([32, 32], {
      get: (list, key) => (key === '0' && ++reads > 1 ? -1 : Reflect.get(list, key)),
    });
    const spec = networks[0]!.options.find(({ name }) => name === 'resolution')!;
    expect(checkOption(spec, shifty)).to.deep.equal([32, 32]);
  });
});
