/** A choice as text: for the page's address, a tag to copy, and the heads of tables. */
import {
  attributeOf,
  excerptName,
  formatOption,
  optionOf,
  type FamilyRegister,
  type OptionValue,
} from '../core/index.js';
import type { OpenedModels } from './opened.js';
import type { NetworkChoice } from './source.js';

/** Whose families a choice is of, and which of these came from files. */
interface Source {
  readonly families: FamilyRegister;
  readonly models?: OpenedModels;
}

/** A choice as parameters: attribute names and texts. */
export function choiceToTexts({ network, options }: NetworkChoice, { families, models }: Source): Map<string, string> {
  const family = families.of(network);
  const model = models?.get(network);
  const texts = Object.entries(options).map(([name, value]): [string, string] => {
    const text = name === 'preset' ? excerptName(value) : formatOption(optionOf(family, name), value as OptionValue);
    return [attributeOf(name), text];
  });
  if (!model) return new Map([['network', network], ...texts]);
  // What a reader has on disk no address leads to.
  return new Map(model.address ? [['model', model.address], ...texts] : []);
}
