import type { Expression } from './expr.js';
import { once } from './once.js';

/** One way of writing expressions down; `printWith` knows the structure, a notation only the signs. */
interface Notation {
  number(value: number): string;
  symbol(base: string, index: string | undefined): string;
  times: string;
  plus: string;
  group(inner: string): string;
  /** Whether a fraction bar holds together what stands over and under it. */
  bar: boolean;
  quotient(numerator: string, denominator: string): string;
}

const isAtom = ({ kind }: Expression): boolean => kind === 'number' || kind === 'symbol';

function printWith(notation: Notation, expression: Expression): string {
  const print = (part: Expression): string => printWith(notation, part);
  const grouped = (part: Expression): string => (part.kind === 'sum' ? notation.group(print(part)) : print(part));
  switch (expression.kind) {
    case 'number':
      return notation.number(expression.value);
    case 'symbol': {
      const [base, index] = expression.name.split('_');
      return notation.symbol(base!, index);
    }
    case 'product':
      return expression.factors.map(grouped).join(notation.times);
    case 'sum':
      return expression.terms.map(print).join(notation.plus);
    case 'quotient': {
      const { numerator, denominator } = expression;
      if (notation.bar) return notation.quotient(print(numerator), print(denominator));
      return notation.quotient(
        grouped(numerator),
        isAtom(denominator) ? print(denominator) : notation.group(print(denominator)),
      );
    }
  }
}

const numberFormat = once(() => new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 }));
/** Most numbers in formulas are small, and a number format takes longer than all the rest of printing. */
const withThousands = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1000 ? `${value}` : numberFormat().format(value);

const text: Notation = {
  number: withThousands,
  symbol: (base, index) => (index ? `${base}_${index}` : base),
  times: '·',
  plus: ' + ',
  group: (inner) => `(${inner})`,
  bar: false,
  quotient: (numerator, denominator) => `${numerator}/${denominator}`,
};

const tex: Notation = {
  number: (value) => withThousands(value).replaceAll(',', '{,}'),
  symbol: (base, index) => (index ? `${base}_{${index}}` : base),
  times: ' \\cdot ',
  plus: ' + ',
  group: (inner) => `(${inner})`,
  bar: true,
  quotient: (numerator, denominator) => `\\frac{${numerator}}{${denominator}}`,
};

const mathml: Notation = {
  number: (value) => `<mn>${withThousands(value)}</mn>`,
  symbol: (base, index) => (index ? `<msub><mi>${base}</mi><mi>${index}</mi></msub>` : `<mi>${base}</mi>`),
  times: '<mo>·</mo>',
  plus: '<mo>+</mo>',
  group: (inner) => `<mrow><mo>(</mo>${inner}<mo>)</mo></mrow>`,
  bar: true,
  quotient: (numerator, denominator) => `<mfrac><mrow>${numerator}</mrow><mrow>${denominator}</mrow></mfrac>`,
};

/** `N_i·t·(N_i + 3·3 + N_o)` */
export const toText = (expression: Expression): string => printWith(text, expression);
/** `N_{i} \cdot t \cdot (N_{i} + 3 \cdot 3 + N_{o})` */
export const toTex = (expression: Expression): string => printWith(tex, expression);
/** A whole `<math>` element. */
export const toMathML = (expression: Expression): string =>
  `<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow>${printWith(mathml, expression)}</mrow></math>`;
