import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { lateChunk } from '../../../explorer/chunks.js';

type Speller = (element: Element, names: readonly string[]) => readonly string[];

/** Attributes that others than we give an element often: whoever finds no more than these has nothing to load. */
const USUAL = /^(?:data-|aria-|on|(?:class|dir|hidden|id|lang|part|role|slot|style|theme|title)$)|[^a-z-]/;

let known: Speller | undefined;
const loadSpeller = lateChunk('The part that knows HTML’s attributes', () => import('../misspelt.js'));

/** Knows which attributes of an element are nearly ours: those are not observed, so that nobody else would hear of them. */
export class SpellingController implements ReactiveController {
  /** One for each of them. */
  sentences: readonly string[] = [];
  /** Settles when an attribute that is neither ours nor usual is known for what it is. */
  pending: Promise<void> | undefined;
  private readonly attributes = new MutationObserver(() => this.check());

  constructor(
    private readonly host: ReactiveControllerHost & Element,
    /** The names of all attributes that the host takes. */
    private readonly names: readonly string[],
    private readonly checked: () => void = () => host.requestUpdate(),
    private readonly own?: Speller,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.check();
    this.attributes.observe(this.host, { attributes: true });
  }

  hostDisconnected(): void {
    this.attributes.disconnect();
  }

  private check(): void {
    const { host, names } = this;
    const speller = this.own ?? known;
    const isUsual = host.getAttributeNames().every((name) => names.includes(name) || USUAL.test(name));
    if (!speller && !isUsual) return void (this.pending ??= this.learn());
    this.sentences = speller?.(host, names) ?? [];
    this.checked();
  }

  /** Where nobody can say what is misspelt, everything is shown. */
  private async learn(): Promise<void> {
    const found = await loadSpeller().catch(() => undefined);
    known = found?.misspeltIn ?? (() => []);
    this.pending = undefined;
    this.check();
  }
}
