/**
 * What of a `tf.LayersModel` can be said without tfjs's typings, which a program that never calls tfjs itself need not
 * have. Where they are there, `model as tf.LayersModel` says the rest.
 */

/** Of a `tf.Tensor`. */
export interface TensorLike {
  readonly shape: readonly number[];
  readonly dtype: string;
  /** Its values, in row-major order. */
  data(): Promise<ArrayLike<number | string>>;
  dispose(): void;
}

/** Of a `tf.LayersModel`. */
export interface LayersModelLike {
  readonly layers: readonly { readonly name: string; countParams(): number }[];
  /** Images `[batch, height, width, 3]` → logits `[batch, classes]`. */
  predict(inputs: TensorLike | TensorLike[], options?: { batchSize?: number }): TensorLike | TensorLike[];
  /** To an address (`downloads://…`, `indexeddb://…`) or an IOHandler of tfjs. */
  save(handler: string | object): Promise<object>;
  dispose(): unknown;
}
