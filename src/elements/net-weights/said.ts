/** What nothing in a file tells, asked of the reader once: how images become numbers, and what the classes are called. */
import { html, nothing } from 'lit';
import type { Inspection } from '../../explorer/inspection.js';
import type { ExplorerState } from '../../explorer/state.js';
import type { Said } from '../../explorer/weights/choice.js';
import { NORMALISATIONS, normalisationOf } from '../../explorer/weights/normalisation.js';

/** A list of the reader's own, and another one. */
const [OWN, LIST] = ['own', 'list'];

/** `say` takes what the reader says; `chooseList` asks for a file of names. */
export function renderSaid(
  { weights: used }: Inspection,
  { weights, model, network }: ExplorerState,
  say: (said: Said) => void,
  chooseList: () => void,
) {
  const isOfFile = model !== undefined || weights.kind === 'files' || weights.kind === 'address';
  if (!isOfFile || !used || used.source === 'random' || used.checkpoint || used.entry) return nothing;
  const [height, width, channels] = network.inputShape;
  const isPicture = (channels === 1 || channels === 3) && height > 1 && width > 1;
  if (!isPicture) return nothing;
  return html`
    <div class="said">
      ${renderValues(used.preprocessing, say)} ${channels === 3 ? renderOrder(used.preprocessing, say) : nothing}
      ${renderNames(weights, network.outputShape, say, chooseList)}
    </div>
  `;
}

type Used = NonNullable<Inspection['weights']>['preprocessing'];
type Say = (said: Said) => void;

const valueOf = ({ target }: Event): string => (target as HTMLSelectElement | HTMLInputElement).value;

const textOf = (id: string, order: Used['order']): string => (order === 'bgr' ? `${id} bgr` : id);

function renderValues(preprocessing: Used, say: Say) {
  const current = normalisationOf(preprocessing);
  return html`
    <label>
      Image values, as in training
      <select @change=${(event: Event) => say({ imageValues: textOf(valueOf(event), preprocessing.order) })}>
        ${current ? nothing : html`<option selected disabled>the file’s own</option>`}
        ${NORMALISATIONS.map(
          ({ id, title }) => html`<option value=${id} .selected=${id === current?.id}>${title}</option>`,
        )}
      </select>
    </label>
  `;
}

function renderOrder(preprocessing: Used, say: Say) {
  const id = normalisationOf(preprocessing)?.id;
  if (id === undefined) return nothing;
  const { order = 'rgb' } = preprocessing;
  return html`
    <label>
      Channels
      <select @change=${(event: Event) => say({ imageValues: textOf(id, valueOf(event) as Used['order']) })}>
        <option value="rgb" .selected=${order === 'rgb'}>red, green, blue</option>
        <option value="bgr" .selected=${order === 'bgr'}>blue, green, red</option>
      </select>
    </label>
  `;
}

function renderNames(
  { classNames = '' }: Said,
  [height, width, channels]: readonly [number, number, number],
  say: Say,
  chooseList: () => void,
) {
  const classes = height * width * channels;
  if (height * width > 1) return nothing; // a map is no list of classes
  const isWord = ['', 'imagenet', 'imagenet-background'].includes(classNames);
  const isImageNets = classes === 1000 || classes === 1001;
  const word = classes === 1000 ? 'imagenet' : 'imagenet-background';
  const choose = (event: Event): void => {
    const value = valueOf(event);
    if (value === LIST) {
      (event.target as HTMLSelectElement).value = isWord ? classNames : OWN; // until there is a list
      chooseList();
    } else say({ classNames: value || undefined });
  };
  return html`
    <label>
      Class names
      <select @change=${choose}>
        <option value="" .selected=${classNames === ''}>as known</option>
        ${isImageNets ? html`<option value=${word} .selected=${classNames === word}>ImageNet’s</option>` : nothing}
        ${isWord ? nothing : html`<option value=${OWN} .selected=${true}>a list of yours</option>`}
        <option value=${LIST}>a file of ${classes} names…</option>
      </select>
    </label>
  `;
}
