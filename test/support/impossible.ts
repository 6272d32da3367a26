/** What no network may have, told from its nodes one by one. */
import { costOf, type Cost, type Network } from '../../src/core/index.js';

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** Axes that are no counts, and inputs that do not have the shape of what they read; only unknown layers may leave theirs open. */
export function impossibleIn({ nodes }: Network): string[] {
  const shapes = new Map(nodes.map(({ id, outputShape }) => [id, outputShape]));
  return nodes.flatMap(({ id, kind, inputs, inputShapes, outputShape }) => {
    const problems: string[] = [];
    const isOpen = kind === 'unknown' && `${outputShape}` === '0,0,0';
    if (!isOpen && !outputShape.every((axis) => isCount(axis) && axis >= 1))
      problems.push(`${id}: ${outputShape.join('×')}`);
    inputs.forEach((input, at) => {
      if (`${shapes.get(input)}` !== `${inputShapes[at]}`) problems.push(`${id}: reads ${input} in another shape`);
    });
    return problems;
  });
}

/** Counts that are negative, fractional, or past what is told from its neighbours. */
export function impossibleCosts(network: Network): string[] {
  const { layers, total } = costOf(network);
  const wrong = (cost: Cost): boolean =>
    Object.values(cost).some((value) => typeof value === 'number' && !isCount(value));
  return [...layers.filter(wrong).map(({ id }) => `${id}: counts`), ...(wrong(total) ? ['totals'] : [])];
}
