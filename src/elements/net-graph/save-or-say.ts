import { lateChunk } from '../../explorer/chunks.js';
import { tryAgain } from '../../explorer/problem.js';
import type { saveFigure } from './save.js';

const loadSave = lateChunk('The part that saves figures', () => import('./save.js'));

/** Saves a figure; where that cannot be done, its state says why. */
export async function saveOrSay(figure: Parameters<typeof saveFigure>[0], format: 'svg' | 'png'): Promise<void> {
  const { state } = figure;
  try {
    await (await loadSave()).saveFigure(figure, format);
  } catch (error) {
    state.setProblem('page', {
      source: 'page',
      message: `The figure could not be saved as ${format.toUpperCase()}: ${(error as Error).message}`,
      remedy: tryAgain(() => {
        state.setProblem('page', undefined);
        void saveOrSay(figure, format);
      }),
    });
  }
}
