import type { Op } from '../op.js';
import { activation } from './activation.js';
import { add } from './add.js';
import { averagePool } from './average-pool.js';
import { batchNorm } from './batch-norm.js';
import { conv2d } from './conv2d.js';
import { dense } from './dense.js';
import { depthwiseConv2d } from './depthwise-conv2d.js';
import { globalAveragePool } from './global-average-pool.js';
import { input } from './input.js';
import type { opsOfFamilies } from './of-families.js';
import type { opsOfFiles } from './of-files.js';

/**
 * The register of the layer kinds that a page has at once: those of MobileNetV2. `of-families.ts` has what else networks of
 * ours are made of, `of-files.ts` what only files have. A new kind is one file and one line here or there; the compiler then
 * names what else it needs.
 */
export const ops = {
  input,
  conv2d,
  'depthwise-conv2d': depthwiseConv2d,
  'batch-norm': batchNorm,
  activation,
  add,
  'average-pool': averagePool,
  'global-average-pool': globalAveragePool,
  dense,
} as const;

type Ops = typeof ops & typeof opsOfFamilies & typeof opsOfFiles;

export type OpKind = keyof Ops;

/** The attributes that nodes of a kind carry. */
export type AttributesOf<K extends OpKind> = Ops[K] extends Op<infer Attributes> ? Attributes : never;

const known = new Map<string, unknown>(Object.entries(ops));

/** A page loads the rules of other kinds with the family that has them, or with the part that reads files. */
export function addOps(more: Readonly<Record<string, unknown>>): void {
  for (const [kind, op] of Object.entries(more)) known.set(kind, op);
}

/** A kind's declaration for code that treats all kinds alike; a node's kind and attributes always belong together. */
export const opOf = (kind: OpKind): Op<unknown> => known.get(kind) as Op<unknown>;
