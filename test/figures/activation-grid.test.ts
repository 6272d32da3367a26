import { describe, expect, it } from 'vitest';
import {
  layoutTiles,
  moveTile,
  orderChannels,
  tileAt,
  tileBox,
  tilesWithin,
} from '../../src/figures/activation-grid.js';

/** Channels, height and width of tensors as networks have them, from logits to the first layers. */
const shapes = [
  [32, 112, 112],
  [96, 112, 112],
  [144, 56, 56],
  [192, 28, 28],
  [960, 14, 14],
  [1280, 7, 7],
  [1280, 4, 4],
  [864, 3, 3],
  [3, 224, 160],
  [1, 1, 1],
] as const;

describe('activation grid', () => {
  for (const [count, height, width] of shapes) {
    for (const available of [280, 454, 900]) {
      it(`${count} maps of ${height}×${width} fit ${available} pixels and do not overlap`, () => {
        const grid = layoutTiles(count, [height, width], available);
        expect(grid.width).to.be.at.most(available);
        expect(grid.columns * grid.rows).to.be.at.least(count);
        for (const place of [0, 1, grid.columns, count - 1].filter((place) => place < count)) {
          const { x, y, width: w, height: h } = tileBox(grid, place);
          expect(tileAt(grid, x, y)).to.deep.equal({ place, across: 0, down: 0 });
          expect(tileAt(grid, x + w - 0.5, y + h - 0.5)?.place).to.equal(place);
          expect(tileAt(grid, x + w + 1, y), 'in the gap').to.equal(undefined);
        }
      });
    }
  }

  it('magnifies by whole numbers, and shrinks by whole numbers', () => {
    expect(layoutTiles(960, [14, 14], 600)).to.include({ tileWidth: 28, tileHeight: 28 });
    expect(layoutTiles(96, [112, 112], 600)).to.include({ tileWidth: 56, tileHeight: 56 });
  });

  it('keeps the shape of maps that are not square', () => {
    expect(layoutTiles(24, [8, 16], 600)).to.include({ tileWidth: 80, tileHeight: 40 });
  });

  it('draws only the rows in view', () => {
    const grid = layoutTiles(1280, [4, 4], 31 * 10 - 3);
    expect(tilesWithin(grid, 0, 62)).to.deep.equal([0, 20]);
    expect(tilesWithin(grid, 40, 62)).to.deep.equal([10, 40]);
    expect(tilesWithin(grid, 1e6, 62)).to.deep.equal([1280, 1280]);
  });

  it('moves by arrow keys, never out of the grid', () => {
    const grid = { columns: 10, count: 25 };
    const moves = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End', 'Tab'];
    expect(moves.map((key) => moveTile(grid, 12, key))).to.deep.equal([13, 11, 22, 2, 0, 24, undefined]);
    expect(moves.map((key) => moveTile(grid, 0, key))).to.deep.equal([1, 0, 10, 0, 0, 24, undefined]);
    expect(moveTile(grid, 18, 'ArrowDown'), 'below the last').to.equal(24);
  });

  it('sorts by index, or by what is largest first', () => {
    const stats = { mean: [0, 3, 1], variance: [5, 0, 5], zeros: [0.5, 0, 1] };
    expect(orderChannels('index', stats)).to.deep.equal([0, 1, 2]);
    expect(orderChannels('mean', stats)).to.deep.equal([1, 2, 0]);
    expect(orderChannels('variance', stats), 'ties by index').to.deep.equal([0, 2, 1]);
    expect(orderChannels('zeros', stats)).to.deep.equal([2, 0, 1]);
  });
});
