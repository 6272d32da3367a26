/**
 * The latest question wins: asking aborts the question before, and whatever still comes of that one, an answer or an error,
 * is dropped. One instance for each place that shows one answer at a time.
 */
export class Latest {
  private current: AbortController | undefined;

  /** The answer, or `undefined` where it came too late. Rejects only with an error of the latest question. */
  async ask<Answer>(answer: (signal: AbortSignal) => Promise<Answer>): Promise<Answer | undefined> {
    this.cancel();
    const { signal } = (this.current = new AbortController());
    try {
      const value = await answer(signal);
      return signal.aborted ? undefined : value;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  }

  /** Nobody waits for an answer any more. */
  cancel(): void {
    this.current?.abort();
    this.current = undefined;
  }
}
