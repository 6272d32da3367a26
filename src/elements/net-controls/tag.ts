import { choiceToTexts } from '../../explorer/choice-texts.js';
import { defaultChoice } from '../../explorer/source.js';
import type { ExplorerState } from '../../explorer/state.js';

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

/** The convention of a tag that names none. */
const DEFAULT_CONVENTION = 'torchvision';

type Shown = Pick<ExplorerState, 'choice' | 'convention' | 'families'> & Partial<Pick<ExplorerState, 'models'>>;

/** `<net-explorer preset="post" width="0.75"></net-explorer>`: what an author writes to show the same. */
export function tagOf(shown: Shown): string {
  const { choice, convention } = shown;
  const texts = choiceToTexts(choice, shown);
  // A tag without any attribute would show the default, so one that says the family is kept.
  if (texts.size > 1 && texts.get('network') === defaultChoice.network) texts.delete('network');
  if (convention !== DEFAULT_CONVENTION) texts.set('convention', convention);
  const attributes = [...texts].map(([name, text]) => ` ${name}="${escaped(text)}"`);
  return `<net-explorer${attributes.join('')}></net-explorer>`;
}
