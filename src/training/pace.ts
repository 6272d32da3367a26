/** How fast training goes, and how long the rest will take. */
export class Pace {
  private readonly start = performance.now();
  /** After the first step, which also prepares the backend. */
  private afterFirst: number | undefined;
  private steps = 0;
  /** Not spent on steps: evaluation. */
  private evaluated = 0;
  private evaluations = 0;

  constructor(
    private readonly batch: number,
    private readonly allSteps: number,
    private readonly epochs: number,
  ) {}

  step(): void {
    this.steps++;
    this.afterFirst ??= performance.now();
  }

  evaluation(milliseconds: number): void {
    this.evaluated += milliseconds;
    this.evaluations++;
  }

  get imagesPerSecond(): number {
    return (1000 * this.batch) / this.msPerStep;
  }

  get msLeft(): number {
    const evaluation = this.evaluations ? this.evaluated / this.evaluations : 0;
    return this.msPerStep * (this.allSteps - this.steps) + evaluation * (this.epochs - this.evaluations);
  }

  private get msPerStep(): number {
    const isFirst = this.steps === 1;
    const spent = performance.now() - (isFirst ? this.start : this.afterFirst!) - this.evaluated;
    return spent / (isFirst ? 1 : this.steps - 1);
  }
}
