/** The number detective against figures that conventions print, that people have printed, and that nobody has. */
import { describe, expect, it } from 'vitest';
import {
  chanceOf,
  explainFigure,
  explainFrom,
  isTelling,
  lineupAround,
  lineupOf,
  parseFigure,
  type FigureExplanation,
} from '../../src/core/accounts.js';
import { buildNetwork, conventions, countOperations, countParameters, networks } from '../../src/core/index.js';
import { alternativesOf } from '../../src/core/alternatives.js';
import type { Options } from '../../src/core/options.js';
import { conventionsOf } from '../../src/core/readings.js';
import { cases } from '../support/cases.js';
import { Seeded } from '../support/seeded.js';

/** A preset of a family with up to three options at others of their usual values, which can be built. */
function randomChoice(seed: number): readonly [id: string, options: Options] {
  const random = new Seeded(seed);
  const { id, options: specs, presets } = random.oneOf(networks);
  const options: Record<string, Options[string]> = { preset: random.oneOf(Object.keys(presets)) };
  for (let change = random.integer(0, 3); change > 0; change--) {
    const spec = random.oneOf(specs.filter((one) => alternativesOf(one).length));
    options[spec.name] = random.oneOf(alternativesOf(spec)).value;
  }
  try {
    buildNetwork(id, options);
    return [id, options];
  } catch {
    return randomChoice(seed + 10_007);
  }
}

/** Those that come first, or as near as the first. */
const firstOf = (found: readonly FigureExplanation[]): readonly FigureExplanation[] =>
  found.filter(({ departures }) => departures === found[0]!.departures);

