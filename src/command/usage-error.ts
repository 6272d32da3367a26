/** What was asked for cannot be done as it was written: a sentence that says what was expected and what came. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
