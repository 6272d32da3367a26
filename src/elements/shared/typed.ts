import { noChange, type PropertyPart } from 'lit';
import { Directive, directive } from 'lit/directive.js';
import { setCommittedValue } from 'lit/directive-helpers.js';

/**
 * The value of a text field, as Lit's `live` writes it, but for a field that is being typed in: from the first letter until
 * it is left, a render for something else leaves the letters alone.
 */
class Typed extends Directive {
  private isTyping: boolean | undefined;
  private last = '';

  override render(value: string): unknown {
    return value;
  }

  override update(part: PropertyPart, [value]: [string]): unknown {
    const field = part.element as HTMLInputElement;
    if (this.isTyping === undefined) this.listen(field);
    const isOther = value !== this.last;
    this.last = value;
    if (field.value === value || (this.isTyping && !isOther)) return noChange;
    this.isTyping = false;
    setCommittedValue(part);
    return value;
  }

  /** As the first to hear: what the field's own listeners change is rendered before the next one is called. */
  private listen(field: HTMLInputElement): void {
    this.isTyping = false;
    field.addEventListener('input', () => (this.isTyping = true), true);
    field.addEventListener('change', () => (this.isTyping = false), true);
  }
}

export const typed = directive(Typed);