describe('the number detective', () => {
  const count = cases(10, 60);
  it(`finds every figure that a convention prints of ${count} random networks, its convention first or among equals`, () => {
    for (let seed = 1; seed <= count; seed++) {
      const [id, options] = randomChoice(seed);
      const network = buildNetwork(id, options);
      for (const convention of Object.values(conventions)) {
        for (const value of [countParameters(network, convention.id), countOperations(network, convention.id)]) {
          if (value < 1e5) continue; // hooks of the post’s listing see too little to print
          for (const text of [value.toLocaleString('en-US'), `${(value / 1e6).toFixed(2)}M`]) {
            const found = firstOf(explainFigure(id, options, text));
            // A rule of hooks that gives what all trainable parameters are is not listed beside them.
            const isHooked = found.some(({ reading, value: own }) => reading.weighing === 'trainable' && own === value);
            const ids = found.flatMap(({ reading }) => conventionsOf(reading));
            if (isHooked) ids.push(...conventionsOf({ weighing: 'hooked', changes: [] }));
            expect(ids, `${id} ${JSON.stringify(options)}: ${text}`).to.include(convention.id);
            expect(
              found.every(({ suspect }) => !suspect.difference),
              text,
            ).to.equal(true);
          }
        }
      }
    }
  });

  /** Figures that people have printed or been told, and what they are. */
  const known: readonly (readonly [text: string, id: string, weighing: string, difference: string, scale?: number])[] =
    [
      ['327,486,720', 'mobilenet-v2', 'thop', ''],
      ['314,193,216', 'mobilenet-v2', 'fvcore', ''],
      ['300,809,384', 'mobilenet-v2', 'torchinfo', ''],
      ['4,142,713,856', 'resnet', 'thop-2019', ''],
      ['334,871,520', 'mobilenet-v2', 'thop-2019', ''],
      ['823,265,536', 'alexnet', 'thop-2019', ''],
      ['314,130,496', 'mobilenet-v2', 'thop-2021', ''],
      ['3.858G', 'resnet', 'macs', 'the paper’s'],
      ['3.858G', 'resnet', 'thop-2019', '', 2 ** 30],
      ['3.8G', 'resnet', 'macs', 'the paper’s'],
      ['13.37 MB', 'mobilenet-v2', 'trainable', '', 2 ** 20],
      ['14.02 MB', 'mobilenet-v2', 'trainable', ''],
      ['~300M', 'mobilenet-v2', 'macs', ''],
      ['3.5M+', 'mobilenet-v2', 'trainable', ''],
      ['3.504.872', 'mobilenet-v2', 'trainable', ''],
      ['2×300M', 'mobilenet-v2', 'macs', ''],
      ['~4.1 GFLOPs', 'resnet', 'macs', ''],
    ];
  for (const [text, id, weighing, difference, scale] of known) {
    it(`${text} of ${id}: ${weighing} ${difference}${scale ? `, in units of ${scale}` : ''}`, () => {
      const found = explainFigure(id, {}, text).filter(
        ({ reading, suspect, manner }) =>
          reading.weighing === weighing &&
          suspect.difference === difference &&
          (scale === undefined || manner.scale === scale),
      );
      expect(found).not.to.deep.equal([]);
    });
  }

  it('finds a figure of no network in particular in the network that it is of', () => {
    const lineup = lineupOf(networks.map(({ id }) => ({ network: id as string, options: {} })));
    const [first] = explainFrom(lineup, '25,557,032');
    expect(first!.suspect.network).to.equal('resnet');
    expect(isTelling(first!)).to.equal(true);
  });

  it('does not tell two digits of a near network as an explanation, and says the chance', () => {
    const [first] = explainFigure('resnet', {}, '3.8G');
    expect(isTelling(first!)).to.equal(false);
    expect(first!.chance).to.be.within(0.05, 0.5);
    expect(explainFigure('mobilenet-v2', {}, '0.62G').some(isTelling)).to.equal(false);
  });

  /** Forms of two to nine digits. */
  const forms: readonly ((digits: string) => string)[] = [
    (digits) => `${digits[0]}.${digits[1]}M`,
    (digits) => `${digits.slice(0, 3)}M`,
    (digits) => `${digits.slice(0, 3)}.${digits[3]}M`,
    (digits) => `${digits.slice(0, 3)}.${digits.slice(3, 5)}M`,
    (digits) => digits.slice(0, 7),
    (digits) => digits.slice(0, 9),
  ];
  for (const form of forms) {
    const example = form('123456789');
    it(`explains random figures such as ${example} as often as it says`, () => {
      const lineup = lineupAround('mobilenet-v2', {});
      const random = new Seeded(example.length);
      const texts = Array.from({ length: cases(300, 1_000) }, () => form(String(random.integer(1e8, 1e9 - 1))));
      const found = texts.map((text) => explainFrom(lineup, text));
      for (const departures of [0, 1, 2]) {
        const stated = chanceOf(lineup, noTrailingZeros(form), departures);
        const seen = found.filter((all) => all.some((one) => !one.manner.vague && one.departures <= departures)).length;
        const spread = 4 * Math.sqrt((stated * (1 - stated)) / texts.length) + 1 / texts.length;
        expect(seen / texts.length, `${departures} departures, ${stated} stated`).to.be.closeTo(stated, spread);
      }
      const offered = found.filter((all) => all.some(isTelling)).length / texts.length;
      expect(offered).to.be.below(0.1);
    });
  }
});

/** A form without zeros at its end, which could stand for digits that nobody printed. */
const noTrailingZeros = (form: (digits: string) => string): string => form('123456789');

describe('parseFigure(text)', () => {
  for (const [text, number, scale] of [
    ['3.47M', 347, 1e6],
    ['314 M', 314, 1e6],
    ['3,538,984', 3_538_984, 1],
    ['3.504.872', 3_504_872, 1],
    ['3 504 872', 3_504_872, 1],
    ['3’504’872', 3_504_872, 1],
    ['3,47M', 347, 1e6],
    ['0.32 GMACs', 32, 1e9],
    ['1.8×10^9', 18, 1e9],
    ['1.8×10⁹', 18, 1e9],
    ['3.5 million', 35, 1e6],
    ['13.37 MB', 1337, 1e6],
    ['12.3 MiB', 123, 2 ** 20],
    ['3.5B', 35, 1e9],
    ['~300M', 300, 1e6],
    ['about 300M', 300, 1e6],
    ['3.5M+', 35, 1e6],
    ['2×300M', 300, 1e6],
    ['2x300 MFLOPs', 300, 1e6],
  ] as const) {
    it(`reads ${text}`, () => {
      expect(parseFigure(text)).to.include({ number });
      expect(parseFigure(text)!.scales[0]).to.equal(scale);
    });
  }
  for (const text of ['about three', 'M', '', '3.5.1M', '1,23,4', '1e400', '9'.repeat(40)])
    it(`reads no number in “${text.slice(0, 12)}”`, () => expect(parseFigure(text)).to.equal(undefined));
});
