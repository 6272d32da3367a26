import type { NameScheme, Network, NetworkNode } from './network.js';
import { oncePer } from './once.js';

/** By scheme and name; of two nodes with one name, the first. */
const namedNodes = oncePer(({ nodes }: Network): ReadonlyMap<string, NetworkNode> => {
  const named = new Map<string, NetworkNode>();
  for (const node of nodes) {
    for (const [scheme, name] of Object.entries(node.names)) {
      const key = `${scheme} ${name}`;
      if (!named.has(key)) named.set(key, node);
    }
  }
  return named;
});

/** The node that other code calls `name`; `undefined` when this network has none. */
export const findNode = (network: Network, scheme: NameScheme, name: string): NetworkNode | undefined =>
  namedNodes(network).get(`${scheme} ${name}`);
