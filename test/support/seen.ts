/** Waits for what a reader would wait for: looks again with every frame. The runner's limit ends it. */
export async function seen<T>(look: () => T | undefined | null | false | ''): Promise<T> {
  for (;;) {
    const found = look();
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
}
