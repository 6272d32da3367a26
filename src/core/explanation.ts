/** How one value of a network comes about: the arithmetic of its node, with the numbers put in. Types only. */
import type { ActivationFunction } from './ops/activation.js';

/** Where a value stands in a tensor, each from 0. */
export type Place = readonly [row: number, column: number, channel: number];

/** A value that goes in. */
export interface Read {
  /** Of which of the node's inputs it is, also where it is padding around that; absent where it is stored with the network. */
  readonly input?: number;
  /** Outside of that input where it is padding. */
  readonly place: Place;
  readonly value: number;
  /** What is no value of an input: added around it, or stored with the network. */
  readonly of?: 'padding' | 'constant';
}

export interface Term extends Read {
  readonly weight: number;
  readonly product: number;
  /** Where the weight itself is computed: a product of two matrices. */
  readonly weightRead?: Read;
}

/** What is added up together: the window in one channel, or a single term. */
export interface Addends {
  /** In rows of the window. */
  readonly terms: readonly Term[];
  readonly sum: number;
}

/** The terms that are not listed. */
export interface Rest {
  readonly terms: number;
  readonly sum: number;
}

/** Values times weights, added up: convolutions, fully connected layers, means, additions. */
export interface SumOfProducts {
  readonly form: 'sum';
  /** How the terms of a part lie. */
  readonly layout: readonly [rows: number, columns: number];
  /** In the order of the inputs where all are listed, else those of largest magnitude, largest first. */
  readonly parts: readonly Addends[];
  readonly rest: Rest;
  readonly bias?: number;
  /** What the sum is divided by: of a mean, how many values count. */
  readonly divisor?: number;
}

/** One of several values, the largest or the smallest. */
export interface Extreme {
  readonly form: 'extreme';
  readonly of: 'largest' | 'smallest';
  readonly layout: readonly [rows: number, columns: number];
  /** In rows of the window where all are listed, else the best, best first. Padding never wins, and has NaN as its value. */
  readonly reads: readonly Read[];
  /** Index of the one that is taken. */
  readonly chosen: number;
  /** How many are not listed. */
  readonly rest: number;
}

/** A value that comes from elsewhere as it is. */
export interface Move {
  readonly form: 'move';
  readonly from: Read;
}

/** What a formula computes: the pixel's normalisation, a norm, a combination of two values, or an activation function. */
export type FormulaName =
  | 'pixel'
  | 'batch norm'
  | 'norm'
  | 'local response norm'
  | 'PReLU'
  | 'rescaling'
  | 'product'
  | 'quotient'
  | ActivationFunction;

/** A formula of few numbers. */
export interface Calculation {
  readonly form: 'formula';
  readonly name: FormulaName;
  /** The numbers by their symbols: `x`, `μ`, `σ²`, `γ`, … */
  readonly numbers: Readonly<Record<string, number>>;
  /** What goes in: first `x`, then what else takes part (other channels of a softmax), largest first where not all are listed. */
  readonly reads: readonly Read[];
  /** How many values take part without being listed. */
  readonly rest: number;
}

export type Arithmetic = SumOfProducts | Extreme | Move | Calculation;

/** Another node that reads the value, and one of its values that depends on it. */
export interface Feed {
  readonly node: string;
  readonly place: Place;
}

export interface Explanation {
  readonly node: string;
  readonly place: Place;
  /** As the engine has computed it, in float32. */
  readonly value: number;
  /** The same from what is listed here, in float64. */
  readonly result: number;
  /** Sum of the magnitudes of what is added up: rounding leads `value` away from `result` in proportion to it. */
  readonly magnitude: number;
  readonly arithmetic: Arithmetic;
  /** One for each node that reads the value: where channels mix, in the output channel that weighs it most. */
  readonly feeds: readonly Feed[];
}
