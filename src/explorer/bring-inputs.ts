/** To be imported, for its effect, where nothing may come between a tag and a link that names an image or weights. */
import { parseImage } from './image-choice.js';
import { inputs, type InputChange, type InputName } from './running.js';
import { parseClassNames, parseImageValues, parseWeights, saying } from './weights/choice.js';

/** By attribute; what is said of weights from files stays when others are chosen. */
const readers: Readonly<Record<InputName, (text: string) => InputChange>> = {
  image(text) {
    const image = parseImage(text, false);
    return (state) => state.setImage(image);
  },
  weights(text) {
    const weights = parseWeights(text, false);
    return (state) => {
      const { imageValues, classNames } = state.weights;
      state.setWeights(saying(weights, { imageValues, classNames }));
    };
  },
  'image-values'(text) {
    const imageValues = parseImageValues(text);
    return (state) => state.setWeights(saying(state.weights, { imageValues }));
  },
  'class-names'(text) {
    const classNames = parseClassNames(text, false);
    return (state) => state.setWeights(saying(state.weights, { classNames }));
  },
};

inputs.bring({ read: (name, text) => readers[name](text) });
