/** The arithmetic of one value: windows of numbers, a list of contributions, or a formula. Its values lead to their own. */
import { html, nothing } from 'lit';
import type { Addends, Arithmetic, Calculation, Extreme, Read, SumOfProducts, Term } from '../../core/index.js';
import { sceneOfContribution } from '../../figures/contribution-scene.js';
import { formatMeanings, formatPlace, formatRest } from '../../words/arithmetic-words.js';
import { formatCell, formatShortValue, formatValue } from '../../words/format-value.js';
import { printSign } from '../shared/print-scene.js';

/** What the numbers of an arithmetic are shown with. */
export interface Shown {
  /** What a node is called beside its values. */
  readonly nameOf: (input: number) => string;
  /** A reader wants to see how a value comes about. */
  readonly open: (read: Read) => void;
  /** The value that the keyboard is on. */
  readonly active: number;
}

/** Numbers the values that lead on, in the order in which they stand. */
class Cells {
  private next = 0;

  private readonly active: number;

  /** `reads`: all that will be rendered; another value may have listed more. */
  constructor(
    reads: readonly Read[],
    private readonly shown: Shown,
  ) {
    this.active = Math.min(shown.active, reads.filter(({ of }) => of === undefined).length - 1);
  }

  /** A button with a value, or what there is in its place. */
  render(read: Read, text = formatShortValue(read.value)) {
    const { value, of, place, input = 0 } = read;
    if (of) return html`<span class=${of} title=${of}>${Number.isNaN(value) ? '–' : text}</span>`;
    const at = this.next++;
    const { open, nameOf } = this.shown;
    return html`<button
      type="button"
      data-cell
      tabindex=${at === this.active ? 0 : -1}
      title="Show how this value comes about"
      aria-label=${`${formatValue(value)}, ${formatPlace(place)} of ${nameOf(input)}`}
      @click=${() => open(read)}
    >
      ${text}
    </button>`;
  }
}

/** How strong a number's ground is: its share of the largest magnitude beside it. */
const tintOf = (value: number, most: number) => ({
  class: value < 0 ? 'takes' : 'adds',
  style: `--_share: ${most && Number.isFinite(value) ? Math.abs(value) / most : 0}`,
});

const mostOf = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, Number.isFinite(value) ? Math.abs(value) : 0), 0);

interface Matrix {
  readonly title: string;
  readonly values: readonly number[];
  readonly columns: number;
  readonly render?: (index: number) => unknown;
  readonly chosen?: number;
}

