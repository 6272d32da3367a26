import { css, html, nothing, type PropertyValues } from 'lit';
import { wordsOfAct } from '../../explorer/act-words.js';
import type { Snapshot } from '../../explorer/snapshot.js';
import type { Aspect, ExplorerState } from '../../explorer/state.js';
import { ActRecorder } from '../shared/act-recorder.js';
import { ShortcutController } from '../shared/controllers/shortcut-controller.js';
import { define } from '../shared/define.js';
import { NetElement } from '../shared/net-element.js';
import { restoreByReader } from '../shared/restore-by-reader.js';
import { controls, theme } from '../shared/theme.js';

/** Which step a key asks for: Ctrl+Z, and Shift+Ctrl+Z or Ctrl+Y; with Cmd as well. */
function stepOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): 'undo' | 'redo' | undefined {
  if (!(ctrlKey || metaKey) || altKey) return undefined;
  const letter = key.toLowerCase();
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' && !shiftKey ? 'redo' : undefined;
}

/** Takes back what a reader did, act by act, and does it again. Part of `<net-explorer>` where it leaves the page's address alone. */
export class NetUndo extends NetElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: flex;
        gap: 0.25rem;
      }
      button {
        min-inline-size: 2rem;
        padding-inline: 0.375rem;
      }
      [aria-disabled='true'] {
        opacity: 0.5;
        cursor: default;
      }
    `,
  ];

  protected override readonly ignores: readonly Aspect[] = ['hover', 'problem'];

  protected readonly keys = new ShortcutController(this, (event) => {
    const step = stepOf(event);
    return step && (() => this.go(step));
  });

  private recorder: ActRecorder | undefined;
  private recorded: ExplorerState | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.record(undefined);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.isConnected) this.record(this.state);
  }

  /** What was done before belongs to another network's explorer. */
  private record(state: ExplorerState | undefined): void {
    if (state === this.recorded) return;
    this.recorder?.release();
    this.recorded = state;
    this.recorder = state && new ActRecorder(state, state.snapshot, () => this.requestUpdate());
  }

  private go(step: 'undo' | 'redo'): void {
    const { recorder, recorded } = this;
    const snapshot = recorder?.history[step]();
    if (!snapshot || !recorded) return;
    const { host } = this.getRootNode() as ShadowRoot;
    void restoreByReader(host, recorded, snapshot);
    this.requestUpdate();
  }

  protected override renderShown() {
    if (!this.recorder) return nothing;
    const { previous, present, next } = this.recorder.history;
    return [
      this.renderButton('undo', '↶', previous && this.wordsOf(previous, present)),
      this.renderButton('redo', '↷', next && this.wordsOf(present, next)),
    ];
  }

  private wordsOf(before: Snapshot, after: Snapshot): string {
    return wordsOfAct(before, after, this.recorded!.families);
  }

  /** One that has nothing to do keeps the keyboard's focus. */
  private renderButton(step: 'undo' | 'redo', sign: string, words: string | undefined) {
    const [title, keys] = step === 'undo' ? ['Undo', 'Control+Z'] : ['Redo', 'Control+Shift+Z'];
    const label = words === undefined ? title : `${title}: ${words}`;
    return html`<button
      type="button"
      title=${label}
      aria-label=${label}
      aria-keyshortcuts=${keys}
      aria-disabled=${words === undefined}
      @click=${() => this.go(step)}
    >
      ${sign}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-undo': NetUndo;
  }
}

define('net-undo', NetUndo);
