/** To be imported, for its effect, where nothing may come between a tag and a link that names an image or weights. */
import { parseImage } from './image-choice.js';
import { inputs } from './running.js';
import { parseWeights } from './weights/choice.js';

inputs.bring({ parseImage, parseWeights });
