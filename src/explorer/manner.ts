/** Whether what is asked for now is asked by somebody else than a reader. */
export class Manner {
  isQuiet = false;

  /** Does something in this manner, and what comes after in the former one. */
  asIf<Result>(isQuiet: boolean, act: () => Result): Result {
    const before = this.isQuiet;
    this.isQuiet = isQuiet;
    try {
      return act();
    } finally {
      this.isQuiet = before;
    }
  }
}
