/** What the author of a page leaves to its readers, as attributes of `<net-explorer>` say it. */
import { excerpt, messageOf, type FamilyRegister } from '../../core/index.js';
import { tabs, type Tab } from '../../explorer/closeup.js';
import { optionAttributes } from '../../explorer/families.js';
import { Lock } from '../../explorer/lock.js';
import { parseChoice, propertyOf, type NetworkChoice } from '../../explorer/source.js';
import type { ExplorerState } from '../../explorer/state.js';

/** A network that is ready to be chosen, and what its button says. */
export interface Preset {
  readonly title: string;
  readonly choice: NetworkChoice;
}

const CONTROLS = ['network', 'preset', ...optionAttributes];

const wordsIn = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

/** Each once. Throws `TypeError` for a word that is none of these. */
function parseWords<Word extends string>(name: string, text: string, known: readonly Word[]): readonly Word[] {
  const words = wordsIn(text);
  const wrong = words.find((word) => !(known as readonly string[]).includes(word));
  if (wrong !== undefined) throw new TypeError(`${name}: expected some of ${known.join(', ')}, got ${excerpt(wrong)}`);
  return [...new Set(words as Word[])];
}

/** The tabs in the author's order; all where nothing is said. */
function parseTabs(text: string): readonly Tab[] {
  const words = parseWords('tabs', text, tabs);
  return words.length ? words : tabs;
}

/** Which options readers may change, by the names of their properties. */
const parseControls = (text: string): readonly string[] => parseWords('controls', text, CONTROLS).map(propertyOf);

/**
 * Presets of a family by their names, or networks with titles of the author's own, `;` between two:
 * `paper; Half as wide: width=0.5; Tiny: preset=cifar&width=0.25`. Throws `TypeError` naming the entry.
 */
function parsePresets(text: string, network: string, families: FamilyRegister): readonly Preset[] {
  const { presetTitles } = families.of(network);
  const entries = text.split(';').map((entry) => entry.trim());
  return entries.filter(Boolean).map((entry) => {
    const [, own, said = ''] = /^(?:([^:=]*):)?\s*(.*)$/s.exec(entry)!;
    const query = said.includes('=') ? said : `preset=${said}`;
    try {
      const choice = parseChoice(new Map([['network', network], ...new URLSearchParams(query)]), families);
      return { title: own?.trim() || (presetTitles[said] ?? said), choice };
    } catch (error) {
      throw new TypeError(`presets: “${excerpt(entry)}”: ${(error as Error).message}`, { cause: error });
    }
  });
}

/** As the tag has them; nothing where it says nothing: `null` is what Lit makes of an attribute that is removed. */
export interface AuthorTexts {
  readonly locked: boolean;
  readonly controls?: string | null | undefined;
  readonly presets?: string | null | undefined;
  readonly tabs?: string | null | undefined;
}

export interface Terms {
  /** `undefined`: readers may choose any network. */
  readonly lock: Lock | undefined;
  readonly presets: readonly Preset[] | undefined;
  readonly tabs: readonly Tab[];
  /** What is wrong with each attribute, if something is. */
  readonly remarks: Readonly<Partial<Record<'controls' | 'presets' | 'tabs', string | undefined>>>;
}

const isSaid = (text: string | null | undefined): boolean => typeof text === 'string';

/** Where a text cannot be read, readers may do less rather than more. */
export function termsOf({ locked, controls, presets, tabs: shown }: AuthorTexts, state: ExplorerState): Terms {
  const names = attempt(() => parseControls(controls ?? ''), []);
  const list = attempt(() => parsePresets(presets ?? '', state.said.network, state.families), []);
  const order = attempt(() => parseTabs(shown ?? ''), tabs);
  const isOpen = !locked && !isSaid(controls);
  const wholes = locked ? [] : list.value.map(({ choice }) => choice);
  return {
    lock: isOpen ? undefined : new Lock(locked ? [] : names.value, wholes),
    presets: isSaid(presets) ? list.value : undefined,
    tabs: order.value,
    remarks: { controls: names.problem, presets: list.problem, tabs: order.problem },
  };
}

function attempt<Value>(read: () => Value, otherwise: Value): { readonly value: Value; readonly problem?: string } {
  try {
    return { value: read() };
  } catch (error) {
    return { value: otherwise, problem: messageOf(error) };
  }
}
