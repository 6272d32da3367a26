/** The weights there are to choose from: those that come with the package, random ones, and those of other hosts. */
import { html, type TemplateResult } from 'lit';
import { formatBytes } from '../../words/format.js';
import type { Checkpoint } from '../../explorer/shipped.js';
import { hostOf, type PublicWeights } from '../../explorer/weights/public.js';
import type { WeightsChoice } from '../../explorer/weights/choice.js';

export interface Shelf {
  readonly checkpoints: readonly Checkpoint[];
  readonly register: readonly PublicWeights[];
  /** Ids of the register whose files are here. */
  readonly kept: ReadonlySet<string>;
  /** The weights in use. */
  readonly used: WeightsChoice;
  /** Something is being fetched; one at a time. */
  readonly isBusy: boolean;
}

export interface ShelfActs {
  readonly useCheckpoint: (checkpoint: Checkpoint) => void;
  readonly useRandom: () => void;
  readonly usePublic: (entry: PublicWeights) => void;
  readonly fetchPublic: (entry: PublicWeights) => void;
  readonly forgetPublic: (entry: PublicWeights) => void;
}

/** `Fetch 14.2 MB from huggingface.co`: who is asked, and for how much, stands on the button. */
export const fetchWords = ({ bytes, url }: PublicWeights): string => `Fetch ${formatBytes(bytes)} from ${hostOf(url)}`;

export const formatAccuracy = (top1: number): string => `${(100 * top1).toFixed(1)}\u00a0%`;

export function renderShelf(shelf: Shelf, acts: ShelfActs): TemplateResult {
  return html`
    <h4>With this page</h4>
    <ul>
      ${shelf.checkpoints.map((checkpoint) => renderCheckpoint(checkpoint, shelf, acts))}
      <li>
        <span>Random numbers</span>
        <span class="facts">how a network behaves that nobody has trained</span>
        <button type="button" aria-pressed=${shelf.used.kind === 'random'} @click=${acts.useRandom}>
          Use random weights
        </button>
      </li>
    </ul>
    <h4>From other hosts, trained on ImageNet</h4>
    <p class="note">
      Nothing is asked of them before you press the button. What comes is checked, then kept by your browser. The
      figures are the publishers’ own: the share of ImageNet’s validation images that is named right.
    </p>
    <ul>
      ${shelf.register.map((entry) => renderEntry(entry, shelf, acts))}
    </ul>
  `;
}

function renderCheckpoint(checkpoint: Checkpoint, { used }: Shelf, { useCheckpoint }: ShelfActs) {
  const { id, title, bytes, accuracy } = checkpoint;
  return html`
    <li>
      <span>${title}</span>
      <span class="facts">
        ${formatBytes(bytes)}; ${formatAccuracy(accuracy.top1)} right on the
        ${accuracy.images.toLocaleString('en')}&nbsp;images of the ${accuracy.data}
      </span>
      <button
        type="button"
        aria-label=${`Use ${title}`}
        aria-pressed=${used.kind === 'checkpoint' && used.id === id}
        @click=${() => useCheckpoint(checkpoint)}
      >
        Use
      </button>
    </li>
  `;
}

function renderEntry(entry: PublicWeights, shelf: Shelf, acts: ShelfActs) {
  const { id, title, accuracy, licence, page, sha256 } = entry;
  return html`
    <li>
      <span>${title}</span>
      <span class="facts">
        ${formatAccuracy(accuracy.top1)} as published; licence ${licence}${sha256 ? '' : '; no checksum known'};
        <a href=${page}>${hostOf(page)}</a>
      </span>
      <span class="buttons">
        ${shelf.kept.has(id) ? renderKept(entry, shelf, acts) : renderFetch(entry, shelf, acts)}
      </span>
    </li>
  `;
}

function renderKept(entry: PublicWeights, { used }: Shelf, { usePublic, forgetPublic }: ShelfActs) {
  const { id, title } = entry;
  const pressed = used.kind === 'public' && used.id === id;
  return html`
    <button type="button" aria-label=${`Use ${title}`} aria-pressed=${pressed} @click=${() => usePublic(entry)}>
      Use
    </button>
    <button type="button" aria-label=${`Remove ${title} from this browser`} @click=${() => forgetPublic(entry)}>
      Remove
    </button>
    <span class="hint">cached</span>
  `;
}

function renderFetch(entry: PublicWeights, { isBusy }: Shelf, { fetchPublic }: ShelfActs) {
  return html`
    <button
      type="button"
      ?disabled=${isBusy}
      aria-label=${`${entry.title}: ${fetchWords(entry)}`}
      @click=${() => fetchPublic(entry)}
    >
      ${fetchWords(entry)}
    </button>
  `;
}
