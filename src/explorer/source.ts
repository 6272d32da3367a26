import { optionOf, parseOption, type FamilyRegister, type OptionValue } from '../core/index.js';
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
 * Reads a choice from named texts; its family has to be loaded. Throws `TypeError` or `RangeError` naming the option, unless
 * `refuse` takes what is wrong with one and leaves the others.
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
  for (const [attribute, text] of texts) {
    if (attribute === 'preset') options['preset'] = text;
    if (!optionAttributes.includes(attribute)) continue;
    const option = propertyOf(attribute);
    try {
      options[option] = parseOption(optionOf(family, option), text);
    } catch (error) {
      if (!refuse) throw error;
      refuse(error as Error);
    }
  }
  return { network, options };
}

/** What an element's own attributes say of its network. */
export const textsOf = (element: Element): ReadonlyMap<string, string> =>
  new Map(namesIn(element).map((name) => [name, element.getAttribute(name)!]));

const namesIn = (element: Element): string[] => networkAttributes.filter((name) => element.hasAttribute(name));

export const hasOwnChoice = (element: Element): boolean => namesIn(element).length > 0;
