/**
 * Formulas as values. One expression is evaluated to a number, rewritten in a block's symbols and printed, so that the
 * number on screen and the formula beside it cannot disagree.
 */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'product'; readonly factors: readonly Expression[] }
  | { readonly kind: 'sum'; readonly terms: readonly Expression[] }
  | { readonly kind: 'quotient'; readonly numerator: Expression; readonly denominator: Expression };

/** What each symbol stands for, as a number. */
export type Bindings = Readonly<Record<string, number>>;

/** What each symbol is written as, in the symbols of the block around it. */
export type Substitution = Readonly<Record<string, Expression>>;

type Operand = Expression | number | string;

const lift = (operand: Operand): Expression =>
  typeof operand === 'number' ? number(operand) : typeof operand === 'string' ? symbol(operand) : operand;

export const number = (value: number): Expression => ({ kind: 'number', value });
export const symbol = (name: string): Expression => ({ kind: 'symbol', name });

/** A product; products inside it are flattened, numbers stay as they are written (`3·3`, not `9`). */
export function product(...operands: Operand[]): Expression {
  const factors = operands.map(lift).flatMap((factor) => (factor.kind === 'product' ? factor.factors : [factor]));
  return factors.length === 1 ? factors[0]! : { kind: 'product', factors };
}

export function sum(...operands: Operand[]): Expression {
  const terms = operands.map(lift).flatMap((term) => (term.kind === 'sum' ? term.terms : [term]));
  return terms.length === 1 ? terms[0]! : { kind: 'sum', terms };
}

export const quotient = (numerator: Operand, denominator: Operand): Expression => ({
  kind: 'quotient',
  numerator: lift(numerator),
  denominator: lift(denominator),
});

/** The value under `bindings`. Throws `RangeError` when a symbol has none. */
export function evaluate(expression: Expression, bindings: Bindings): number {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'symbol': {
      const value = bindings[expression.name];
      if (value === undefined) throw new RangeError(`symbol ${expression.name}: no value bound`);
      return value;
    }
    case 'product':
      return expression.factors.reduce((value, factor) => value * evaluate(factor, bindings), 1);
    case 'sum':
      return expression.terms.reduce((value, term) => value + evaluate(term, bindings), 0);
    case 'quotient':
      return evaluate(expression.numerator, bindings) / evaluate(expression.denominator, bindings);
  }
}

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
