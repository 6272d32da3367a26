/** The package for programs that have its tags in React 19's JSX. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { Attributes, Elements, Events } from './templates.js';

export * from './index.js';

type Own<Tag extends keyof Elements> = Attributes[Tag] & {
  [Name in keyof Events as `on${Name}`]?: ((event: Events[Name]) => void) | undefined;
};
type Html<Tag extends keyof Elements> = DetailedHTMLProps<HTMLAttributes<Elements[Tag]>, Elements[Tag]>;
type Tags = { [Tag in keyof Elements]: Own<Tag> & Omit<Html<Tag>, keyof Own<Tag>> & { class?: string | undefined } };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Tags {}
  }
}
