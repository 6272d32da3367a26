/** What a layout of the graph was asked for, and what has changed between two of them. */
import { excerpt } from '../../core/index.js';
import type { GraphRequest } from '../../figures/block-graph.js';
import type { Opening } from '../../figures/outline.js';

/** Pixels that may stay empty below the figure while options are turned. */
const SLACK = 48;

export const sameOpening = (a: Opening, b: Opening): boolean =>
  a.detail === b.detail && a.toggled === b.toggled && a.fold === b.fold;

/** Whether options were turned and nothing else: the same things stand where they stood, a little larger or smaller. */
export const isTurned = (
  last: GraphRequest | undefined,
  { opening, orientation, width, pictures }: GraphRequest,
): boolean =>
  last !== undefined &&
  sameOpening(last.opening, opening) &&
  last.orientation === orientation &&
  last.width === width &&
  last.pictures === pictures;

/** A figure that has become a little lower keeps its room: the slider below it must not leave the pointer that draws it. */
export const roomFor = (height: number, room: number): number =>
  room - height > SLACK ? height : Math.max(room, height);

/** The one group that was opened or closed between two states; `undefined` where more has changed. */
export function turnedGroup(before: ReadonlySet<string>, after: ReadonlySet<string>): string | undefined {
  const turned = [...before, ...after].filter((path) => before.has(path) !== after.has(path));
  return turned.length === 1 ? turned[0] : undefined;
}

/** What is wrong with `max-height`, as a property or as written in the tag. */
export const problemOfHeight = (height: number | null | undefined, text: string | null): string | undefined =>
  (height ?? 1) > 0 ? undefined : `max-height: expected a number of pixels above 0, got ${excerpt(text ?? height)}`;

/** Everything that a layout depends on, to be compared one by one. */
const inputsOf = ({ opening, failure, ...rest }: GraphRequest): readonly unknown[] => [
  ...Object.values(rest),
  opening.detail,
  opening.toggled,
  opening.fold,
  failure?.rule,
];

export const sameRequest = (a: GraphRequest, b: GraphRequest): boolean => {
  const known = inputsOf(b);
  return inputsOf(a).every((input, at) => input === known[at]);
};
