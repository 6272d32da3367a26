/** An element that is moved leaves the page for an instant. */
const LINGER_MS = 1000;

/** Counts the elements that show something, and tells when the last has been gone for a moment. */
export class Viewers {
  private count = 0;

  constructor(private readonly gone: () => void) {}

  enter(): void {
    this.count++;
  }

  leave(): void {
    this.count--;
    setTimeout(() => this.count || this.gone(), LINGER_MS);
  }
}
