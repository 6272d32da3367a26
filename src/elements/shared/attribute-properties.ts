/** The attributes of `NetElement` as properties. The attribute keeps the value: there is one place to look and to change. */
import { formatOption, optionOf, parseConvention, parseOption } from '../../core/index.js';
import { pageFamilies } from '../../explorer/families.js';
import { networkAttributes, networkIn, optionByAttribute, textsOf } from '../../explorer/source.js';
import { checkedDetail } from '../../explorer/tag-words.js';
import { viewAttributes } from './controllers/state-controller.js';
import type { ConventionId, Detail, OptionValue } from '../../core/index.js';
import type { AnySettings, NetworkId } from '../../core/networks/index.js';

type NameIn<Settings> = Settings extends unknown ? keyof Settings : never;
type ValueIn<Settings, Name> = Settings extends unknown
  ? Name extends keyof Settings
    ? Settings[Name]
    : never
  : never;
/** What is a number to those who write code may be given as one: `depth = 50`. */
type Given<Value> = Value extends `${infer Count extends number}` ? Value | Count : Value;

/** The options of all families; `null` or `undefined` leaves one out. */
export type OptionProperties = {
  [Name in NameIn<AnySettings>]?: Given<ValueIn<AnySettings, Name>> | null | undefined;
};

/** Attributes that say which network is meant and how it is shown, as properties: what was asked for, not what a reader chose since. */
export interface AttributeProperties extends OptionProperties {
  model?: string | null | undefined;
  network?: NetworkId | null | undefined;
  preset?: string | null | undefined;
  select?: string | null | undefined;
  convention?: ConventionId | null | undefined;
  detail?: Detail | null | undefined;
  weights?: string | null | undefined;
  image?: string | null | undefined;
}

/** Each attribute by its property. */
const attributes: ReadonlyMap<string, string> = new Map(
  [...networkAttributes, ...viewAttributes].map((attribute) => [
    optionByAttribute.get(attribute) ?? attribute,
    attribute,
  ]),
);

function parse(element: Element, name: string, text: string): unknown {
  if (name === 'convention') return parseConvention(text);
  if (name === 'detail') return checkedDetail(name, text);
  if (!optionByAttribute.has(attributes.get(name)!)) return text;
  return parseOption(optionOf(pageFamilies.of(networkIn(textsOf(element))), name), text);
}

function read(element: Element, name: string): unknown {
  const text = element.getAttribute(attributes.get(name)!);
  try {
    return text === null ? undefined : parse(element, name, text);
  } catch {
    return undefined; // the element says what is wrong with it
  }
}

function write(element: Element, name: string, value: OptionValue | undefined): void {
  const attribute = attributes.get(name)!;
  if (value === undefined || value === null) element.removeAttribute(attribute);
  else element.setAttribute(attribute, formatOption(undefined, value));
}

/** Gives a class the properties, except where it has something else of that name. */
export function addAttributeProperties(prototype: Element): void {
  for (const name of attributes.keys()) {
    if (name in prototype) continue;
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: Element) {
        return read(this, name);
      },
      set(this: Element, value: OptionValue | undefined) {
        write(this, name, value);
      },
    });
  }
}

/** Takes up what a page set before the element was defined, which would hide the properties. */
export function adoptProperties(element: Element): void {
  for (const name of attributes.keys()) {
    const own = Object.getOwnPropertyDescriptor(element, name);
    if (!own) continue;
    Reflect.deleteProperty(element, name);
    Reflect.set(element, name, own.value);
  }
}
