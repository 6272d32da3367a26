/** What a reader did, one act after the other, each as what was chosen after it. */
import { isTyped } from './overrides.js';
import { differencesTo, differing, isEqual, type Snapshot } from './snapshot.js';

/** More acts than anybody takes back one by one. */
const MOST_ACTS = 200;

/** What became of a snapshot: it is an act of its own, belongs to the last one, or says nothing new. */
export type Outcome = 'pushed' | 'amended' | 'same';

/** A bounded stack of undo and redo. Every act has a number that no other one has; what is done after an undo takes the place of what was undone. */
export class History {
  private readonly snapshots: Snapshot[];
  private place = 0;
  /** The option or the typed text that the last act changed, if that is all it did. */
  private moved: string | undefined;

  /** `firstId`: the number of `first`, which no act has led to. */
  constructor(
    first: Snapshot,
    private firstId = 0,
    private readonly most = MOST_ACTS,
  ) {
    this.snapshots = [first];
  }

  get present(): Snapshot {
    return this.snapshots[this.place]!;
  }

  get id(): number {
    return this.firstId + this.place;
  }

  /** What an undo leads back to; acts that have come to nothing are passed over. */
  get previous(): Snapshot | undefined {
    return this.snapshots[this.previousPlace];
  }

  /** What a redo leads to. */
  get next(): Snapshot | undefined {
    return this.snapshots[this.nextPlace];
  }

  /**
   * A reader's act. `isHeld`: the hand is still on what the last one moved; then one option's values make one act. The letters
   * of one text do in any case.
   */
  record(snapshot: Snapshot, isHeld = false): Outcome {
    if (isEqual(snapshot, this.present)) return 'same';
    const text = textBetween(this.present, snapshot);
    const moved = text ?? sliderBetween(this.present, snapshot) ?? pinBetween(this.present, snapshot);
    const isLast = this.place === this.snapshots.length - 1;
    const goesOn = isHeld || text !== undefined;
    if (goesOn && isLast && moved !== undefined && moved === this.moved) return this.amend(snapshot);
    this.moved = moved;
    this.snapshots.splice(++this.place, Infinity, snapshot);
    if (this.snapshots.length > this.most + 1) this.forgetFirst();
    return 'pushed';
  }

  /** What no reader did belongs to the last act. */
  amend(snapshot: Snapshot): Outcome {
    if (isEqual(snapshot, this.present)) return 'same';
    this.snapshots[this.place] = snapshot;
    return 'amended';
  }

  undo(): Snapshot | undefined {
    return this.goTo(this.previousPlace);
  }

  redo(): Snapshot | undefined {
    return this.goTo(this.nextPlace);
  }

  /** What a number stands for; `undefined` for one that is not known, or no longer. */
  at(id: unknown): Snapshot | undefined {
    return this.snapshots[this.placeOf(id)];
  }

  go(id: unknown): Snapshot | undefined {
    return this.goTo(this.placeOf(id));
  }

  private get previousPlace(): number {
    return this.snapshots.findLastIndex((snapshot, at) => at < this.place && !isEqual(snapshot, this.present));
  }

  private get nextPlace(): number {
    return this.snapshots.findIndex((snapshot, at) => at > this.place && !isEqual(snapshot, this.present));
  }

  private placeOf(id: unknown): number {
    return typeof id === 'number' ? id - this.firstId : -1;
  }

  private goTo(place: number): Snapshot | undefined {
    const snapshot = this.snapshots[place];
    if (!snapshot) return undefined;
    this.place = place;
    this.moved = undefined;
    return snapshot;
  }

  private forgetFirst(): void {
    this.snapshots.shift();
    this.firstId++;
    this.place--;
  }
}

/** The typed text that is all that differs. */
function textBetween(before: Snapshot, after: Snapshot): string | undefined {
  if (Object.keys(differencesTo(before, after)).some((field) => field !== 'overrides')) return undefined;
  const [name, ...more] = differing(before.overrides, after.overrides);
  return name !== undefined && isTyped(name) && !more.length ? name : undefined;
}

/** What changes with an option: a selection may be of a node that there is no longer. */
const MOVED: readonly string[] = ['choice', 'selected', 'closeup'];

/** The option of the network that is all that differs, where it is a number. */
function sliderBetween(before: Snapshot, after: Snapshot): string | undefined {
  if (before.choice.network !== after.choice.network) return undefined;
  if (!Object.keys(differencesTo(before, after)).every((field) => MOVED.includes(field))) return undefined;
  const [from, to] = [before.choice.options, after.choice.options];
  const [name, ...more] = differing(from, to);
  const isNumber = name !== undefined && [from[name], to[name]].some((value) => typeof value === 'number');
  return isNumber && !more.length ? name : undefined;
}

const withoutPin = (snapshot: Snapshot) => ({ ...snapshot, closeup: { ...snapshot.closeup, pin: 0, channel: 0 } });

/** The pin, where it has only moved over one tensor. */
const pinBetween = (before: Snapshot, after: Snapshot): string | undefined =>
  before.closeup.pin && after.closeup.pin && isEqual(withoutPin(before), withoutPin(after)) ? 'pin' : undefined;
