import { html, nothing } from 'lit';
import type { Arm } from './arms.js';

/** What a reader wants to have trained. */
export interface RerunWish {
  /** Id of the arm. */
  readonly arm: string;
  readonly images: 'drawings' | 'file';
  readonly file: File | undefined;
  readonly count: number;
  readonly epochs: number;
  readonly seed: number;
}

export interface RerunForm {
  readonly wish: RerunWish;
  readonly arms: readonly Arm[];
  /** Whether a training is under way: nothing but a stop is possible then. */
  readonly isBusy: boolean;
  readonly change: (part: Partial<RerunWish>) => void;
  readonly start: (event: Event) => void;
  readonly stop: () => void;
  /** Takes the curves away; absent where there are none. */
  readonly clear: (() => void) | undefined;
}

/** How many images may be asked for: what takes seconds, to what takes minutes. */
export const COUNTS = [200, 400, 800, 1600, 5000];
const MOST_EPOCHS = 30;

const IMAGES = { drawings: 'our drawings', file: 'your CIFAR-10' } as const;

const valueOf = ({ target }: Event): string => (target as HTMLInputElement).value;

/** The fields, and the button that starts or stops. */
export function renderForm(form: RerunForm) {
  const { wish, isBusy, start, stop, clear } = form;
  return html`
    <form @submit=${start}>
      ${renderLists(form)} ${renderNumber(form, 'epochs', 'Epochs', 1, MOST_EPOCHS)}
      ${renderNumber(form, 'seed', 'Seed', 0)} ${wish.images === 'file' ? renderFile(form) : nothing}
      <div class="wide actions">
        ${isBusy ? html`<button type="button" @click=${stop}>Stop</button>` : html`<button type="submit">Train</button>`}
        ${clear && !isBusy ? html`<button type="button" @click=${clear}>Clear</button>` : nothing}
      </div>
    </form>
  `;
}

function renderLists({ wish, arms, isBusy, change }: RerunForm) {
  return html`
    <label class="field wide">
      Arm
      <select id="arm" ?disabled=${isBusy} @change=${(event: Event) => change({ arm: valueOf(event) })}>
        ${arms.map(({ id, label }) => html`<option value=${id} .selected=${id === wish.arm}>${label}</option>`)}
      </select>
    </label>
    <label class="field">
      Images of
      <select
        id="images"
        ?disabled=${isBusy}
        @change=${(event: Event) => change({ images: valueOf(event) as RerunWish['images'] })}
      >
        ${Object.entries(IMAGES).map(
          ([id, title]) => html`<option value=${id} .selected=${id === wish.images}>${title}</option>`,
        )}
      </select>
    </label>
    <label class="field">
      How many
      <select id="count" ?disabled=${isBusy} @change=${(event: Event) => change({ count: Number(valueOf(event)) })}>
        ${COUNTS.map((count) => html`<option value=${count} .selected=${count === wish.count}>${count}</option>`)}
      </select>
    </label>
  `;
}

const renderNumber = (
  { wish, isBusy, change }: RerunForm,
  field: 'epochs' | 'seed',
  title: string,
  least: number,
  most?: number,
) => html`
  <label class="field">
    ${title}
    <input
      id=${field}
      type="number"
      min=${least}
      max=${most ?? nothing}
      required
      .value=${`${wish[field]}`}
      ?disabled=${isBusy}
      @change=${(event: Event) => change({ [field]: Number(valueOf(event)) })}
    />
  </label>
`;

function renderFile({ isBusy, change }: RerunForm) {
  const pick = ({ target }: Event): void => change({ file: (target as HTMLInputElement).files?.[0] });
  return html`
    <label class="field wide">
      A file of its binary version: data_batch_1.bin, or cifar-10-binary.tar.gz. It stays in your browser.
      <input id="file" type="file" accept=".bin,.gz,.tar" required ?disabled=${isBusy} @change=${pick} />
    </label>
  `;
}
