/** How the selected node is looked at, as text in links. */
import { excerpt, type Place } from '../core/index.js';
import { tripleOf } from '../core/shape.js';
import { channelOrders } from '../words/channel-orders.js';
import { accounts, FIRST_CLOSEUP, shows, tabs, type Closeup } from './closeup.js';

/** Only what differs from the first one, in words with a colon between name and value. */
export function formatCloseup({ tab, account, show, member, channel, pin, order, eachScaled }: Closeup): string {
  const words = [
    tab && `tab:${tab}`,
    account !== FIRST_CLOSEUP.account && `count:${account}`,
    show !== FIRST_CLOSEUP.show && `show:${show}`,
    member && `layer:${member}`,
    pin ? `pin:${pin.join(',')}` : channel !== undefined && `channel:${channel}`,
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
    case 'pin': {
      const pin = parsePin(value, 'closeup pin');
      return { pin, channel: pin[2] };
    }
    case 'sort':
      return { order: oneOf(name, channelOrders, value) };
    case 'scale':
      return { eachScaled: oneOf(name, ['each'], value) === 'each' };
    default:
      throw expected('', 'tab:…, count:…, show:…, layer:…, channel:…, pin:…, sort:… or scale:…', word);
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

/** `3,5,17`: row, column and channel. Throws `TypeError`, which begins with `what`. */
export function parsePin(text: string, what: string): Place {
  if (/^\d{1,6}(,\d{1,6}){2}$/.test(text)) return tripleOf(text.split(',').map(Number));
  throw new TypeError(`${what}: expected row,column,channel, got ${excerpt(text)}`);
}

const expected = (name: string, what: string, got: string): TypeError =>
  new TypeError(`closeup${name}: expected ${what}, got ${excerpt(got)}`);
