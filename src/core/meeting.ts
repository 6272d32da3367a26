/** How counting tools meet the layers of a network, by how its code is written. */
import type { NetworkNode } from './network.js';
import { roleOf } from './roles.js';
import type { Writing } from './writing.js';

/** How a tool can meet a layer: by a hook on its module, at a function of `torch.nn.functional`, in a traced graph. */
export interface Meeting {
  readonly hooks: boolean;
  readonly functions: boolean;
}

const MODULE: Meeting = { hooks: true, functions: true };
const FUNCTION: Meeting = { hooks: false, functions: true };
const METHOD: Meeting = { hooks: false, functions: false };

/** The group right around a node, without its number: `block` of `stage1/block2/add`. */
const groupOf = ({ id }: NetworkNode): string => (id.split('/').at(-2) ?? '').replace(/\d+$/, '');

/** How tools meet a node of a network that is written so. A trace meets every node. */
export function meetingOf(node: NetworkNode, { globalPool, functions, hooked }: Writing): Meeting {
  if (node.kind === 'global-average-pool' && globalPool === 'mean') return METHOD;
  if (node.kind === 'global-average-pool' && globalPool === 'function') return FUNCTION;
  if (roleOf(node) === 'activation' && functions?.includes(groupOf(node))) return FUNCTION;
  return hooked && !hooked.includes(groupOf(node)) ? FUNCTION : MODULE;
}
