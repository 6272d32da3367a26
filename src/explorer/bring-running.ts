/** To be imported, for its effect, by whatever looks at a running network. */
import { parseImage } from './image-choice.js';
import { inspect } from './inspection.js';
import { bringRunning } from './running.js';
import { parseWeights } from './weights/choice.js';

bringRunning({ inspect, parseImage, parseWeights });
