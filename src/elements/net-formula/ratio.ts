import { html, nothing } from 'lit';
import { isWithin, type Cost, type NetworkCost } from '../../core/index.js';
import { formatCount, formatExact } from '../../words/format.js';

/** "The computation count is just proportional to the parameter count" holds between layers of one resolution only. */
export function renderRatio(cost: NetworkCost, path: string) {
  const layers = cost.layers.filter(({ macs }) => macs).sort((a, b) => usesOf(a) - usesOf(b));
  const [least, most] = [layers[0], layers.at(-1)];
  const here = path ? cost.of(path) : cost.total;
  if (!least || !most || !here.macs) return nothing;
  const isMean = layers.some((layer) => isWithin(layer.id, path) && usesOf(layer) !== usesOf(here));
  return html`
    <p part="ratio">
      Each weight is used ${isMean ? 'on average' : ''}
      <b>${formatExact(Math.round(usesOf(here)))} times</b>${path ? ' here' : ''}: ${formatCount(here.macs)} MACs for
      ${formatCount(here.weights)} weights, once for every position of the output. In the network that goes from
      ${formatExact(usesOf(least))} (${least.id}) to ${formatExact(usesOf(most))} (${most.id}): operations are not
      proportional to parameters.
    </p>
  `;
}

/** MACs for each weight of a kernel. */
const usesOf = ({ macs, weights }: Cost): number => macs / weights;
