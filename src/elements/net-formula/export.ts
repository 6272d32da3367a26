/** The arithmetic of a count as a table to take away. */
import type { Formula } from '../../core/index.js';
import type { ExplorerState } from '../../explorer/state.js';
import type { ExportCell, ExportTable } from '../../words/table-export.js';
import { aboutNetwork } from '../shared/about-network.js';
import type { Line } from './lines.js';

/** In symbols, with the numbers put in, and what that makes; of a sum of several its value alone. */
function cellsOf([formula, ...others]: readonly Formula[]): readonly ExportCell[] {
  const { text, substituted, bindings, value } = formula!;
  if (others.length) return [null, null, others.reduce((sum, other) => sum + other.value, value)];
  return [text, Object.keys(bindings).length ? substituted : null, value];
}

export function exportFormula(state: ExplorerState, formula: Formula, lines: readonly Line[]): ExportTable {
  const { quantity, path, value, leftOut } = formula;
  const noun = quantity === 'macs' ? 'MACs' : 'parameters';
  return {
    title: `${state.network.title}: ${noun} of ${path || 'the network'}`,
    about: [
      aboutNetwork(state),
      ...leftOut.map(({ reason, value: left }) => `Not in the formula: ${left} of ${reason}.`),
    ],
    columns: ['layer', 'formula', 'with numbers', noun],
    rows: [
      ...lines.map(({ label, formulas }): readonly ExportCell[] => [label, ...cellsOf(formulas)]),
      lines.length ? ['Total', null, null, value] : [formula.title, ...cellsOf([formula])],
    ],
  };
}
