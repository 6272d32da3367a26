/** Share of the schedule in which the rate rises. */
const WARM_UP = 0.2;
const LEAST = 1e-5;

/** The learning rate when `done`, 0 to 1, of the schedule is behind: straight up over its first fifth, straight down after. */
export function rateAt(done: number, highest: number): number {
  const rate = highest * (done < WARM_UP ? done / WARM_UP : (1 - done) / (1 - WARM_UP));
  return Math.max(rate, LEAST);
}
