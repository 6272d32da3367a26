/** Everything under a root, in shadow roots too: what a page's own scripts, or a screen reader, could come by. */
export function deepElements(root: ParentNode): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    element,
    ...(element.shadowRoot ? deepElements(element.shadowRoot) : []),
  ]);
}

const SILENT = ['style', 'script'];

/** Attributes that are read aloud or shown. */
const isTold = (name: string): boolean => ['title', 'alt', 'placeholder'].includes(name) || name.startsWith('aria-');

/** Every text that is rendered or announced, whether it can be seen now or not. */
export function deepTexts(root: ParentNode): string[] {
  return deepElements(root)
    .filter(({ localName }) => !SILENT.includes(localName))
    .flatMap((element) => [
      ...[...element.childNodes].filter((node) => node instanceof Text).map(({ data }) => data.trim()),
      ...[...element.attributes].filter(({ name }) => isTold(name)).map(({ value }) => value),
    ])
    .filter(Boolean);
}
