/** Calls back once the page has drawn its next frame; never on a server. */
export const afterFrame = (act: () => void): void => void globalThis.requestAnimationFrame?.(() => setTimeout(act));
