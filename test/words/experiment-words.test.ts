import { describe, expect, it } from 'vitest';
import {
  alikeAroundBest,
  answerTo,
  concludeExperiment,
  type Judged,
  type JudgedArm,
} from '../../src/words/experiment-words.js';

const arm = (name: string, finals: readonly number[], more: Partial<JudgedArm> = {}): JudgedArm => ({
  id: name,
  name,
  finals,
  parameters: 100_000,
  operations: 1_000_000,
  ...more,
});

/** Sentences and items, one a line, with plain spaces. */
function wordsOf(arms: readonly JudgedArm[], more: Partial<Judged> = {}): string {
  const statements = concludeExperiment({ arms, baseline: arms[0]!.id, epochs: 3, unit: 'MACs', ...more });
  return statements
    .flatMap(({ text, items = [] }) => [text, ...items])
    .join('\n')
    .replaceAll('\u00a0', ' ');
}

/** The answer in one line. */
const answerOf = (...arms: readonly JudgedArm[]): string =>
  answerTo({ arms, baseline: arms[0]!.id, epochs: 3, unit: 'MACs' }).replaceAll('\u00a0', ' ');

const step = (t: number, finals: readonly number[]): JudgedArm => arm(`t = ${t}`, finals, { x: t });

describe('answerTo(arms)', () => {
  const linear = arm('linear', [0.7, 0.71, 0.72]);
  const relu = arm('with ReLU', [0.6, 0.61, 0.62]);
  const other = arm('other', [0.705, 0.715, 0.725]);

  // As above: 10 ± 2.27 points, and 0.5 ± 2.27.
  for (const [arms, answer] of [
    [[linear, relu], 'The highest mean is that of “linear”: 71.0 %. The other is lower by more than the noise.'],
    [[linear, relu, other], 'The highest mean is that of “other”: 71.5 %. Within the noise of it: “linear”.'],
    [
      [linear, arm('once', [0.6])],
      'The highest mean is that of “linear”: 71.0 %. Single runs tell no difference from noise.',
    ],
    [[arm('alone', [0.6])], 'The highest single result is that of “alone”: 60.0 %.'],
    [[arm('none', [])], 'No arm has a finished run yet.'],
  ] as const)
    it(answer, () => expect(answerOf(...arms)).to.equal(answer));
});

