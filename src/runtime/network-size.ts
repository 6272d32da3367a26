/** Whether a network is small enough to be run here. Drawn and counted it may be of any size. */
import { costOf, elementsOf, excerptName, type Network } from '../core/index.js';
import { MOST_ELEMENTS, MOST_MACS } from '../core/limits.js';
import { EngineError } from './engine-error.js';

/** Throws `EngineError` before anything of its size is allocated. */
export function checkSize({ id, title, nodes, ...rest }: Network): void {
  const large = nodes.find(({ outputShape }) => elementsOf(outputShape) > MOST_ELEMENTS);
  if (large)
    refuse(large.id, `expected at most ${MOST_ELEMENTS} values to run, got ${elementsOf(large.outputShape)}`, large.id);
  const { weights, macs } = costOf({ id, title, nodes, ...rest }).total;
  if (weights > MOST_ELEMENTS) refuse(title, `expected at most ${MOST_ELEMENTS} weights to run, got ${weights}`);
  if (macs > MOST_MACS) refuse(title, `expected at most ${MOST_MACS} multiply–adds to run, got ${macs}`);
}

function refuse(name: string, problem: string, node?: string): never {
  throw new EngineError('network-size', `${excerptName(name)}: ${problem}`, { node });
}
