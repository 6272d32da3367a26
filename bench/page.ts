/** The page's budgets: the elements as a reader has them, built as they are shipped. */
import { benchLeaks } from './leaks.js';
import { benchLong } from './long.js';
import { benchLooking } from './looking.js';
import type { BenchRow } from './row.js';
import { benchSlider } from './slider.js';

export async function benchPage(): Promise<{ rows: readonly BenchRow[] }> {
  return {
    rows: [...(await benchLong()), ...(await benchSlider()), ...(await benchLooking()), ...(await benchLeaks())],
  };
}
