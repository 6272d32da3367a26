/** How the selected node is looked at. */
import type { Place } from '../core/explanation.js';
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
  /** The value whose arithmetic is shown; where maps are, one of the enlarged channel. */
  readonly pin: Place | undefined;
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
  pin: undefined,
  order: 'index',
  eachScaled: false,
};

/** The same of another node: all that was said of the former one's nodes, channels and values goes. */
export const closeupElsewhere = (closeup: Closeup): Closeup => ({
  ...closeup,
  member: '',
  channel: undefined,
  pin: undefined,
});

/** A channel is one of a tensor, and a value one of a channel: where another is shown, none is enlarged or pinned there. */
export function changedCloseup(before: Closeup, changes: Partial<Closeup>): Closeup {
  const after = { ...before, ...changes };
  const isSameTensor = after.member === before.member && after.show === before.show;
  if (changes.pin) return { ...after, show: 'activations', channel: changes.pin[2] };
  if (!isSameTensor) return { ...after, channel: changes.channel, pin: undefined };
  return 'channel' in changes ? { ...after, pin: pinIn(before.pin, changes.channel) } : after;
}

/** The same place in the channel that is enlarged now. */
const pinIn = (pin: Place | undefined, channel: number | undefined): Place | undefined =>
  pin && channel !== undefined ? [pin[0], pin[1], channel] : undefined;
