import type { Claim } from '../../core/claims.js';
import { functionOf, isWithin, type Network, type NetworkNode } from '../../core/index.js';

/** What the post speaks of. */
const POSTS_FAMILY = 'mobilenet-v2';

/** Whether what a claim is about is here: `at` tells the node at a path below the block or unit that is looked at. */
type Concern = (at: (path: string) => NetworkNode | undefined) => boolean;

const keepsChannels = (node: NetworkNode | undefined): boolean =>
  node !== undefined && node.inputShapes[0]?.[2] === node.outputShape[2];

/** The parts that a claim can be read off, by its id; `''` is the block or the unit outside of blocks itself. */
const concerns: Readonly<Record<string, { readonly part: string; readonly holds: Concern }>> = {
  'projection-shortcut': { part: 'shortcut', holds: (at) => !!at('shortcut/conv') },
  'norm-after-every-convolution': { part: 'project', holds: (at) => !!at('project/conv') && !at('project/norm') },
  'expansion-at-one': { part: 'expand', holds: (at) => keepsChannels(at('expand/conv')) },
  'linear-depthwise': { part: 'depthwise', holds: (at) => !!at('depthwise/activation') },
  'plain-relu': { part: '', holds: (at) => functionOf(at('activation')) === 'relu' && !at('depthwise/conv') },
};

/** Of these claims those about the selected block or a part of it, where this network shows it. */
export function claimsAt(claims: readonly Claim[], network: Network, path: string): readonly Claim[] {
  if (network.id !== POSTS_FAMILY) return [];
  const root = network.groups.find(
    ({ id, role, parent }) => isWithin(path, id) && (role === 'block' || (role === 'unit' && !parent)),
  );
  if (!root) return [];
  const at = (inside: string): NetworkNode | undefined => network.nodes.find(({ id }) => id === `${root.id}/${inside}`);
  return claims.filter(({ id }) => {
    const concern = concerns[id];
    return (
      concern &&
      concern.holds(at) &&
      (path === root.id || !concern.part || isWithin(path, `${root.id}/${concern.part}`))
    );
  });
}
