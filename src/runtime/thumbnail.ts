import type { Thumbnail } from './types.js';

/** A map made small by taking the mean of the area under each pixel; never made larger. */
export function thumbnailOf(map: Float32Array, height: number, width: number, size: number): Thumbnail {
  const shrink = Math.max(1, height / size, width / size);
  const [rows, columns] = [Math.max(1, Math.floor(height / shrink)), Math.max(1, Math.floor(width / shrink))];
  const data = new Float32Array(rows * columns);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) data[y * columns + x] = meanUnder(map, height, width, y, x, rows, columns);
  return {
    width: columns,
    height: rows,
    data,
    min: data.reduce((a, b) => Math.min(a, b)),
    max: data.reduce((a, b) => Math.max(a, b)),
  };
}

function meanUnder(
  map: Float32Array,
  height: number,
  width: number,
  y: number,
  x: number,
  rows: number,
  columns: number,
): number {
  const [top, bottom] = [Math.floor((y * height) / rows), Math.ceil(((y + 1) * height) / rows)];
  const [left, right] = [Math.floor((x * width) / columns), Math.ceil(((x + 1) * width) / columns)];
  let sum = 0;
  for (let row = top; row < bottom; row++)
    for (let column = left; column < right; column++) sum += map[row * width + column]!;
  return sum / ((bottom - top) * (right - left));
}
