/** What is counted of a network or a part of it, under the convention that is shown. */
export interface Counts {
  readonly convention: string;
  readonly parameters: number;
  readonly operations: number;
  /** What the operations are: `MACs`, `FLOPs`, … */
  readonly unit: string;
}
