/** Options of a MobileNetV2 of two rows of blocks: small enough to be read, paired and run many times in a test. */
export const smallOptions = {
  width: 0.25,
  blocks: [
    [1, 32, 1, 1],
    [2, 32, 2, 2],
  ],
  resolution: 32,
  classes: 3,
} as const;
