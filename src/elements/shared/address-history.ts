/** What a reader chose, in the page's address, and each act as an entry of the browser's history. */
import { choiceToTexts } from '../../explorer/choice-texts.js';
import { formatCloseup } from '../../explorer/closeup-text.js';
import { formatImage } from '../../explorer/image-choice.js';
import { isVersion, LINK_VERSION, linkNames } from '../../explorer/link-names.js';
import { formatOverlay } from '../../explorer/overlay/choice.js';
import { linkedOverride } from '../../explorer/overrides.js';
import type { Snapshot } from '../../explorer/snapshot.js';
import { formatTableOrder } from '../../explorer/table-order.js';
import { networkAttributes } from '../../explorer/source.js';
import type { ExplorerState } from '../../explorer/state.js';
import { formatClassNames, formatWeights } from '../../explorer/weights/choice.js';
import { restoreByReader } from './restore-by-reader.js';
import { ActRecorder, type Turn } from './act-recorder.js';

/** Browsers refuse hundreds of changes of the address in a row, which a slider would make. */
const REST_MS = 250;

/** Whose link it is. */
export interface LinkOwner {
  /** What the names of its parameters begin with. */
  readonly prefix: string;
  /** What the tag itself says, which need not be written. */
  readonly initial: Snapshot;
  /** Whether what is shown may take the place of what the address says. */
  readonly isWritable: () => boolean;
}

type Method = 'pushState' | 'replaceState';

/** Writes a state into the page's address: an act makes an entry, all else changes the one that is there. */
export class AddressHistory {
  private readonly recorder: ActRecorder;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Under which the browser's entries have the number of their act. */
  private readonly key: string;

  /** `before`: what was chosen before what a reader has done up to now. */
  constructor(
    private readonly state: ExplorerState,
    private readonly owner: LinkOwner,
    before: Snapshot,
  ) {
    this.key = `net-explorer ${owner.prefix}`;
    // Entries of an earlier load of the page have smaller numbers, none of which is taken for one of ours.
    this.recorder = new ActRecorder(state, before, (outcome) => this.write(outcome === 'pushed'), Date.now());
  }

  release(): void {
    this.rest();
    this.recorder.release();
  }

  /** Takes what was done before this was loaded, act by act. */
  catchUp(turns: readonly Turn[]): void {
    for (const turn of turns) this.recorder.takeTurn(turn);
    this.writeSoon();
  }

  /** What was chosen at the browser's present entry, with what no address can name; `undefined` where that is not known. */
  arrive(): Snapshot | undefined {
    this.rest();
    return this.recorder.history.go(entryState()?.[this.key]);
  }

  restore(host: EventTarget, snapshot: Snapshot): Promise<void> {
    return restoreByReader(host, this.state, snapshot);
  }

  /** Whether the address says what is shown: a jump within the page changes nothing. */
  get isSaid(): boolean {
    return inOrder(this.addressOf(this.recorder.history.present)) === inOrder(new URL(location.href));
  }

  private write(isPush: boolean): void {
    if (!isPush) return this.writeSoon();
    if (!this.owner.isWritable()) return;
    const { id } = this.recorder.history;
    if (this.timer !== undefined || entryState()?.[this.key] !== id - 1) this.put('replaceState', id - 1);
    this.put('pushState', id);
  }

  private readonly writeSoon = (): void => {
    this.rest();
    const write = (): void => {
      if (this.owner.isWritable()) this.put('replaceState', this.recorder.history.id);
    };
    this.timer = setTimeout(write, REST_MS);
  };

  /** Nothing waits to be written any more. */
  private rest(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private put(method: Method, id: number): void {
    this.rest();
    const snapshot = this.recorder.history.at(id);
    if (!snapshot) return;
    const state = entryState();
    const address = readable(this.addressOf(snapshot));
    try {
      history[method](state ? { ...state, [this.key]: id } : history.state, '', address);
      // Chromium says nothing where it has had enough of changes for a while.
      if (location.href !== address.href) this.writeSoon();
    } catch {
      // Nor may some documents change their address at all.
    }
  }

  private addressOf(snapshot: Snapshot): URL {
    const { prefix } = this.owner;
    const address = new URL(location.href);
    const { searchParams } = address;
    for (const name of linkNames) searchParams.delete(prefix + name);
    const isForeign = !isVersion(searchParams.get(`${prefix}v`) ?? '0');
    if (!isForeign) searchParams.delete(`${prefix}v`);
    const differences = this.differences(snapshot);
    if (differences.length && !isForeign) searchParams.set(`${prefix}v`, `${LINK_VERSION}`);
    for (const [name, text] of differences) searchParams.set(prefix + name, text);
    return address;
  }

  /** What the tag does not say itself. A choice is written whole or not at all: half of one would be another network. */
  private differences(snapshot: Snapshot): [string, string][] {
    const [initial, texts] = [this.owner.initial, snapshot].map((one) => toTexts(one, this.state)) as [Texts, Texts];
    const differs = (name: string): boolean => initial.get(name) !== texts.get(name);
    const otherNetwork = networkAttributes.some(differs);
    return [...texts].filter(([name]) => (networkAttributes.includes(name) ? otherNetwork : differs(name)));
  }
}

function inOrder({ searchParams }: URL): string {
  searchParams.sort();
  return `${searchParams}`;
}

type Texts = ReadonlyMap<string, string>;

/** Everything that a reader would want to find again. */
function toTexts(snapshot: Snapshot, state: ExplorerState): Texts {
  const texts = choiceToTexts(snapshot.choice, state);
  texts.set('select', snapshot.selected);
  texts.set('view', snapshot.detail);
  texts.set('convention', snapshot.convention);
  texts.set('toggled', snapshot.toggled.join(' '));
  texts.set('closeup', formatCloseup(snapshot.closeup));
  texts.set('ranked', formatTableOrder(snapshot.tableOrder));
  for (const [name, text] of Object.entries(snapshot.overrides)) {
    const linked = linkedOverride(name, text, (network) => state.models.has(network));
    if (linked !== undefined) texts.set(name, linked);
  }
  const [weights, image] = [formatWeights(snapshot.weights), formatImage(snapshot.image)];
  if (weights !== undefined) texts.set('weights', weights);
  if (image !== undefined) texts.set('image', image);
  texts.set('image-fit', snapshot.fit);
  const overlay = formatOverlay(snapshot.overlay);
  if (overlay) ['overlay', 'overlay-as'].forEach((name, at) => texts.set(name, overlay[at]!));
  texts.set('image-values', snapshot.weights.imageValues ?? '');
  const classNames = formatClassNames(snapshot.weights);
  if (classNames !== undefined) texts.set('class-names', classNames);
  return texts;
}

/** What the page keeps with the browser's entry, as far as something can be added to it. */
function entryState(): Readonly<Record<string, unknown>> | undefined {
  const state: unknown = history.state ?? {};
  return typeof state === 'object' ? (state as Record<string, unknown>) : undefined;
}

/** Paths and tables stay legible: these signs need no escape in a query. */
const readable = (address: URL): URL => {
  address.search = address.search.replace(/%2F/g, '/').replace(/%2C/g, ',').replace(/%3B/g, ';').replace(/%3A/g, ':');
  return address;
};