function renderMatrix({ title, values, columns, render, chosen }: Matrix) {
  const most = mostOf(values);
  const rows = Array.from({ length: Math.ceil(values.length / columns) }, (_, row) => row);
  const cell = (index: number) => {
    const tint = tintOf(values[index]!, most);
    return html`<td class=${tint.class} .style=${tint.style} ?data-chosen=${index === chosen}>
      ${render?.(index) ?? html`<span title=${formatValue(values[index]!)}>${formatCell(values[index]!)}</span>`}
    </td>`;
  };
  return html`<table class="matrix">
    <caption>
      ${title}
    </caption>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${values.slice(row * columns, (row + 1) * columns).map((_, column) => cell(row * columns + column))}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const sign = (text: string) => html`<span class="sign">${text}</span>`;

/** A window of one channel: values × weights = products. */
function renderWindow({ terms, sum }: Addends, columns: number, title: string, cells: Cells) {
  const values = renderMatrix({
    title,
    values: terms.map(({ value }) => value),
    columns,
    render: (index) => cells.render(terms[index]!, formatCell(terms[index]!.value)),
  });
  if (terms.every(({ weight }) => weight === 1)) return html`<div class="window">${values}</div>`;
  const [weights, products] = [terms.map(({ weight }) => weight), terms.map(({ product }) => product)];
  return html`<div class="window">
    ${values} ${sign('×')} ${renderMatrix({ title: 'weights', values: weights, columns })} ${sign('=')}
    ${renderMatrix({ title: `products: ${formatShortValue(sum)}`, values: products, columns })}
  </div>`;
}

function renderWindows({ parts, layout, rest }: SumOfProducts, shown: Shown) {
  const cells = new Cells(
    parts.flatMap(({ terms }) => terms),
    shown,
  );
  const titleOf = (part: Addends): string => {
    const read = part.terms.find(({ of }) => of === undefined);
    return read ? `channel ${read.place[2]}` : 'padding';
  };
  return html`${parts.map((part) => renderWindow(part, layout[1], titleOf(part), cells))}
  ${rest.terms ? html`<p class="rest">${formatRest(rest.terms, rest.sum)}</p>` : nothing}`;
}

/** What each of some values is told from the others by: its tensor, its place in it, its channel. */
function labelling(reads: readonly Read[], { nameOf }: Shown): (read: Read) => string {
  const differ = (of: (read: Read) => unknown): boolean => new Set(reads.map(of)).size > 1;
  const [tensors, places, channels] = [
    differ(({ input }) => input),
    differ(({ place }) => `${place[0]} ${place[1]}`),
    differ(({ place }) => place[2]),
  ];
  return ({ input = 0, place: [row, column, channel], of }) =>
    of ??
    [
      ...(tensors || !(places || channels) ? [nameOf(input)] : []),
      ...(places ? [`row ${row}, column ${column}`] : []),
      ...(channels ? [`channel ${channel}`] : []),
    ].join(', ');
}

/** Terms of their own, the largest first, each with a bar. */
function renderTerms({ parts, rest }: SumOfProducts, shown: Shown) {
  const terms = parts.flatMap((part) => part.terms);
  const isAdded = terms.every(({ weight }) => weight === 1);
  const ranked = isAdded ? terms : terms.toSorted((a, b) => Math.abs(b.product) - Math.abs(a.product));
  const most = mostOf(terms.map(({ product }) => product));
  const cells = new Cells(terms, shown);
  const labelOf = labelling(terms, shown);
  const row = (term: Term) =>
    html`<tr>
      <th scope="row">${labelOf(term)}</th>
      <td>${cells.render(term)}</td>
      ${
        isAdded
          ? nothing
          : html`<td>× ${formatShortValue(term.weight)}</td>
              <td>${formatShortValue(term.product)}</td>`
      }
      <td>${printSign(sceneOfContribution(term.product, most))}</td>
    </tr>`;
  return html`<table class="terms">
    <thead>
      <tr>
        <th scope="col">from</th>
        <th scope="col">value</th>
        ${
          isAdded
            ? nothing
            : html`<th scope="col">weight</th>
                <th scope="col">product</th>`
        }
        <td></td>
      </tr>
    </thead>
    <tbody>
      ${ranked.map(row)}
      ${
        rest.terms
          ? html`<tr>
              <th scope="row" colspan=${isAdded ? 1 : 3}>${rest.terms.toLocaleString('en')} more</th>
              <td>${formatShortValue(rest.sum)}</td>
              <td></td>
            </tr>`
          : nothing
      }
    </tbody>
  </table>`;
}

function renderReads(reads: readonly Read[], shown: Shown, chosen?: number) {
  const cells = new Cells(reads, shown);
  const labelOf = labelling(reads, shown);
  return html`<ul class="reads">
    ${reads.map(
      (read, at) => html`<li ?data-chosen=${at === chosen}>${cells.render(read)} <span>${labelOf(read)}</span></li>`,
    )}
  </ul>`;
}

function renderExtreme({ reads, layout, chosen, rest }: Extreme, shown: Shown) {
  if (layout[0] * layout[1] === 1)
    return html`${renderReads(reads, shown, chosen)}
    ${rest ? html`<p class="rest">${rest.toLocaleString('en')} more</p>` : nothing}`;
  const cells = new Cells(reads, shown);
  return html`<div class="window">
    ${renderMatrix({
      title: `channel ${reads[chosen]!.place[2]}`,
      values: reads.map(({ value }) => value),
      columns: layout[1],
      render: (index) => cells.render(reads[index]!, formatCell(reads[index]!.value)),
      chosen,
    })}
  </div>`;
}

function renderCalculation(calculation: Calculation, shown: Shown) {
  const { reads, rest } = calculation;
  const meanings = formatMeanings(calculation);
  return html`${meanings ? html`<p class="rest">${meanings}</p>` : nothing}
  ${reads.length ? renderReads(reads, shown) : nothing}
  ${rest ? html`<p class="rest">${rest.toLocaleString('en')} more take part</p>` : nothing}`;
}

export function renderArithmetic(arithmetic: Arithmetic, shown: Shown) {
  switch (arithmetic.form) {
    case 'sum':
      return arithmetic.layout[0] * arithmetic.layout[1] > 1
        ? renderWindows(arithmetic, shown)
        : renderTerms(arithmetic, shown);
    case 'extreme':
      return renderExtreme(arithmetic, shown);
    case 'move':
      return renderReads([arithmetic.from], shown);
    case 'formula':
      return renderCalculation(arithmetic, shown);
  }
}
