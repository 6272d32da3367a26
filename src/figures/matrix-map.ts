/** A matrix made small enough to be looked at. */

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Row by row. */
  readonly data: Float32Array;
}

export interface SmallMatrix extends Matrix {
  /** How many rows and columns of the original one value stands for. */
  readonly block: readonly [rows: number, columns: number];
}

/**
 * At most `maxRows` × `maxColumns`, each value the one of its block that is farthest from zero: a mean of weights, which lie
 * around zero, would show nothing.
 */
export function shrinkByPeak({ rows, columns, data }: Matrix, maxRows: number, maxColumns: number): SmallMatrix {
  const block = [Math.ceil(rows / maxRows), Math.ceil(columns / maxColumns)] as const;
  const [height, width] = [Math.ceil(rows / block[0]), Math.ceil(columns / block[1])];
  if (block[0] * block[1] === 1) return { rows, columns, data, block };
  const small = new Float32Array(height * width);
  for (let row = 0; row < rows; row++) {
    const target = Math.floor(row / block[0]) * width;
    for (let column = 0; column < columns; column++) {
      const place = target + Math.floor(column / block[1]);
      const value = data[row * columns + column]!;
      if (Math.abs(value) > Math.abs(small[place]!)) small[place] = value;
    }
  }
  return { rows: height, columns: width, data: small, block };
}
