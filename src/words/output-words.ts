/** What a network's output says where it is no list of classes. */
import { elementsOf, formatShape, type Shape } from '../core/index.js';

/** Why there is no prediction: `The output is 2×1×10, a map of 2 places: no class is predicted.` */
export function noClassIn(output: Shape): string {
  const [height, width] = output;
  const places = height * width;
  if (places > 1)
    return `The output is ${formatShape(output)}, a map of ${places.toLocaleString('en')} places: no class of the whole image is predicted.`;
  return elementsOf(output) === 1
    ? 'The output is one number, which is not said to be a probability: no class is predicted.'
    : `The output is ${formatShape(output)}: no class is predicted.`;
}
