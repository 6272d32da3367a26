import { LINE, TEXT } from './flow-plan.js';
import { short } from './frame.js';
import type { Failure, GraphItem, Label } from './graph-parts.js';
import { wrapText } from './text-width.js';

const PADDING = 10;

/** How tall the box of a rule is. */
export const failureHeight = ({ rule }: Failure, width: number): number =>
  34 + wrapText(rule, width - 2 * PADDING, TEXT).length * LINE;

/** The layer that does not fit: a box with the rule that is broken, its top left corner at `x`, `y`. */
export function failureBox(failure: Failure, x: number, y: number, width: number, position: number): GraphItem {
  const { node, rule } = failure;
  const lines = wrapText(rule, width - 2 * PADDING, TEXT);
  const label = (text: string, y: number, role: Label['role']): Label => ({
    text,
    x: PADDING,
    y,
    anchor: 'start',
    role,
  });
  return {
    entry: { path: node, first: 0, end: 0, level: 1, parent: '', open: false, position, siblings: position },
    kind: 'failure',
    x: short(x),
    y: short(y),
    hit: { x: 0, y: 0, width, height: failureHeight(failure, width) },
    slabs: [],
    marks: [],
    bars: [],
    labels: [label(node, 19, 'danger'), ...lines.map((line, row) => label(line, 37 + row * LINE, 'detail'))],
  };
}
