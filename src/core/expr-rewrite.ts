/** Expressions rewritten: in other symbols, in numbers, with common factors taken out. */
import { number, product, quotient, sum, type Bindings, type Expression, type Substitution } from './expr.js';

/** The same expression with symbols replaced; a symbol that is not named stays. */
export function substitute(expression: Expression, substitution: Substitution): Expression {
  const inside = (part: Expression): Expression => substitute(part, substitution);
  switch (expression.kind) {
    case 'number':
      return expression;
    case 'symbol':
      return substitution[expression.name] ?? expression;
    case 'product':
      return product(...expression.factors.map(inside));
    case 'sum':
      return sum(...expression.terms.map(inside));
    case 'quotient':
      return quotient(inside(expression.numerator), inside(expression.denominator));
  }
}

/** Every symbol put in as its number; what remains is arithmetic that a reader can check. */
export const withNumbers = (expression: Expression, bindings: Bindings): Expression =>
  substitute(expression, Object.fromEntries(Object.entries(bindings).map(([name, value]) => [name, number(value)])));

/** The names of the symbols in an expression, in the order in which they are written. */
export function symbolsIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'number':
      return [];
    case 'symbol':
      return [expression.name];
    case 'product':
      return [...new Set(expression.factors.flatMap(symbolsIn))];
    case 'sum':
      return [...new Set(expression.terms.flatMap(symbolsIn))];
    case 'quotient':
      return [...new Set([...symbolsIn(expression.numerator), ...symbolsIn(expression.denominator)])];
  }
}

const sameAtom = (a: Expression, b: Expression): boolean =>
  a.kind === 'number'
    ? b.kind === 'number' && a.value === b.value
    : a.kind === 'symbol' && b.kind === 'symbol' && a.name === b.name;

const isOne = (expression: Expression): boolean => expression.kind === 'number' && expression.value === 1;

/** The factors of a term, ones left out: a 1×1 kernel does not show in a total. */
const factorsOf = (term: Expression): Expression[] =>
  (term.kind === 'product' ? term.factors : [term]).filter((factor) => !isOne(factor));

function without(factors: readonly Expression[], taken: readonly Expression[]): Expression[] {
  const rest = [...factors];
  for (const factor of taken) {
    const at = rest.findIndex((other) => sameAtom(other, factor));
    if (at >= 0) rest.splice(at, 1);
  }
  return rest;
}

/** What every term has in common, each factor as often as it occurs in all of them. */
function commonFactors(terms: readonly Expression[][]): Expression[] {
  const [first = [], ...others] = terms;
  const remaining = others.map((term) => [...term]);
  return first.filter((factor) => {
    const places = remaining.map((term) => term.findIndex((other) => sameAtom(other, factor)));
    if (places.some((at) => at < 0)) return false;
    remaining.forEach((term, index) => term.splice(places[index]!, 1));
    return true;
  });
}

const productOf = (factors: readonly Expression[]): Expression => (factors.length ? product(...factors) : number(1));

/** Takes common factors out of a sum: `N_i·N_i·t + 3·3·N_i·t + N_i·t·N_o` → `N_i·t·(N_i + 3·3 + N_o)`. */
export function factor(expression: Expression): Expression {
  const terms = (expression.kind === 'sum' ? expression.terms : [expression]).map(factorsOf);
  const common = commonFactors(terms);
  if (terms.length === 1) return productOf(terms[0]!);
  const inner = sum(...terms.map((term) => productOf(without(term, common))));
  return common.length ? product(...common, inner) : inner;
}
