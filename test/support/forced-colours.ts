import { executeServerCommand } from '@web/test-runner-commands';
import { until } from './page.js';

/** Has the system's colours in place of the page's, or no longer. */
export async function forceColours(isForced: boolean): Promise<void> {
  await executeServerCommand('forced-colours', isForced as never);
  await until(() => matchMedia('(forced-colors: active)').matches === isForced, 'the colours');
}
