import { expect } from '@open-wc/testing';
import { toMathML } from '../../src/core/expr-print.js';
import { product, quotient, sum } from '../../src/core/expr.js';
import { factor, symbolsIn } from '../../src/core/expr-rewrite.js';
import { randomSum } from '../support/random-expression.js';
import { Seeded } from '../support/seeded.js';

describe('MathML as core prints it', () => {
  it('is well formed, whatever the expression', () => {
    const table = sum(product(1, 1, 'N_i', 'N_i', 't'), product(3, 3, 'N_i', 't'), product(1, 1, 'N_i', 't', 'N_o'));
    const grouped = product(3, 3, quotient('N_i', 'g'), 'N_o');
    const expressions = [factor(table), grouped, quotient(sum('a', 'b'), product('c', 2.5))];
    for (let seed = 0; seed < 50; seed++) expressions.push(randomSum(new Seeded(seed)));
    for (const expression of expressions) expectMathML(toMathML(expression), symbolsIn(expression));
  });
});

function expectMathML(markup: string, symbols: readonly string[]): void {
  const { documentElement } = new DOMParser().parseFromString(markup, 'application/xml');
  expect(documentElement.localName, markup).to.equal('math');
  expect(documentElement.querySelector('parsererror'), markup).to.equal(null);
  const identifiers = [...documentElement.querySelectorAll('mi')].map((element) => element.textContent);
  for (const name of symbols) expect(identifiers, markup).to.include.members(name.split('_'));
}
