/**
 * The latest question wins: asking aborts the question before, and whatever still comes of that one, an answer or an error,
 * is dropped. One instance for each place that shows one answer at a time.
 */
export class Latest {
  private current = new AbortController();

  /** Aborted as soon as something else is asked. */
  get signal(): AbortSignal {
    return this.current.signal;
  }

  /** The answer, or `undefined` where it came too late. Rejects only with an error of the latest question. */
  async ask<Answer>(answer: (signal: AbortSignal) => Promise<Answer>): Promise<Answer | undefined> {
    const signal = this.begin();
    try {
      const value = await answer(signal);
      return signal.aborted ? undefined : value;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  }

  /** Begins a question that is answered by other means than a promise. */
  begin(): AbortSignal {
    this.current.abort();
    this.current = new AbortController();
    return this.current.signal;
  }

  /** Nobody waits for an answer any more. */
  cancel(): void {
    this.begin();
  }
}
