/** How the selected node is looked at: as data here, as text in links. */
import { excerpt } from '../core/index.js';
import { channelOrders, type ChannelOrder } from '../words/channel-orders.js';

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

/** Only what differs from the first one, in words with a colon between name and value. */
export function formatCloseup({ tab, account, show, member, channel, order, eachScaled }: Closeup): string {
  const words = [
    tab && `tab:${tab}`,
    account !== FIRST_CLOSEUP.account && `count:${account}`,
    show !== FIRST_CLOSEUP.show && `show:${show}`,
    member && `layer:${member}`,
    channel !== undefined && `channel:${channel}`,
    order !== FIRST_CLOSEUP.order && `sort:${order}`,
    eachScaled && 'scale:each',
  ];
  return words.filter(Boolean).join(' ');
}

/** Throws `TypeError` naming the word that cannot be read. */
export function parseCloseup(text: string): Closeup {
  const changes = text.split(' ').map((word) => (word ? changeIn(word) : {}));
  return Object.assign({}, FIRST_CLOSEUP, ...changes) as Closeup;
}

function changeIn(word: string): Partial<Closeup> {
  const [, name, value = ''] = /^(\w+):(.+)$/.exec(word) ?? [];
  switch (name) {
    case 'tab':
      return { tab: oneOf(name, tabs, value) };
    case 'count':
      return { account: oneOf(name, accounts, value) };
    case 'show':
      return { show: oneOf(name, shows, value) };
    case 'layer':
      return { member: value };
    case 'channel':
      return { channel: channelIn(value) };
    case 'sort':
      return { order: oneOf(name, channelOrders, value) };
    case 'scale':
      return { eachScaled: oneOf(name, ['each'], value) === 'each' };
    default:
      throw expected('', 'tab:…, count:…, show:…, layer:…, channel:…, sort:… or scale:…', word);
  }
}

function oneOf<Word extends string>(name: string, words: readonly Word[], text: string): Word {
  const word = words.find((known) => known === text);
  if (word === undefined) throw expected(` ${name}`, `one of ${words.join(', ')}`, text);
  return word;
}

function channelIn(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw expected(' channel', 'a whole number from 0', text);
}

const expected = (name: string, what: string, got: string): TypeError =>
  new TypeError(`closeup${name}: expected ${what}, got ${excerpt(got)}`);
