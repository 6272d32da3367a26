import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/core/budget.js';
import { countOperations, countParameters, families, networks } from '../../src/core/index.js';
import { memoryOf } from '../../src/core/memory.js';
import { accuraciesByKey, publishedAccuracies } from '../../src/explorer/budget/accuracies.js';
import { parseAmount } from '../../src/explorer/budget/amount.js';
import { budgetTextsOf, readBudget } from '../../src/explorer/budget/budget.js';
import { axesOf, cellsOf, titleOf } from '../../src/explorer/budget/grid.js';
import { measure, usesOf } from '../../src/explorer/budget/subject.js';
import { limitNames } from '../../src/words/budget-words.js';
import { cases } from '../support/cases.js';
import { Seeded } from '../support/seeded.js';

describe('parseAmount(name, text, unit, words)', () => {
  it('reads what people write', () => {
    for (const [text, value] of [
      ['300M', 300e6],
      ['300 m', 300e6],
      ['300,000,000', 300e6],
      ['3e8', 3e8],
      ['0.3 G', 0.3e9],
      ['.5k', 500],
      ['', undefined],
      ['300M MACs', 300e6],
      ['2 macs', 2],
    ] as const)
      expect(parseAmount('MACs', text, 'count', ['macs']), text).to.equal(value);
    for (const [text, value] of [
      ['4 MB', 4e6],
      ['512kB', 512e3],
      ['2 MiB', 2 * 2 ** 20],
      ['100', 100],
      ['512 kB peak', 512e3],
      ['4 MB of weights', 4e6],
    ] as const)
      expect(parseAmount('Bytes', text, 'bytes', ['peak', 'weights']), text).to.equal(value);
  });

  it('names the field and what came where it is nonsense, or about something else', () => {
    for (const text of ['lots', '-3M', '3,4M', '1.2.3', 'M', '300 MB', '∞', '300M params', '300MMACs', '3 M MACs more'])
      expect(() => parseAmount('MACs', text, 'count', ['macs']), text).to.throw(
        RangeError,
        `MACs: expected a number such as 300M or 300,000,000, got “${text}”`,
      );
  });

  it('reads back every number, however its multiple, blanks and word are written', () => {
    const random = new Seeded(12);
    for (let round = 0; round < cases(200, 5000); round++) {
      const number = random.integer(0, 999_999) / 10 ** random.integer(0, 3);
      const [letter, size] = random.oneOf([
        ['', 1],
        ['k', 1e3],
        ['M', 1e6],
        ['g', 1e9],
        ['Ki', 1024],
        ['Mi', 1024 ** 2],
      ] as const);
      const blank = random.oneOf(['', ' ', '\u00a0']);
      const text = ` ${number}${blank}${letter}${random.oneOf(['', 'B', ' peak', 'B peak'])} `;
      expect(parseAmount('Peak', text, 'bytes', ['peak']), text).to.be.closeTo(number * size, number * size * 1e-12);
    }
  });
});

describe('readBudget(texts, names)', () => {
  it('gives a sentence to each field that cannot be read, and limits by the others', () => {
    const { limits, problems } = readBudget(
      budgetTextsOf({ maxMemory: '512 kB', maxOperations: '4 MB', maxParameters: '2M params', maxWeights: null }, {}),
      limitNames('MACs'),
    );
    expect(limits).to.deep.equal({ memory: 512e3, parameters: 2e6 });
    expect(problems).to.deep.equal({
      operations: 'MACs: expected a number such as 300M or 300,000,000, got “4 MB”',
    });
  });
});

describe('axesOf and cellsOf(family, options)', () => {
  const random = new Seeded(7);

  for (const family of networks)
    it(`${family.id}: each cell is the network with exactly its two options, counted as core counts it`, () => {
      const axes = axesOf(family, {})!;
      const cells = cellsOf(family, {}, axes).flat();
      expect(cells.filter(({ isChosen }) => isChosen)).to.have.length(1);
      expect(cells.length).to.be.greaterThan(7);
      for (let round = 0; round < cases(3, 12); round++) {
        const { choice, row, column } = random.oneOf(cells);
        const network = families.build(family.id, { [axes.rows!.spec.name]: row, resolution: column });
        const memory = memoryOf(network, { precision: 'int8' });
        expect(usesOf(measure(families.build(family.id, choice.options)), 'keras', 'int8')).to.deep.equal({
          memory: memory.peak.alive,
          operations: countOperations(network, 'keras'),
          parameters: countParameters(network, 'keras'),
          weights: memory.weights,
        });
      }
    });

  it('keep all other options, and the preset', () => {
    const family = families.of('mobilenet-v2');
    const options = { preset: 'keras', classes: 10, width: 0.5 };
    const cells = cellsOf(family, options, axesOf(family, options)!).flat();
    for (const { choice, row } of cells) {
      expect(choice.options).to.include({ preset: 'keras', classes: 10 });
      expect(choice.options['width'] ?? 1).to.equal(row);
    }
  });

  it('have a line for what lies off the grid, in its place, also where it is not square', () => {
    const family = families.of('mobilenet-v2');
    const options = { width: 0.9, resolution: [192, 160] as const };
    const { rows, columns } = axesOf(family, options)!;
    expect(rows!.values).to.deep.equal([0.35, 0.5, 0.75, 0.9, 1, 1.3, 1.4]);
    expect(columns.values.map((value) => titleOf(columns, value))).to.deep.equal([
      '32',
      '96',
      '128',
      '160',
      '192×160',
      '192',
      '224',
    ]);
    const chosen = cellsOf(family, options, { rows, columns })
      .flat()
      .find(({ isChosen }) => isChosen)!;
    expect([chosen.row, chosen.column]).to.deep.equal([0.9, [192, 160]]);
  });

  it('of a network with one resolution there is no grid, of one that is scaled by it alone a row', () => {
    const family = families.of('squeezenet');
    const [version, resolution, classes] = family.options;
    expect(version!.name + classes!.name).to.equal('versionclasses');
    expect(axesOf({ ...family, options: [] }, {})).to.equal(undefined);
    const alone = { ...family, options: [resolution!] };
    const axes = axesOf(alone, {})!;
    expect(axes.rows).to.equal(undefined);
    expect(cellsOf(alone, {}, axes)).to.have.length(1);
  });
});

describe('accuraciesByKey(family)', () => {
  it('finds every published accuracy in the grid of the options that it was measured with', () => {
    const lost = publishedAccuracies.filter(({ row }) => {
      const family = families.of(row.network);
      const cells = cellsOf(family, row.options, axesOf(family, row.options)!).flat();
      const chosen = cells.find(({ isChosen }) => isChosen)!;
      return !accuraciesByKey(family)
        .get(chosen.key)
        ?.some(({ id }) => id === row.id);
    });
    expect(lost).to.deep.equal([]);
  });
});

it('LIMITS: peak memory first', () => {
  expect(LIMITS[0]).to.equal('memory');
});
