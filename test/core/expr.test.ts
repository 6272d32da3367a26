import { describe, expect, it } from 'vitest';
import { toMathML, toTex, toText } from '../../src/core/expr-print.js';
import { evaluate, number, product, quotient, sum } from '../../src/core/expr.js';
import { factor, substitute, symbolsIn, withNumbers } from '../../src/core/expr-rewrite.js';
import { randomSum } from '../support/random-expression.js';
import { Seeded } from '../support/seeded.js';

const table = [product(1, 1, 'N_i', 'N_i', 't'), product(3, 3, 'N_i', 't'), product(1, 1, 'N_i', 't', 'N_o')];
const bindings = { N_i: 16, t: 6, N_o: 24 };

describe('evaluate(expression, bindings)', () => {
  it('multiplies, adds and divides', () => {
    expect(evaluate(sum(product('N_i', 't'), quotient('N_o', 4), 1), bindings)).to.equal(16 * 6 + 24 / 4 + 1);
  });

  it('names the symbol that has no value', () => {
    expect(() => evaluate(product('K', 'N_i'), bindings)).to.throw(RangeError, 'symbol K: no value bound');
  });
});

describe('substitute(expression, substitution)', () => {
  it('writes a kind’s symbols in those of the block', () => {
    const kernel = product('K', 'K', 'N_i', 'N_o');
    const expansion = substitute(kernel, { K: number(1), N_o: product('N_i', 't') });
    expect(toText(expansion)).to.equal('1·1·N_i·N_i·t');
  });

  it('leaves symbols that are not named, and the expression that it was given', () => {
    const before = quotient('N_i', 'g');
    expect(toText(substitute(before, { g: number(3) }))).to.equal('N_i/3');
    expect(toText(before)).to.equal('N_i/g');
  });

  it('puts in numbers without working them out', () => {
    expect(toText(withNumbers(sum(...table), bindings))).to.equal('1·1·16·16·6 + 3·3·16·6 + 1·1·16·6·24');
  });
});

describe('symbolsIn(expression)', () => {
  it('gives every symbol once, in writing order', () => {
    expect(symbolsIn(sum(product('N_o', 't'), quotient('t', 'g'), 7))).to.deep.equal(['N_o', 't', 'g']);
  });
});

describe('factor(expression)', () => {
  it('turns the post’s rows into the post’s total', () => {
    expect(toText(factor(sum(...table)))).to.equal('N_i·t·(N_i + 3·3 + N_o)');
  });

  it('takes a factor out as often as every term has it', () => {
    const terms = sum(product('a', 'a', 'b'), product('a', 'a', 'a'));
    expect(toText(factor(terms))).to.equal('a·a·(b + a)');
  });

  it('leaves 1 where nothing remains of a term', () => {
    expect(toText(factor(sum(product('a', 'b'), 'a')))).to.equal('a·(b + 1)');
  });

  it('leaves a sum without common factors as it is', () => {
    expect(toText(factor(sum('a', 'b')))).to.equal('a + b');
  });

  it('drops the ones of a single term', () => {
    expect(toText(factor(product(1, 1, 'a')))).to.equal('a');
    expect(toText(factor(number(1)))).to.equal('1');
  });

  it('never changes a value', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = new Seeded(seed);
      const expression = randomSum(random);
      const values = { a: random.integer(1, 9), b: random.integer(1, 9), c: random.integer(1, 9) };
      expect(evaluate(factor(expression), values), toText(expression)).to.equal(evaluate(expression, values));
    }
  });
});

describe('printing', () => {
  const total = factor(sum(...table));
  const grouped = product(3, 3, quotient('N_i', 'g'), 'N_o');

  it('as text', () => {
    expect(toText(grouped)).to.equal('3·3·N_i/g·N_o');
    expect(toText(number(1234567))).to.equal('1,234,567');
    expect(toText(number(2.5))).to.equal('2.5');
  });

  it('as text keeps a fraction together', () => {
    expect(toText(quotient(sum('a', 'b'), product('c', 'd')))).to.equal('(a + b)/(c·d)');
  });

  it('as TeX', () => {
    expect(toTex(total)).to.equal('N_{i} \\cdot t \\cdot (N_{i} + 3 \\cdot 3 + N_{o})');
    expect(toTex(grouped)).to.equal('3 \\cdot 3 \\cdot \\frac{N_{i}}{g} \\cdot N_{o}');
    expect(toTex(number(1234567))).to.equal('1{,}234{,}567');
    expect(toTex(quotient(sum('a', 'b'), 'c'))).to.equal('\\frac{a + b}{c}');
  });

  it('as MathML', () => {
    expect(toMathML(product('N_i', 't'))).to.equal(
      '<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow>' +
        '<msub><mi>N</mi><mi>i</mi></msub><mo>·</mo><mi>t</mi></mrow></math>',
    );
  });
});
