/** To be imported, for its effect, by whatever looks at a running network. */
import './bring-inputs.js';
import { inspect } from './inspection.js';
import { running } from './running.js';

running.bring(inspect);
