import { html, nothing } from 'lit';
import type { Formula, LeftOut } from '../../core/index.js';
import { formatExact } from '../../words/format.js';

const REASONS: Readonly<Record<LeftOut['reason'], string>> = {
  'batch norm': 'batch norm’s γ and β',
  'projection shortcut': 'the shortcut’s convolution',
  bias: 'biases',
  'batch norm statistics': 'batch norm’s mean and variance',
};

/** What the table does not count, so that it adds up to what tools report. */
export function renderLeftOut({ value, quantity, leftOut }: Formula) {
  const statistics = leftOut.filter(({ reason }) => reason === 'batch norm statistics');
  const trainable = leftOut.filter((entry) => !statistics.includes(entry));
  const sum = trainable.reduce((total, entry) => total + entry.value, value);
  const stored = statistics.reduce((total, entry) => total + entry.value, sum);
  const line = (entry: LeftOut) =>
    html`<dt class="soft">+ ${REASONS[entry.reason]}</dt>
      <dd>${formatExact(entry.value)}</dd>`;
  return html`
    <dl part="left-out">
      ${trainable.map(line)}
      <dt class="sum">${quantity === 'macs' ? 'all MACs' : 'all trainable parameters'}</dt>
      <dd class="sum">${formatExact(sum)}</dd>
      ${statistics.map(line)}
      ${
        stored === sum
          ? nothing
          : html`<dt class="sum">all that is stored</dt>
              <dd class="sum">${formatExact(stored)}</dd>`
      }
    </dl>
  `;
}
