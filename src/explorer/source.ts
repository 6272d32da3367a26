import { optionOf, parseOption, presetOf, type Family, type FamilyRegister, type OptionValue } from '../core/index.js';
import { optionAttributes, pageFamilies } from './families.js';

/** An option or a property by its attribute: `stem-norm` is `stemNorm`. */
export const propertyOf = (attribute: string): string => attribute.replace(/-./g, (dashed) => dashed[1]!.toUpperCase());

/** The attributes that say which network is meant, `model` by a file; an element with any of them stands alone. */
export const networkAttributes: readonly string[] = ['model', 'network', 'preset', ...optionAttributes];

const DEFAULT_NETWORK = pageFamilies.all[0]!.id;

/** Which network, as an author or a URL writes it: the family and what differs from its defaults. */
export interface NetworkChoice {
  readonly network: string;
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** What is shown where nothing is asked for: the post's network, whose trained weights come with the package. */
export const defaultChoice: NetworkChoice = { network: DEFAULT_NETWORK, options: { preset: 'post' } };

/** The family that named texts are about. */
export const networkIn = (texts: ReadonlyMap<string, string>): string => texts.get('network') ?? DEFAULT_NETWORK;

/**
 * Reads a choice from named texts; its family has to be loaded. Throws `OptionError` or `UnknownNameError`, unless `refuse`
 * takes what is wrong with one text and there is another that says which network is meant.
 */
export function parseChoice(
  texts: ReadonlyMap<string, string>,
  families: FamilyRegister,
  refuse?: (error: Error) => void,
): NetworkChoice {
  if (!texts.size) return defaultChoice;
  const network = networkIn(texts);
  const family = families.of(network);
  const options: Record<string, OptionValue> = {};
  const wrong: Error[] = [];
  for (const [attribute, text] of texts) {
    if (attribute !== 'preset' && !optionAttributes.includes(attribute)) continue;
    try {
      options[propertyOf(attribute)] = valueOf(family, attribute, text);
    } catch (error) {
      wrong.push(error as Error);
    }
  }
  const isSaid = texts.has('network') || Object.keys(options).length > 0;
  if (wrong.length && !(refuse && isSaid)) throw wrong[0];
  wrong.forEach((error) => refuse?.(error));
  return { network, options };
}

function valueOf(family: Family, attribute: string, text: string): OptionValue {
  if (attribute !== 'preset') return parseOption(optionOf(family, propertyOf(attribute)), text);
  presetOf(family, text);
  return text;
}

/** What an element's own attributes say of its network. */
export const textsOf = (element: Element): ReadonlyMap<string, string> =>
  new Map(namesIn(element).map((name) => [name, element.getAttribute(name)!]));

const namesIn = (element: Element): string[] => networkAttributes.filter((name) => element.hasAttribute(name));

export const hasOwnChoice = (element: Element): boolean => namesIn(element).length > 0;
