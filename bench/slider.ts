/** What a step of a slider costs: the figures behind the picture, and the page until it could be painted. */
import type { ReactiveElement } from 'lit';
import { buildNetwork, costOf, type Detail, type Network } from '../src/core/index.js';
import { layoutBlockGraph } from '../src/figures/block-graph.js';
import { elementsUnder, openExplorer, rest, type Explorer } from './explorer.js';
import { watchLongTasks } from './long-tasks.js';
import { median, quantile, type BenchRow } from './row.js';

const STEPS = 220;
const PASSES = { blocks: 2, layers: 1, stages: 1 } as const;
const WARM_UP = 44;
/** After the last step, until everything out of view has caught up. */
const REST_MS = 600;
/** Steps of the slider of the width. */
const widthAt = (step: number): number => Number((0.35 + 0.05 * (step % 22)).toFixed(2));

export async function benchSlider(): Promise<readonly BenchRow[]> {
  const rebuilds = { blocks: await rebuild('blocks'), layers: await rebuild('layers') };
  const updates = { blocks: await updateAll('blocks'), layers: await updateAll('layers') };
  return [
    {
      what: `slider step: rebuild, count and lay out, best of ${PASSES.blocks}, median`,
      value: median(rebuilds.blocks),
      unit: 'ms',
      budget: 4,
      isTimed: true,
    },
    { what: '  the same with every layer drawn', value: median(rebuilds.layers), unit: 'ms', isTimed: true },
    {
      what: `slider step: what is in view, up to layout, best of ${PASSES.blocks}, median`,
      value: median(updates.blocks.times),
      unit: 'ms',
      budget: 16,
      isTimed: true,
    },
    {
      what: `slider step: what is in view, up to layout, best of ${PASSES.blocks}, p95`,
      value: quantile(updates.blocks.times, 0.95),
      unit: 'ms',
      budget: 16,
      isTimed: true,
    },
    {
      what: '  longest task when it rests: what is out of view catches up',
      value: updates.blocks.catchUp,
      unit: 'ms',
      budget: 50,
      isTimed: true,
    },
    {
      what: '  median with every layer drawn, one pass',
      value: median(updates.layers.times),
      unit: 'ms',
      budget: 10,
      isTimed: true,
    },
    {
      what: '  p95 with every layer drawn, one pass',
      value: quantile(updates.layers.times, 0.95),
      unit: 'ms',
      budget: 16,
      isTimed: true,
    },
  ];
}

/**
 * What each step takes: the best of several passes over the same steps. A step that is slow by itself is slow in each; one
 * that had to wait for other programs is not.
 */
async function step(detail: Detail, act: (width: number) => unknown): Promise<readonly number[]> {
  const best = Array.from({ length: STEPS }, () => Infinity);
  for (let at = -WARM_UP; at < STEPS * PASSES[detail]; at++) {
    const start = performance.now();
    await act(widthAt(at + WARM_UP));
    const place = at % STEPS;
    if (at >= 0) best[place] = Math.min(best[place]!, performance.now() - start);
    await rest(0);
  }
  return best;
}

const rebuild = (detail: Detail): Promise<readonly number[]> =>
  step(detail, (width) => layOut(buildNetwork('mobilenet-v2', { width }), detail));

const layOut = (network: Network, detail: Detail) =>
  layoutBlockGraph({
    network,
    cost: costOf(network),
    convention: 'torchvision',
    opening: { detail, toggled: new Set() },
    orientation: 'horizontal',
    width: 1248,
  });

async function updateAll(detail: Detail) {
  const explorer = await openExplorer({ preset: 'paper', detail });
  const elements = [...elementsUnder(explorer.element.shadowRoot!)].filter(
    (element): element is ReactiveElement => 'updateComplete' in element,
  );
  const times = await step(detail, (width) => update(explorer, elements, width));
  const tasks = watchLongTasks();
  await rest(REST_MS);
  const catchUp = await tasks.stop();
  explorer.element.remove();
  return { times, catchUp };
}

async function update({ element, state }: Explorer, elements: readonly ReactiveElement[], width: number) {
  state.changeOptions({ width });
  // Whoever is asked for its `updateComplete` renders: what waits out of view for the slider to rest is not asked.
  const pending = () => [element, ...elements].filter(({ isUpdatePending }) => isUpdatePending);
  for (let waiting = pending(); waiting.length; waiting = pending()) {
    await Promise.all(waiting.map(({ updateComplete }) => updateComplete));
  }
  element.getBoundingClientRect(); // style and layout, now
}
