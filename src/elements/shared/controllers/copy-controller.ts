import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long a button says that it has copied. */
const SHOWN_MS = 2500;

/** Copies text at a reader's wish, and tells for a moment how that went. */
export class CopyController implements ReactiveController {
  outcome: 'copied' | 'failed' | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
    this.outcome = undefined;
  }

  async copy(text: string): Promise<void> {
    this.tell((await write(text)) || writeBySelection(text, this.host) ? 'copied' : 'failed');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(undefined), SHOWN_MS);
  }

  private tell(outcome: typeof this.outcome): void {
    this.outcome = outcome;
    this.host.requestUpdate();
  }
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // not a secure page, or the page around forbids it
  }
}

/** The old way, which works on pages without https. */
function writeBySelection(text: string, host: HTMLElement): boolean {
  const field = document.createElement('textarea');
  const focused = (host.shadowRoot?.activeElement ?? document.activeElement) as HTMLElement | null;
  field.value = text;
  (host.shadowRoot ?? host).append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  focused?.focus();
  return copied;
}
