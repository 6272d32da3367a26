/** Makes the server lose these files for this page, from now on and instead of any before; see `scripts/losing.mjs`. */
export const lose = (...names: readonly string[]): void => {
  document.cookie = `lose=${encodeURIComponent(names.join(' '))}; path=/`;
};

/** The connection is whole again. */
export const loseNothing = (): void => lose();
