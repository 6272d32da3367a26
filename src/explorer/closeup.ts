/** How the selected node is looked at. */
import type { ChannelOrder } from '../words/channel-orders.js';

/** What is shown of the selected node: its channels and weights, its costs, what it does. */
export const tabs = ['look', 'count', 'explain'] as const;

export type Tab = (typeof tabs)[number];

/** What is counted where there is no room for all of it: the selected node, the network's options, what fits a budget. */
export const accounts = ['part', 'options', 'budget'] as const;

export type Account = (typeof accounts)[number];

export const shows = ['activations', 'weights'] as const;

export type Show = (typeof shows)[number];

export interface Closeup {
  /** '': what suits the selection. */
  readonly tab: '' | Tab;
  readonly account: Account;
  readonly show: Show;
  /** Path of one node of the selected group; '': what the group gives out, or its first weights. */
  readonly member: string;
  /** The enlarged channel; `undefined`: all of them, small. */
  readonly channel: number | undefined;
  readonly order: ChannelOrder;
  /** Whether each channel has colours of its own range. */
  readonly eachScaled: boolean;
}

export const FIRST_CLOSEUP: Closeup = {
  tab: '',
  account: 'part',
  show: 'activations',
  member: '',
  channel: undefined,
  order: 'index',
  eachScaled: false,
};

/** The same of another node: all that was said of the former one's nodes and channels goes. */
export const closeupElsewhere = (closeup: Closeup): Closeup => ({ ...closeup, member: '', channel: undefined });

/** A channel is one of a tensor: where another tensor is shown, none is enlarged. */
export function changedCloseup(before: Closeup, changes: Partial<Closeup>): Closeup {
  const after = { ...before, ...changes };
  const isSameTensor = after.member === before.member && after.show === before.show;
  return isSameTensor || 'channel' in changes ? after : { ...after, channel: undefined };
}
