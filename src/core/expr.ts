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
