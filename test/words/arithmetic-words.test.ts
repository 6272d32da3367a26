import { describe, expect, it } from 'vitest';
import { knowOpsOfFiles, weightsOf, type Explanation, type OpKind } from '../../src/core/index.js';
import { placeIn } from '../../src/runtime/explain/value-context.js';
import { work } from '../../src/runtime/explain/explain.js';
import { tableOfExplanation } from '../../src/words/arithmetic-table.js';
import { equationOf, formatPin, formatSum, nameBeside, substitute } from '../../src/words/arithmetic-words.js';
import { formatCell, formatValue } from '../../src/words/format-value.js';
import { networkOf, samples, type Samples } from '../support/op-samples.js';
import { Seeded } from '../support/seeded.js';

knowOpsOfFiles();

/** What a reader gets who works out what is written. */
function workedOut(text: string): number {
  const program = text
    .replaceAll(/\([\d,]+ more\)|\(bias\)/g, '')
    .replaceAll('−', '-')
    .replaceAll('·', '*')
    .replaceAll(/\|([^|]*)\|/g, 'abs($1)')
    .replaceAll('√2', 'sqrt(2)')
    .replaceAll('√', 'sqrt')
    .replaceAll('e^min(', 'expMin(')
    .replaceAll('e^(', 'exp(')
    .replaceAll(/e\^(-?[\d.]+(?:e-\d+)?)/g, 'exp($1)')
    .replaceAll('^', '**')
    .replaceAll('π', 'PI')
    .replaceAll('ln(', 'log(');
  const names = {
    max: Math.max,
    min: Math.min,
    abs: Math.abs,
    sqrt: Math.sqrt,
    exp: Math.exp,
    tanh: Math.tanh,
    log: Math.log,
    PI: Math.PI,
  };
  const erf = (x: number): number => {
    let [sum, term] = [x, x];
    for (let n = 1; n < 60; n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  };
  const all = { ...names, erf, expMin: (...values: number[]) => Math.exp(Math.min(...values)) };
  // oxlint-disable-next-line no-new-func -- a formula as it is read, worked out by another than us
  return Function(...Object.keys(all), `return ${program}`)(...Object.values(all)) as number;
}

function explanationOf<K extends OpKind>(kind: K, sample: Samples<K>[number], index: number): Explanation {
  const node = networkOf(kind, sample as Samples<OpKind>[number]).nodes.at(-1)!;
  const random = new Seeded(index + 1);
  const values = (shape: readonly number[], least: number): Float32Array =>
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.next() + least);
  const place = placeIn(node.outputShape, index);
  const worked = work({
    node,
    inputs: node.inputShapes.map((shape) => values(shape, -0.5)),
    weights: Object.fromEntries(weightsOf(node).map(({ name, shape }) => [name, values(shape, 0.1)])),
    place,
    most: 16,
  });
  return { node: node.id, place, value: worked.result, feeds: [], ...worked };
}

const kinds = Object.keys(samples) as (keyof typeof samples)[];

describe('the equation of a value', () => {
  for (const kind of kinds) {
    it(`${kind}: who works out what is written gets the value, but for rounding`, () => {
      for (const sample of samples[kind] as Samples<OpKind>) {
        for (const index of [0, 7, 23]) {
          const { arithmetic, result, magnitude } = explanationOf(kind, sample, index % 8);
          if (!Number.isFinite(result)) continue;
          const { numbers } = equationOf(arithmetic);
          if (numbers.includes('…')) continue; // a long list is shortened
          const terms = numbers.split(/ [+−] /).length;
          const what = `${JSON.stringify(sample.attributes)}: ${numbers} = ${result}`;
          const rounding = arithmetic.form === 'sum' ? 5e-3 * terms : 5e-3;
          expect(Math.abs(workedOut(numbers) - result), what).to.be.at.most(rounding * Math.max(magnitude, 1e-9));
        }
      }
    });
  }

  it('is written in symbols beside', () => {
    const [sample] = samples['batch-norm'];
    const { arithmetic } = explanationOf('batch-norm', sample!, 3);
    expect(equationOf(arithmetic).symbols).to.equal('γ · (x − μ) / √(σ² + ε) + β');
    const { arithmetic: bare } = explanationOf('batch-norm', samples['batch-norm'][1]!, 3);
    expect(equationOf(bare).symbols).to.equal('(x − μ) / √(σ² + ε)');
  });

  it('says how much is left over of a long sum', () => {
    const { arithmetic } = explanationOf('dense', { attributes: { units: 3, bias: true } }, 1);
    expect(equationOf(arithmetic).numbers).to.match(
      /^−?[\d.]+( [+−] [\d.]+){8} [+−] [\d.]+ \(111 more\) [+−] [\d.]+ \(bias\)$/,
    );
  });
});

