/** Models of the page's own tfjs that scripts have given to elements: no attribute can say one. `undefined`: one was taken back. */
export const liveModels = new WeakMap<Element, object | undefined>();
