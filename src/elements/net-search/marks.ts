import { html } from 'lit';

/** Half-open. */
export interface Range {
  readonly from: number;
  readonly end: number;
}

/** A part of a text that is marked, or not. */
interface Piece {
  readonly text: string;
  readonly isMarked: boolean;
}

/** Cuts a text where marks begin and end; marks may overlap. */
export function piecesOf(text: string, marks: readonly Range[]): readonly Piece[] {
  const pieces: Piece[] = [];
  const add = (from: number, end: number, isMarked: boolean): void => {
    if (from < end) pieces.push({ text: text.slice(from, end), isMarked });
  };
  let at = 0;
  for (const { from, end } of [...marks].sort((a, b) => a.from - b.from)) {
    add(at, from, false);
    add(Math.max(at, from), end, true);
    at = Math.max(at, end);
  }
  add(at, text.length, false);
  return pieces;
}

/** The text with its marks. */
export const renderMarked = (text: string, marks: readonly Range[]) =>
  piecesOf(text, marks).map((piece) => (piece.isMarked ? html`<mark>${piece.text}</mark>` : piece.text));
