/** What must not compile in a layer kind's file. `tsc -b` reads this; nothing runs. */
import { defineOp, noSymbols, noWeights, sameAsInput, seesPlace } from '../../src/core/op.js';

const declared = {
  title: () => 'identity',
  sentence: () => 'Hands on what comes in.',
  arity: 1,
  outputShape: sameAsInput,
  symbols: noSymbols,
  weights: noWeights,
};

defineOp({ ...declared, role: 'other', inPlace: true, sight: seesPlace });

// @ts-expect-error a kind that does not say what part it plays
defineOp({ ...declared, inPlace: true, sight: seesPlace });

// @ts-expect-error a kind that does not say whether it works in place
defineOp({ ...declared, role: 'other', sight: seesPlace });

// @ts-expect-error a kind that does not say what it sees of its input
defineOp({ ...declared, role: 'other', inPlace: true });

// @ts-expect-error a part that nobody knows
defineOp({ ...declared, role: 'normalisation', inPlace: true, sight: seesPlace });
