import { describe, expect, it } from 'vitest';
import { formatCustom } from '../../src/core/accounts.js';
import {
  buildNetwork,
  conventionOf,
  ConventionError,
  countOperations,
  countParameters,
  parseConvention,
  readCustom,
  type ConventionId,
  type CustomConvention,
} from '../../src/core/index.js';
import { OPERATION_FACTS, PARAMETER_FACTS, type FactName } from '../../src/core/facts.js';
import { cases } from '../support/cases.js';
import { Seeded } from '../support/seeded.js';

const network = buildNetwork('mobilenet-v2');

const counts = (text: string): readonly [parameters: number, operations: number] => {
  const id = parseConvention(text);
  return [countParameters(network, id), countOperations(network, id)];
};

describe('a convention of one’s own', () => {
  it('counts what it names, as often as it says; what it leaves out is as usual', () => {
    expect(counts('custom()')).to.deep.equal([3_504_872, 300_774_272]);
    expect(counts('custom(parameters: weights, biases)')).to.deep.equal([3_470_760, 300_774_272]);
    expect(counts('custom(operations: 2 macs)')).to.deep.equal([3_504_872, 601_548_544]);
    expect(counts('custom( operations : macs , 2 norm-values , adaptive-pool-reads )')[1]).to.equal(314_193_216);
    expect(counts('custom(operations: 0.5 macs)')[1]).to.equal(150_387_136);
  });

  it('counts some layers only, or all but some, and a batch of images', () => {
    expect(counts('custom(without: classifier)')).to.deep.equal([2_223_872, 300_774_272 - 1_280_000]);
    expect(counts('custom(only: classifier)')).to.deep.equal([1_281_000, 1_280_000]);
    expect(counts('custom(only: classifier; without: classifier)')).to.deep.equal([0, 0]);
    expect(counts('custom(batch: 32)')).to.deep.equal([3_504_872, 32 * 300_774_272]);
    const id = parseConvention('custom(without: stage3/block2)');
    expect(countOperations({ network, path: 'stage3/block2' }, id)).to.equal(0);
  });

  it('says FLOPs where it counts multiply–adds twice', () => {
    expect(conventionOf('custom(operations: 2 macs)').unit).to.equal('FLOPs');
    expect(conventionOf('custom(operations: macs, relu)').unit).to.equal('MACs');
  });

  it(`is the same again from its text, in ${cases(50, 1_000)} random cases`, () => {
    const random = new Seeded(7);
    const terms = (facts: readonly FactName[]) =>
      Object.fromEntries(facts.filter(() => random.chance(0.4)).map((fact) => [fact, random.integer(1, 8) / 2]));
    for (let at = 0; at < cases(50, 1_000); at++) {
      const custom: CustomConvention = {
        parameters: { weights: 1, ...terms(PARAMETER_FACTS) },
        operations: { macs: 1, ...terms(OPERATION_FACTS) },
        only: random.chance(0.3) ? ['stage1', 'stage2/block1'] : [],
        without: random.chance(0.3) ? ['classifier'] : [],
        batch: random.oneOf([1, 1, 8, 256]),
      };
      expect(readCustom(formatCustom(custom))).to.deep.equal(custom);
    }
  });

  for (const [text, part, sentence] of [
    ['custom(operations: 2 mac)', 'operations', 'convention: operations: expected one of macs, conv-bias-adds,'],
    ['custom(operations: weights)', 'operations', 'got "weights"'],
    ['custom(parameters: macs)', 'parameters', 'convention: parameters: expected one of weights, biases, norm,'],
    ['custom(operations: -1 macs)', 'operations', 'got "-1 macs"'],
    ['custom(operations: 1e9 macs)', 'operations', 'got "1e9 macs"'],
    ['custom(operations: 10000000 macs)', 'operations', 'at most 1000000 times'],
    ['custom(operations:)', 'operations', 'got ""'],
    ['custom(batch: 0)', 'batch', 'convention: batch: expected a whole number from 1 to 65536, got "0"'],
    ['custom(without: a b)', 'without', 'expected paths such as stage1/block2'],
    [
      'custom(layers: stem)',
      '',
      'expected parts named parameters, operations, only, without, batch, got "layers: stem"',
    ],
    ['custom(toString: 1)', '', 'expected parts named parameters'],
    ['custom(operations: macs', '', 'a closing bracket'],
  ] as const) {
    it(`says what is wrong with ${text}`, () => {
      const refuse = (): unknown => parseConvention(text);
      expect(refuse).to.throw(ConventionError, sentence);
      try {
        refuse();
      } catch (error) {
        expect((error as ConventionError).part).to.equal(part);
      }
    });
  }

  it('is read once: two counts under one text are one rule', () => {
    const id = 'custom(operations: macs, relu6)' as ConventionId;
    expect(conventionOf(id)).to.equal(conventionOf(id));
  });
});
