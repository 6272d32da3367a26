/** How a network's code is written in PyTorch, as far as tools that count can tell: what no node says of itself. */
import type { NetworkNode } from './network.js';
import { roleOf } from './roles.js';

/**
 * Plain data, as all of a network is, which may travel to a worker. What is left out is written as most code does it:
 * every layer a module, and every module called as one.
 */
export interface Writing {
  /** Where it was read: package or repository with its version, file, function. */
  readonly source: string;
  /** The mean over a whole map: `nn.AdaptiveAvgPool2d`, its function, `nn.AvgPool2d` or `x.mean()`. */
  readonly globalPool?: 'module' | 'function' | 'window' | 'mean';
  /** Activations right inside a group of these names are calls such as `F.relu`; `block` stands for `block1`, `block2`, … */
  readonly functions?: readonly string[];
  /**
   * Modules outside groups of these names run by `module.forward(x)`: the functions inside are called, but no hook that a
   * tool has put on the module. Absent: every module is called.
   */
  readonly hooked?: readonly string[];
  /** Where branches are put side by side and then activated: only the last branch is activated, before that. */
  readonly activatesBranch?: boolean;
}

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
