/** The package for programs that have its tags in Solid's JSX. */
import type { JSX } from 'solid-js';
import type { Attributes, Elements, Events } from './templates.js';

export * from './index.js';

type Own<Tag extends keyof Elements> = Attributes[Tag] & {
  [Name in keyof Events as `on:${Name}`]?: ((event: Events[Name]) => void) | undefined;
};
type Tags = { [Tag in keyof Elements]: Own<Tag> & Omit<JSX.HTMLAttributes<Elements[Tag]>, keyof Own<Tag>> };

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends Tags {}
  }
}
