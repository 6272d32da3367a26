/** What weights are in use, in sentences. */
import { html, nothing } from 'lit';
import type { Fit } from '../../core/index.js';
import { formatCount, formatExact } from '../../words/format.js';
import type { Inspection } from '../../explorer/inspection.js';
import type { UsedWeights } from '../../explorer/weights/about.js';
import type { PublicWeights } from '../../explorer/weights/public.js';
import { isAsMeasured, NOTHING_FITS, whyNotMeasured } from '../../explorer/weights/fit.js';
import { formatAccuracy } from './shelf.js';

const BYTES_A_NUMBER = 4;

const SCHEMES: Readonly<Record<string, string>> = {
  torchvision: 'as torchvision names them',
  timm: 'as timm names them',
  transformers: 'as Hugging Face’s transformers names them',
  keras: 'as Keras names them',
  slim: 'as TensorFlow’s slim names them',
  post: 'as the CIFAR-10 listing names them',
  core: 'by the names of this page',
};

/** `classes`: how many outputs the network has. */
export function renderFacts({ weights, phase, fit }: Inspection, classes: number) {
  if (weights) return weights.source === 'random' ? renderRandom(weights) : renderTrained(weights, classes, fit);
  const words = phase === 'loading' ? 'Loading…' : 'None are loaded before the network runs.';
  return html`<p class="facts">${words}</p>`;
}

const renderRandom = ({ title, isLack }: UsedWeights) => html`
  <p class="facts">
    ${isLack ? NOTHING_FITS : nothing}
    <strong>${capital(title)}</strong>: <span class="caution">predictions mean nothing.</span>
  </p>
`;

function renderTrained(weights: UsedWeights, classes: number, fit: Fit) {
  const { title, tensors, bytes, scheme, classNames, checkpoint, entry } = weights;
  const names = classNames ? ` (${classNames})` : checkpoint ? '' : ', whose names are not known';
  return html`
    <p class="facts">
      <strong>${title}</strong>: ${formatExact(tensors)} tensors, ${formatCount(bytes / BYTES_A_NUMBER)} numbers,
      ${SCHEMES[scheme] ?? scheme}; ${formatExact(classes)} classes${names}.
      ${entry && isAsMeasured(weights, fit) ? renderPublished(entry) : whyNotMeasured(weights, fit)}
      ${weights.notes?.join(' ')}
    </p>
  `;
}

/** Where the publisher cut another part of the image, the same figure is not to be expected here. */
const renderPublished = ({ accuracy, preprocessing: { cropShare, interpolation } }: PublicWeights) =>
  html`Published: ${formatAccuracy(accuracy.top1)} right on the ${accuracy.data}, seeing the middle
  ${formatExact(100 * cropShare)}&nbsp;% of each image (${interpolation}); here the network sees all of its shorter
  side.`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
