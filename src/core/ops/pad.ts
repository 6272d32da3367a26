import { defineOp, noSymbols, noWeights } from '../op.js';
import { formatShape } from '../shape.js';

/** Rows and columns that are added on each side; taken away where negative. */
export interface PadAttributes {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  /** Channels of zeros, or of that value, that are added behind. */
  readonly channels?: number;
  /** What is added: this value, or what lies on the other side of the edge; zeros where absent. */
  readonly value?: number | 'reflected';
}

export const isCropping = ({ top, bottom, left, right }: PadAttributes): boolean =>
  Math.min(top, bottom, left, right) < 0;

export const pad = defineOp<PadAttributes>({
  title: (attributes) => (isCropping(attributes) ? 'cropping' : attributes.value ? 'padding' : 'zero padding'),
  arity: 1,
  outputShape([shape], { top, bottom, left, right, channels: more = 0 }) {
    const [height, width, channels] = shape!;
    const [rows, columns] = [height + top + bottom, width + left + right];
    if (rows < 1 || columns < 1) throw new RangeError(`nothing is left of ${formatShape(shape!)} after cropping`);
    return [rows, columns, channels + more];
  },
  symbols: noSymbols,
  weights: noWeights,
  role: 'other',
  inPlace: false,
  sight: ({ top, left }) => ({ by: 'shift', rows: top, columns: left }),
});