describe('concludeExperiment(arms)', () => {
  const linear = arm('linear', [0.7, 0.71, 0.72]);

  it('says by how much an arm is clearly below, with the interval of Welch', () => {
    // Both standard deviations are 0.01, so t = 2.776 at 4 degrees of freedom: 10 ± 2.776·√(2·0.01²/3) = 10 ± 2.27 points.
    const words = wordsOf([linear, arm('with ReLU', [0.6, 0.61, 0.62])]);
    expect(words).to.contain('Against the baseline, “linear”, with 71.0 % (mean of 3 seeds):');
    expect(words).to.contain('“with ReLU”: 10.0 points below (95 % interval 7.7 to 12.3)');
    expect(words).not.to.contain('noise');
  });

  it('calls a difference within the noise that, and says how small a one could be seen', () => {
    const words = wordsOf([linear, arm('other', [0.705, 0.715, 0.725])]);
    expect(words).to.contain('“other”: within the noise, 0.5 points above (95 % interval −1.8 to 2.8)');
    expect(words).to.contain('a difference of less than about 2.3 points cannot be seen with these runs');
  });

  it('concludes nothing from a single run', () => {
    const words = wordsOf([linear, arm('other', [0.6])]);
    expect(words).to.contain('“other”: 11.0 points below, which a single run cannot tell from noise');
    expect(words).to.contain('With fewer runs than the others: “other” (1 of 3 seeds).');
    const single = wordsOf([arm('linear', [0.7]), arm('other', [0.6])]);
    expect(single).to.contain('with 70.0 % in its single run, which tells no difference from noise:');
    expect(single).to.contain('“other”: 10.0 points below\n');
    expect(single).not.to.contain('interval');
  });

  it('says which arms are missing, and puts nothing in their place', () => {
    const words = wordsOf([linear, arm('other', []), arm('third', [0.6, 0.61])]);
    expect(words).to.contain('Without a finished run yet: “other”. Nothing is put in their place.');
    expect(words).to.contain('With fewer runs than the others: “third” (2 of 3 seeds).');
    expect(words.match(/“other”/g)).to.have.length(1);
  });

  it('compares nothing without its baseline', () => {
    const words = wordsOf([arm('linear', []), arm('other', [0.6, 0.61, 0.62])]);
    expect(words).to.contain('The baseline, “linear”, has no finished run').and.not.to.contain('above');
    expect(wordsOf([arm('linear', []), arm('other', [])])).to.equal('No arm has a finished run yet.');
  });

  it('gives the ends of a narrow interval a decimal that shows on which side of 0 they are', () => {
    const words = wordsOf([arm('linear', [0.7, 0.7001]), arm('other', [0.7006, 0.7007])]);
    expect(words).to.match(/0\.1 points above \(95 % interval 0\.03 to 0\.09\)/);
  });

  it('says whether the arms differ in size', () => {
    const bigger = arm('other', [0.7, 0.71], { parameters: 150_000 });
    expect(wordsOf([linear, bigger])).to.contain(
      'All arms have equally many MACs, but parameters from 100.0 k to 150.0 k.',
    );
    const nearly = arm('other', [0.7, 0.71], { operations: 1_010_000 });
    expect(wordsOf([linear, nearly])).to.contain(
      'All arms have equally many parameters and MACs within 1.0 % of each other.',
    );
    const both = arm('other', [0.7, 0.71], { parameters: 150_000, operations: 3_000_000 });
    expect(wordsOf([linear, both]))
      .to.contain('differ in size too')
      .and.to.contain('MACs from 1.00 M to 3.00 M');
  });

  it('says how short the runs are', () => {
    expect(wordsOf([linear])).to.contain('runs of 3 epochs');
    expect(wordsOf([linear], { epochs: 1 })).to.contain('runs of 1 epoch:');
  });
});

describe('concludeExperiment(arms) of a sweep', () => {
  const sweep = [
    step(1, [0.6, 0.61, 0.62]),
    step(2, [0.65, 0.66, 0.67]),
    step(4, [0.7, 0.71, 0.72]),
    step(6, [0.705, 0.715, 0.725]),
    step(10, [0.71, 0.72, 0.73]),
  ];
  const more = { baseline: 't = 6', sweep: 't' };

  it('names the stretch whose arms are within the noise of each other, and compares the others', () => {
    const words = wordsOf(sweep, more);
    expect(words).to.contain('The highest mean is that of t = 10: 72.0 %.');
    expect(words).to.contain('t = 4 to 10 are within the noise of each other.');
    expect(words).to.contain('t = 1: 10.5 points below').and.to.contain('t = 2: 5.5 points below');
    expect(words).not.to.contain('t = 4:').and.not.to.contain('t = 10: within');
  });

  it('says so where all are', () => {
    expect(wordsOf(sweep.slice(2), more)).to.contain('t = 4 to 10 are all within the noise of each other.');
  });

  it('asks any two of the stretch, not neighbours alone', () => {
    const rising = [step(1, [0.7, 0.702]), step(2, [0.715, 0.717]), step(4, [0.73, 0.732])];
    const wide = [step(1, [0.6, 0.61, 0.62]), step(2, [0.62, 0.63, 0.64]), step(4, [0.64, 0.65, 0.66])];
    expect(alikeAroundBest(rising)).to.have.length(1);
    expect(alikeAroundBest(wide).map(({ x }) => x)).to.deep.equal([2, 4]);
  });

  it('says that the baseline is not among the best, and compares them with it', () => {
    const words = wordsOf(sweep, { ...more, baseline: 't = 1' });
    expect(words).to.contain('; the baseline, t = 1, is not among them.');
    expect(words).to.contain('t = 10: 11.0 points above');
  });
});
