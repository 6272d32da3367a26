/** The limits of a budget as an element's tag says them. What a reader types is judged when the field is left instead. */
import { LIMITS, type Limit } from '../../core/budget.js';
import { LIMIT_PROPERTIES, type LimitProperties } from '../../explorer/budget/budget.js';
import { NetErrorEvent } from './events.js';

export class TagLimits {
  private readonly typedTexts: Partial<Record<Limit, string>> = {};
  private readonly unchecked = new Set<Limit>();

  constructor(private readonly host: EventTarget & LimitProperties) {}

  /** Remembers which of the properties that have changed say something new. */
  noteChanges(changed: ReadonlyMap<PropertyKey, unknown>): void {
    for (const limit of LIMITS) {
      const name = LIMIT_PROPERTIES[limit];
      if (changed.has(name) && this.host[name] !== this.typedTexts[limit]) this.unchecked.add(limit);
    }
  }

  /** A reader is typing. */
  type(limit: Limit, text: string): void {
    this.host[LIMIT_PROPERTIES[limit]] = this.typedTexts[limit] = text;
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
