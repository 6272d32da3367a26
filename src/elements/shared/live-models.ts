/** Models of the page's own tfjs that scripts have given to elements: no attribute can say one. */
const given = new WeakMap<Element, object>();

export const liveModelOf = (element: Element): object | undefined => given.get(element);

export function setLiveModel(element: Element, model: object | undefined): void {
  if (model) given.set(element, model);
  else given.delete(element);
}
