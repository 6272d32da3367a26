/** A page stays responsive if no task takes much longer than this. */
const SLICE_MS = 12;

/** Does tasks one after the other, leaving room for the page in between, as long as their results are wanted. */
export async function inSlices(tasks: Iterable<() => void>, isWanted: () => boolean): Promise<void> {
  let since = performance.now();
  for (const task of tasks) {
    if (performance.now() - since > SLICE_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
    if (!isWanted()) return;
    task();
  }
}
