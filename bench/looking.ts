/** What a reader waits for who looks into the network: clicks on every node, with the real elements at 224². */
import '../src/explorer/bring-running.js';
import type { NetActivationView } from '../src/elements/net-activations/activation-view.js';
import { openExplorer, rest, running, shown, until, type Explorer } from './explorer.js';
import { watchLongTasks } from './long-tasks.js';
import { median, quantile, type BenchRow } from './row.js';

/** Between two clicks: the figure glides to what was clicked. */
const PAUSE_MS = 50;
/** The best of these counts for a node: the other had to wait for other programs. */
const PASSES = 2;

export async function benchLooking(): Promise<readonly BenchRow[]> {
  const explorer = await openExplorer({ preset: 'paper', depth: 'layers', weights: 'random:1' });
  explorer.activations.scrollIntoView({ block: 'center' });
  await rest(500);
  const tasks = watchLongTasks();
  const ids = explorer.state.network.nodes.map(({ id }) => id);
  const first = await look(explorer, ids[1]!);
  await running(explorer.state);
  await rest(500);
  const clicks = new Map<string, number>(ids.map((id) => [id, Infinity]));
  for (let pass = 0; pass < PASSES; pass++) {
    for (const id of ids) {
      clicks.set(id, Math.min(clicks.get(id)!, await look(explorer, id)));
      await rest(PAUSE_MS);
    }
  }
  const longest = await tasks.stop();
  const times = [...clicks.values()];
  const about = await explorer.state.inspection.about();
  explorer.element.remove();
  return [
    {
      what: `click → its channels on screen (${about?.backend}), best of ${PASSES}, p95 of nodes`,
      value: quantile(times, 0.95),
      unit: 'ms',
      budget: 60,
      isTimed: true,
    },
    { what: '  median', value: median(times), unit: 'ms', isTimed: true },
    { what: '  the slowest', value: Math.max(...times), unit: 'ms', isTimed: true },
    { what: 'first click → load, run and channels on screen', value: first, unit: 'ms', isTimed: true },
    {
      what: 'longest task of the page meanwhile, in all passes',
      value: longest,
      unit: 'ms',
      budget: 50,
      isTimed: true,
    },
  ];
}

/** Clicks on a node in the figure; gives the time until its channels are on the screen. */
async function look({ graph, activations }: Explorer, id: string): Promise<number> {
  const item = graph.shadowRoot!.querySelector(`[data-path="${id}"]`)!;
  const start = performance.now();
  item.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
  await until(() => isDrawn(activations.shadowRoot!.querySelector('net-activation-view'), id));
  return (await shown()) - start;
}

function isDrawn(view: NetActivationView | null, id: string): boolean {
  if (view?.activation.node !== id || view.isUpdatePending) return false;
  const grid = view.shadowRoot!.querySelector('net-channel-grid');
  if (grid) return grid.isDrawn;
  const plot = view.shadowRoot!.querySelector('net-vector-plot');
  return plot !== null && !plot.isUpdatePending;
}
