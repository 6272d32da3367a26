import { FamilyRegister, families, optionOf } from '../../core/index.js';
import { choiceToTexts } from '../../explorer/choice-texts.js';
import type { ExplorerState } from '../../explorer/state.js';
import { networkAttributes, parseChoice, type NetworkChoice } from '../../explorer/source.js';

/** The networks that the post names. */
export const NAMED_IN_THE_POST =
  'mobilenet-v2?preset=paper; mobilenet-v1; resnet?depth=50; squeezenet; alexnet; shufflenet-v1?groups=3';

/** More rows than this are no comparison. */
const MOST_ENTRIES = 12;

/** All families, and the models that readers have opened in a state. */
export function familiesWith({ models, families: own }: Pick<ExplorerState, 'models' | 'families'>): FamilyRegister {
  return models.size
    ? new FamilyRegister(
        [...models.keys()].map((id) => own.of(id)),
        families,
      )
    : families;
}

/** One network as an author writes it: `resnet?depth=50&resolution=160`. Throws `TypeError` or `RangeError` naming the option. */
export function parseEntry(text: string, register = families): NetworkChoice {
  const at = text.indexOf('?');
  const network = (at < 0 ? text : text.slice(0, at)).trim();
  const family = register.of(network);
  const given = at < 0 ? [] : [...new URLSearchParams(text.slice(at + 1).trim())];
  for (const [name] of given) if (name === 'network' || !networkAttributes.includes(name)) optionOf(family, name);
  const choice = parseChoice(new Map([['network', network], ...given]), register);
  register.build(choice.network, choice.options);
  return choice;
}

/** Several of them, `;` between two. Throws `RangeError` naming the entry and what is wrong with it. */
export function parseEntries(text: string, register = families): readonly NetworkChoice[] {
  const entries = text
    .split(';')
    .map((entry) => entry.trim())
    .filter(Boolean);
  if (entries.length > MOST_ENTRIES)
    throw new RangeError(`networks: expected at most ${MOST_ENTRIES} entries, got ${entries.length}`);
  return entries.map((entry, index) => {
    try {
      return parseEntry(entry, register);
    } catch (error) {
      throw new RangeError(`networks: entry ${index + 1}, “${entry}”: ${(error as Error).message}`, { cause: error });
    }
  });
}

/** Signs that mean something in an entry. */
const escaped = (text: string): string => text.replace(/[%&;+#]/g, encodeURIComponent);

/** What `parseEntry` reads as this choice. */
export function formatEntry(choice: NetworkChoice, register = families): string {
  const texts = choiceToTexts(choice, { families: register });
  texts.delete('network');
  const query = [...texts].map(([name, text]) => `${name}=${escaped(text)}`).join('&');
  return query ? `${choice.network}?${query}` : choice.network;
}
