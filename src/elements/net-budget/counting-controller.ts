import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Uses } from '../../core/budget.js';
import type { Family } from '../../core/index.js';
import { inSlices } from '../shared/in-slices.js';

/** A slider that is dragged asks for others with every step. */
const REST_MS = 100;

/** What a network uses, or why there is no such network. */
export type Counted = Uses | Error;

/** A network that is to be counted, and under which name its counts are kept. */
export interface Question {
  readonly key: string;
  readonly count: () => Uses;
}

/** Counts networks in slices that leave the page free, keeps the counts, and renders the element as they come. */
export class CountingController implements ReactiveController {
  private readonly counted = new Map<string, Counted>();
  private family: Family | undefined;
  private questions: Question[] = [];
  private counting: Promise<void> | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    /** Whether anybody sees the counts. */
    private readonly isWanted: () => boolean,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.questions = [];
  }

  /** `undefined` while it is being counted. */
  of(key: string): Counted | undefined {
    return this.counted.get(key);
  }

  /** Counts those that have not been, in this order, and no longer what was asked before. Counts of another family are forgotten. */
  ask(family: Family, questions: readonly Question[]): void {
    if (family !== this.family) this.counted.clear();
    this.family = family;
    this.questions = questions.filter(({ key }) => !this.counted.has(key));
    if (this.questions.length) this.counting ??= this.work();
  }

  /** Settles once all is counted that was asked for, or nobody wants it any more. */
  get settled(): Promise<void> {
    return this.counting ?? Promise.resolve();
  }

  private async work(): Promise<void> {
    await this.rest();
    await inSlices(this.tasks(), this.isWanted);
    this.counting = undefined;
    this.host.requestUpdate();
  }

  /** What is known already is drawn first, and nothing is counted that is asked for in passing. */
  private async rest(): Promise<void> {
    let asked: readonly Question[];
    do {
      asked = this.questions;
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
    } while (asked !== this.questions && this.isWanted());
  }

  private *tasks(): Iterable<() => void> {
    for (let next = this.questions.shift(); next; next = this.questions.shift()) {
      const { key, count } = next;
      yield () => {
        this.counted.set(key, attempt(count));
        this.host.requestUpdate();
      };
    }
  }
}

function attempt(count: () => Uses): Counted {
  try {
    return count();
  } catch (error) {
    return error as Error;
  }
}
