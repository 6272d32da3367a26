/** Student's t distribution, as far as an interval needs it. */

/** Shares of a normaliser and of a fraction that no longer matter. */
const TINY = 1e-300;
const ENOUGH = 1e-14;

/** ln Γ(x), x > 0: Stirling's series (Abramowitz & Stegun 6.1.41), which is exact enough from 10 on; Γ(x + 1) = x·Γ(x) below. */
function logGamma(x: number): number {
  if (x < 10) return logGamma(x + 1) - Math.log(x);
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5) - 1 / (1680 * x ** 7);
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

/** The continued fraction of the incomplete beta function (Abramowitz & Stegun 26.5.8), from the front (Lentz). */
function betaFraction(x: number, a: number, b: number): number {
  const guard = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
  let upper = 1;
  let lower = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let fraction = lower;
  for (let m = 1; m < 1000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let factor = 1;
    for (const term of [even, odd]) {
      lower = 1 / guard(1 + term * lower);
      upper = guard(1 + term / upper);
      factor = upper * lower;
      fraction *= factor;
    }
    if (Math.abs(factor - 1) < ENOUGH) break;
  }
  return fraction;
}

/** I_x(a, b), the regularised incomplete beta function, 0 ≤ x ≤ 1. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a); // where the fraction converges fast
  const power = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b);
  return (Math.exp(power) * betaFraction(x, a, b)) / a;
}

/** The probability that |T| is more than `t` ≥ 0, with this many degrees of freedom (more than 0, whole or not). */
export const beyond = (t: number, degrees: number): number =>
  incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);

/** The `t` that |T| stays below with probability `level`, 0 < level < 1. Throws `RangeError` for other levels and degrees. */
export function criticalT(level: number, degrees: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`level: expected a number between 0 and 1, got ${level}`);
  if (!(degrees > 0)) throw new RangeError(`degrees of freedom: expected a number above 0, got ${degrees}`);
  let [low, high] = [0, 1];
  while (beyond(high, degrees) > 1 - level) [low, high] = [high, high * 2];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (beyond(middle, degrees) > 1 - level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
