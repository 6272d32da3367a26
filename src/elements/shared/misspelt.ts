/** Attributes that are nearly ours: what their author meant is not what the element would show. */
import { nearestName } from '../../core/index.js';

/** HTML's global attributes, and `theme`, which is read by style sheets alone. */
const GLOBAL = new Set(
  (
    'accesskey anchor autocapitalize autocorrect autofocus class contenteditable dir draggable enterkeyhint exportparts ' +
    'headingoffset headingreset hidden id inert inputmode is itemid itemprop itemref itemscope itemtype lang nonce part ' +
    'popover role slot spellcheck style tabindex theme title translate virtualkeyboardpolicy writingsuggestions'
  ).split(' '),
);

const isForeign = (name: string): boolean => GLOBAL.has(name) || /^(?:data-|aria-|on)|[^a-z-]/.test(name);

/** Sentences about each attribute of an element that is none of these names, and nearly one. */
export function misspeltIn(element: Element, names: readonly string[]): readonly string[] {
  return element.getAttributeNames().flatMap((name) => {
    if (names.includes(name) || isForeign(name)) return [];
    const meant = nearestName(name, names);
    return meant === undefined ? [] : [`${name}: there is no such attribute; is ${meant} meant?`];
  });
}
