/**
 * The nearest multiple of `divisor`, at least `divisor`, and never below 90 % of `channels`: the rule of the MobileNet
 * reference code (TF-slim `_make_divisible`), which torchvision and Keras repeat. Floating point is kept as it is there.
 */
export function makeDivisible(channels: number, divisor: number): number {
  const rounded = Math.max(divisor, Math.floor(Math.trunc(channels + divisor / 2) / divisor) * divisor);
  return rounded < 0.9 * channels ? rounded + divisor : rounded;
}

/** Python's `round`: halves go to the even neighbour, which decides channels at fractional t. */
export function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest < 0.5 || (rest === 0.5 && below % 2 === 0) ? below : below + 1;
}
