/** Registers an element; a page that has the tag already (a second copy of the package) keeps the first. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (typeof customElements === 'undefined') return; // on a server
  if (!customElements.get(tag)) customElements.define(tag, element);
}
