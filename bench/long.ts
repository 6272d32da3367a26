/** How much of a network of 1,200 layers is in the page. */
import '../src/elements/net-graph/net-graph.js';
import type { NetGraph } from '../src/elements/net-graph/net-graph.js';
import { familyOf } from '../src/core/index.js';
import { elementsUnder, shown } from './explorer.js';
import type { BenchRow } from './row.js';
import { chainOf } from './scaling.js';

const LAYERS = 1200;
const MOST = 3000;

export async function benchLong(): Promise<readonly BenchRow[]> {
  const network = chainOf(LAYERS);
  const graph: NetGraph = document.createElement('net-graph');
  document.body.append(graph);
  await graph.updateComplete;
  const family = { ...familyOf('mobilenet-v2'), id: network.id, title: network.title, options: [], presets: {} };
  graph.state!.families.add({ ...family, presetTitles: {}, build: () => network });
  graph.state!.choose({ network: network.id, options: {} });
  graph.state!.setDetail('layers');
  await graph.updateComplete;
  await shown();
  const sizes = [sizeOf(graph)];
  graph.fit();
  await graph.updateComplete;
  await shown();
  sizes.push(sizeOf(graph));
  graph.remove();
  return ['as it opens', 'fitted'].map((how, at) => ({
    what: `${network.nodes.length} layers, ${how}: elements in the page`,
    value: sizes[at]!,
    unit: '',
    budget: MOST,
    isTimed: false,
  }));
}

const sizeOf = ({ shadowRoot }: NetGraph): number => [...elementsUnder(shadowRoot!)].length;
