/** The limits of a budget as an element's tag says them. What a reader types is judged when the field is left instead. */
import { LIMITS, type Limit } from '../../core/budget.js';
import { LIMIT_PROPERTIES } from '../../explorer/budget/budget.js';
import type { OverrideName } from '../../explorer/overrides.js';
import { NetErrorEvent } from './events.js';

/** The names under which readers change them. */
export const limitOverrides = {
  maxMemory: 'max-memory',
  maxOperations: 'max-operations',
  maxParameters: 'max-parameters',
  maxWeights: 'max-weights',
} as const satisfies Readonly<Record<(typeof LIMIT_PROPERTIES)[Limit], OverrideName>>;

export class TagLimits {
  private readonly unchecked = new Set<Limit>();

  constructor(private readonly host: EventTarget) {}

  /** Remembers which of the properties that have changed say something new. */
  noteChanges(changed: ReadonlyMap<PropertyKey, unknown>): void {
    for (const limit of LIMITS) {
      if (changed.has(LIMIT_PROPERTIES[limit])) this.unchecked.add(limit);
    }
  }

  /** Fires what is wrong with those that have not been judged. */
  report(problems: Readonly<Partial<Record<Limit, string>>>): void {
    for (const limit of this.unchecked) {
      const problem = problems[limit];
      if (problem) queueMicrotask(() => this.host.dispatchEvent(new NetErrorEvent(problem, 'page')));
    }
    this.unchecked.clear();
  }
}
