import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { excerptName } from '../../core/index.js';
import { Latest } from '../../explorer/latest.js';
import { MEMORY_OF_A_FILE } from '../../explorer/weights/file-size.js';
import { formatBytes } from '../../words/format.js';
import { renderBar } from '../shared/progress.js';

/** Files of more bytes than this wait for the reader's word: that much is felt on a phone. */
const LARGE = 100_000_000;

/** What is asked, or done. */
interface Reading {
  readonly title: string;
  /** Of files that wait for the reader's word. */
  readonly bytes?: number;
  readonly goOn?: () => void;
}

/** Reads a reader's files, one choice of them at a time: asks first where they are large, and gives up where that is pressed. */
export class FilesController implements ReactiveController {
  private current: Reading | undefined;
  private readonly readings = new Latest();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.cancel();
  }

  /** Nothing comes of what is being read or asked. */
  cancel(): void {
    this.readings.cancel();
    this.show(undefined);
  }

  /** Rejects as `read` does; settles also where a reader, or a later choice of files, has given it up. */
  async take(files: readonly File[], read: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const title = titleOf(files);
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    await this.readings.ask(async (signal) => {
      if (bytes > LARGE) await this.askReader({ title, bytes }, signal);
      this.show({ title });
      try {
        await read(signal);
      } finally {
        if (!signal.aborted) this.show(undefined);
      }
    });
  }

  private askReader(large: Reading, signal: AbortSignal): Promise<void> {
    return new Promise((goOn, giveUp) => {
      signal.addEventListener('abort', () => giveUp(signal.reason as Error));
      this.show({ ...large, goOn });
    });
  }

  private show(reading: Reading | undefined): void {
    this.current = reading;
    this.host.requestUpdate();
  }

  render() {
    if (!this.current) return nothing;
    const { title, bytes, goOn } = this.current;
    const name = excerptName(title);
    if (!goOn) return renderBar(`Looking into ${name}`, undefined, () => this.cancel());
    const memory = formatBytes(bytes! * MEMORY_OF_A_FILE);
    return html`
      <div class="notice" part="notice" role="status">
        <span>${name} has ${formatBytes(bytes!)}: reading it takes up to about ${memory} of memory.</span>
        <span class="buttons">
          <button type="button" @click=${goOn}>Read it</button>
          <button type="button" @click=${() => this.cancel()}>Cancel</button>
        </span>
      </div>
    `;
  }
}

/** What others lie beside is mostly the smaller. */
const titleOf = (files: readonly File[]): string => {
  const [first] = files.toSorted((a, b) => b.size - a.size);
  return `${first?.name ?? 'Nothing'}${files.length > 1 ? ` and ${files.length - 1} more` : ''}`;
};
