/** The package for programs that have its tags in Vue's templates. */
import type { HTMLAttributes, PublicProps } from 'vue';
import type { Attributes, Elements, Events } from './templates.js';

export * from './index.js';

/** `net-select` → `NetSelect`. */
type Pascal<Name extends string> = Name extends `${infer Word}-${infer Rest}`
  ? `${Capitalize<Word>}${Pascal<Rest>}`
  : Capitalize<Name>;
/** Vue's tools ask for `urlState` where a template says `url-state`. */
type InCamelCase<Takes> = { [Name in keyof Takes as Name | Uncapitalize<Pascal<Name & string>>]: Takes[Name] };
type Own<Tag extends keyof Elements> = InCamelCase<Attributes[Tag]> & {
  [Name in keyof Events as `on${Pascal<Name>}`]?: ((event: Events[Name]) => void) | undefined;
};
type Props<Tag extends keyof Elements> = Own<Tag> & Omit<HTMLAttributes & PublicProps, keyof Own<Tag>>;
type Tags = { [Tag in keyof Elements]: new () => { $props: Props<Tag> } };

declare module 'vue' {
  interface GlobalComponents extends Tags {}
}
