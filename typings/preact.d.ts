/** The tags in Preact's JSX: `/// <reference types="mobilenet-explorer/preact" />`, once in a program. */
import type { JSX } from 'preact';
import type { Attributes, Elements, Events } from './templates.js';

type Own<Tag extends keyof Elements> = Attributes[Tag] & {
  [Name in keyof Events as `on${Name}`]?: ((event: Events[Name]) => void) | undefined;
};
type Tags = { [Tag in keyof Elements]: Own<Tag> & Omit<JSX.HTMLAttributes<Elements[Tag]>, keyof Own<Tag>> };

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends Tags {}
  }
}
