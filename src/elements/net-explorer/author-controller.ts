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
  /** Presets are read as its own. */
  private network: string | undefined;

  constructor(private readonly tag: Host) {
    super(tag, loadAuthor);
  }

  private get isBound(): boolean {
    return BINDING.some((name) => (this.tag[name] ?? false) !== false);
  }

  /** Whether it is not known yet what readers may do. */
  get isHeld(): boolean {
    return this.isBound && !this.value;
  }

  /** Reads the tag again where it or its network has changed, or the state is new; gives what is wrong with each attribute. */
  read(state: ExplorerState | undefined, isNew: boolean, changed: ReadonlyMap<PropertyKey, unknown>): Terms['remarks'] {
    if (this.isBound) void this.ask();
    const network = state?.said.network;
    if (isNew || network !== this.network || BINDING.some((name) => changed.has(name))) {
      this.network = network;
      this.terms = state && this.value?.termsOf(this.tag, state);
      state?.setLock(this.terms?.lock);
    }
    return this.terms?.remarks ?? {};
  }
}
