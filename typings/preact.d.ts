/** The package for programs that have its tags in Preact's JSX. */
import type { JSX } from 'preact';
import type { Attributes, Elements, Events } from './templates.js';

export * from './index.js';

type Own<Tag extends keyof Elements> = Attributes[Tag] & {
  [Name in keyof Events as `on${Name}`]?: ((event: Events[Name]) => void) | undefined;
};
type Tags = { [Tag in keyof Elements]: Own<Tag> & Omit<JSX.HTMLAttributes<Elements[Tag]>, keyof Own<Tag>> };

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends Tags {}
  }
}
