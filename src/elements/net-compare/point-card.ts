import type { ConventionId } from '../../core/index.js';
import { html, nothing } from 'lit';
import type { Precision } from '../../core/memory.js';
import { formatBytes, formatCount } from '../../words/format.js';
import { addressOf, formatAccuracy, shortSource } from '../../explorer/budget/accuracies.js';
import type { Point } from './points.js';
import { PRECISIONS } from '../shared/budget-form.js';
import { countOf } from '../../explorer/budget/subject.js';

export interface PointCard {
  readonly point: Point;
  readonly heading: string;
  readonly unit: string;
  readonly convention: ConventionId;
  /** At how many bits bytes are said. */
  readonly precision: Precision;
  readonly tag: string;
  /** How copying this tag went a moment ago. */
  readonly outcome: 'copied' | 'failed' | undefined;
  readonly copy: () => void;
  /** Adds it to the networks that are compared; absent where it is among them. */
  readonly compare: (() => void) | undefined;
  /** Shows it in the model around; absent where there is none. */
  readonly show: (() => void) | undefined;
}

const COPY_TITLES = { copied: 'Copied', failed: 'Select and copy:', none: 'Copy tag' };

/** One published point in full: its figures counted and as printed, its source, and what a reader can do with it. */
export function renderPoint(card: PointCard) {
  const { point, heading, unit, convention, precision, tag, outcome, copy, compare, show } = card;
  const { network, top1, row } = point;
  const address = addressOf(point);
  return html`
    <section part="point" aria-label=${heading}>
      <p class="heading"><small>${heading}</small> <b>${network.title}</b>, <b>${formatAccuracy(top1)}</b> top-1</p>
      <p>
        ${formatCount(countOf('operations', network, convention))} ${unit},
        ${formatCount(countOf('parameters', network, convention))} parameters,
        ${formatBytes(point.weightBytes(precision))} of weights and at most ${formatBytes(point.peakBytes(precision))}
        of activations at ${PRECISIONS[precision]}. ${renderPrinted(row.quoted)}
      </p>
      <p class="source">
        Source:
        ${address ? html`<a href=${address} target="_blank" rel="noopener">${shortSource(point)}</a>` : shortSource(point)}
      </p>
      <div class="actions">
        <button type="button" title=${tag} @click=${copy}>${COPY_TITLES[outcome ?? 'none']}</button>
        ${show ? html`<button type="button" @click=${show}>Show in the explorer</button>` : nothing}
        ${compare ? html`<button type="button" @click=${compare}>Compare</button>` : nothing}
        ${outcome ? html`<code class="tag" tabindex="0">${tag}</code>` : nothing}
      </div>
    </section>
  `;
}

function renderPrinted({ macs, params }: Point['row']['quoted']) {
  const printed = [macs && `${macs} operations`, params && `${params} parameters`].filter(Boolean);
  return printed.length ? `Printed there: ${printed.join(', ')}.` : nothing;
}
