/** A file that was not had; it may be there another time. */
export class FetchError extends Error {
  /** Absent where no host answered. */
  readonly status: number | undefined;
  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

/** Whether an error is of a file that was not had, here or in the engine. */
export const isLoss = (error: unknown): boolean =>
  error instanceof FetchError || (error as { code?: string }).code === 'fetch-failed';