describe('numbers in place of symbols', () => {
  it('puts parentheses where a sign would be read otherwise', () => {
    expect(substitute('γ · (x − μ) / √(σ² + ε) + β', { x: -1, μ: -2, 'σ²': 4, ε: 0.001, γ: -3, β: -5 })).to.equal(
      '(−3) · (−1 − (−2)) / √(4 + 0.001) + (−5)'.replace('(−3)', '−3'),
    );
    expect(substitute('max(0, x)', { x: -1 })).to.equal('max(0, −1)');
    expect(substitute('x^α', { x: -2, α: 3 })).to.equal('(−2)^3');
  });

  it('leaves the names of functions alone', () => {
    expect(substitute('x · tanh(ln(1 + e^x))', { x: 2, a: 9, l: 9, t: 9 })).to.equal('2 · tanh(ln(1 + e^2))');
  });

  it('writes sums with their signs', () => {
    expect(formatSum([{ value: -0.5 }, { value: 0.25 }, { value: -1, of: 'bias' }])).to.equal('−0.5 + 0.25 − 1 (bias)');
    expect(formatSum([])).to.equal('0');
  });

  it('never writes −0', () => {
    for (const format of [formatValue, formatCell]) expect(format(-0)).to.equal('0');
    expect([formatCell(-0.07934), formatCell(0.00006), formatCell(123.456)]).to.deep.equal(['−0.079', '6e−5', '123']);
  });
});

describe('names of values', () => {
  it('are as long as it takes beside another node', () => {
    expect(nameBeside('stage4/block2/expand/activation', 'stage4/block2/depthwise/conv')).to.equal('expand/activation');
    expect(nameBeside('stage4/block1/project/conv', 'stage4/block2/add')).to.equal('block1/project/conv');
    expect(nameBeside('stage4/block2/project/conv', 'stage4/block2/add')).to.equal('project/conv');
    expect(nameBeside('input', 'stem/conv')).to.equal('input');
  });

  it('have a place where there is a map, and a class where there is one', () => {
    expect(formatPin([3, 5, 17], true)).to.equal('channel 17 at (3, 5)');
    expect(formatPin([0, 0, 8], false, 'ship')).to.equal('ship, channel 8');
  });
});

describe('the arithmetic as a table', () => {
  it('has every value, weight and product, what is left over, bias and result', () => {
    const explanation = explanationOf('dense', { attributes: { units: 3, bias: true } }, 1);
    const { columns, rows, title, about } = tableOfExplanation(explanation, { network: 'Net', inputs: ['pool'] });
    expect(title).to.equal('Net: node at row 0, column 0, channel 1');
    expect(columns).to.deep.equal(['what', 'of', 'row', 'column', 'channel', 'value', 'weight', 'product']);
    expect(about[1]).to.equal(`In float32, as the engine computes it: ${explanation.value}`);
    const [terms, others] = [rows.slice(0, 16), rows.slice(16)];
    expect(others.map(([what]) => what)).to.deep.equal(['104 more', 'bias', 'result']);
    for (const row of terms) expect((row[5] as number) * (row[6] as number)).to.equal(row[7]);
    const products = [...terms, others[0]!].reduce((sum, row) => sum + (row[7] as number), 0);
    expect(products + (others[1]![5] as number)).to.be.closeTo(others[2]![5] as number, 1e-9);
  });

  it('has a row for each value that was there to choose from, and marks padding', () => {
    const explanation = explanationOf('max-pool', samples['max-pool'][0]!, 0);
    const { rows } = tableOfExplanation(explanation, { network: 'Net', inputs: ['conv'] });
    expect(rows.length).to.equal(10);
    expect(rows.filter(([what]) => what === 'padding').map((row) => row[5])).to.deep.equal([
      null,
      null,
      null,
      null,
      null,
    ]);
    const values = rows.slice(0, 9).map((row) => row[5] ?? -Infinity);
    expect(Math.max(...(values as number[]))).to.equal(rows[9]![5]);
  });
});
