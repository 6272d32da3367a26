/** The package for programs that have its tags in Svelte's markup. */
import type { HTMLAttributes } from 'svelte/elements';
import type { Attributes, Elements, Events } from './templates.js';

export * from './index.js';

type Own<Tag extends keyof Elements> = Attributes[Tag] & {
  [Name in keyof Events as `on${Name}` | `on:${Name}`]?: ((event: Events[Name]) => void) | undefined;
};
type Tags = { [Tag in keyof Elements]: Own<Tag> & Omit<HTMLAttributes<Elements[Tag]>, keyof Own<Tag>> };

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends Tags {}
}
