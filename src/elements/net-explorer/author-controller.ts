import type { ReactiveControllerHost } from 'lit';
import { lateChunk } from '../../explorer/chunks.js';
import type { ExplorerState } from '../../explorer/state.js';
import { LateController } from '../shared/controllers/late-controller.js';
import type { AuthorTexts, Terms } from './author.js';

const loadAuthor = lateChunk('What the author leaves to readers', () => import('./author.js'));

/** Attributes that need it. */
const BINDING = ['locked', 'controls', 'presets', 'tabs'] as const;

type Author = Awaited<ReturnType<typeof loadAuthor>>;
type Host = ReactiveControllerHost & HTMLElement & AuthorTexts;

/** What an explorer's tag leaves to its readers; what reads it loads where there is something to read. */
export class AuthorController extends LateController<Author> {
  terms: Terms | undefined;

  constructor(private readonly tag: Host) {
    super(tag, loadAuthor);
  }

  private get isBound(): boolean {
    return BINDING.some((name) => this.tag[name] !== undefined && this.tag[name] !== false);
  }

  /** Whether it is not known yet what readers may do. */
  get isHeld(): boolean {
    return this.isBound && !this.value;
  }

  /** Reads the tag again where it has changed, or the state is new; gives what is wrong with each attribute. */
  read(state: ExplorerState | undefined, isNew: boolean, changed: ReadonlyMap<PropertyKey, unknown>): Terms['remarks'] {
    if (this.isBound) void this.ask();
    if (isNew || BINDING.some((name) => changed.has(name))) {
      this.terms = state && this.value?.termsOf(this.tag, state);
      state?.setLock(this.terms?.lock);
    }
    return this.terms?.remarks ?? {};
  }
}
