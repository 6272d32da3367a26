/** On which backends a network can be trained. */
import { suitableBackends } from '../runtime/suitable-backends.js';
import type { TrainingBackend, TrainingOptions } from './types.js';

const isOurs = (name: string): name is TrainingBackend => name !== 'webgpu';

/** In the order in which they are tried. `auto` takes webgl on a real GPU, else wasm, else cpu. */
export async function trainingBackends(
  choice: TrainingOptions['backend'] = 'auto',
): Promise<readonly TrainingBackend[]> {
  return choice === 'auto' ? (await suitableBackends()).filter(isOurs) : [choice];
}
