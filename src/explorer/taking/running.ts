import '../bring-running.js';
import type { Inspection } from '../inspection.js';

/** Settles once the network of a state has run; begins that where nobody has. Rejects where it cannot be run. */
export function untilRun(inspection: Inspection): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (inspection.phase !== 'ready' && inspection.phase !== 'failed') return;
      inspection.removeEventListener('change', look);
      if (inspection.phase === 'ready') resolve();
      else reject(new Error('the network could not be run: what is wrong stands beside its weights and its image'));
    };
    inspection.addEventListener('change', look);
    inspection.start();
    look();
  });
}
