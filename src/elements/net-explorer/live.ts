/** Loads the elements that show nothing before a network runs: chunks of their own, which no drawing waits for. */
export const loadLive = (): Promise<unknown> =>
  Promise.all([
    import('../net-activations/net-activations.js'),
    import('../net-image/net-image.js'),
    import('../net-weights/net-weights.js'),
  ]);

/** Calls back once the page has drawn its next frame. */
export const afterFrame = (act: () => void): void => void requestAnimationFrame(() => setTimeout(act));
