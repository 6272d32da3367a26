import { choiceToTexts } from '../../explorer/choice-texts.js';
import type { ExplorerState } from '../../explorer/state.js';

/** Which network a table is about, as a line above it when it is taken away. */
export function aboutNetwork(state: ExplorerState): string {
  const options = [...choiceToTexts(state.choice, state)].map(([name, value]) => `${name}=${value}`);
  return `Network and options: ${options.join(' ')}; what is not named has its default.`;
}
