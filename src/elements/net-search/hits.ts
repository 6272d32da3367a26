/** What a search has found, as a list to choose from. */
import { html, nothing } from 'lit';
import { conventionOf, type ConventionId } from '../../core/index.js';
import type { Match, Measure, NameSource, SearchHit } from '../../explorer/search.js';
import { operationsTitle } from '../../figures/cost-bars.js';
import { formatCount } from '../../words/format.js';
import { SCHEME_TITLES } from '../../words/schemes.js';
import { renderMarked } from './marks.js';

/** More are not listed: another word is a shorter way than scrolling. */
const MOST_LISTED = 50;

/** How many of so many hits are in the list. */
export const countListed = (hits: number): number => Math.min(hits, MOST_LISTED);

export const idOfHit = (at: number): string => `hit-${at}`;

interface HitList {
  readonly hits: readonly SearchHit[];
  readonly convention: ConventionId;
  /** Place of the hit that the arrow keys have come to; -1: none. */
  readonly current: number;
  readonly choose: (at: number) => void;
  /** Path of the hit under the pointer; '' when it has left them all. */
  readonly point: (path: string) => void;
}

/** Of the pointer only its own moves count: hits that scroll under it have not been pointed at. */
export function renderHits({ hits, convention, current, choose, point }: HitList) {
  const left = hits.length - countListed(hits.length);
  return html`
    <div id="hits" part="hits" role="listbox" aria-label="Hits" @pointerleave=${() => point('')}>
      ${hits
        .slice(0, MOST_LISTED)
        .map(
          (hit, at) => html`
            <div
              id=${idOfHit(at)}
              part="hit"
              role="option"
              aria-selected=${at === current}
              aria-posinset=${at + 1}
              aria-setsize=${hits.length}
              @click=${() => choose(at)}
              @pointermove=${() => point(hit.path)}
            >
              ${renderHit(hit, convention)}
            </div>
          `,
        )}
    </div>
    ${left ? html`<p>and ${left} more: add a word</p>` : nothing}
  `;
}

function renderHit({ path, title, shape, matches, costs }: SearchHit, convention: ConventionId) {
  const marksOf = (where: Match['where']): readonly Match[] => matches.filter((match) => match.where === where);
  return html`
    <span class="path">${renderMarked(path, marksOf('path'))}</span>
    <span class="facts">
      <span>${renderMarked(title, marksOf('kind'))} </span>
      <span>${renderMarked(shape, marksOf('shape'))} </span>
      ${schemesIn(matches).map((scheme) => renderName(scheme, marksOf(scheme)))}
      ${costs.map(({ measure, count }) => html`<span>${formatCost(measure, count, convention)} </span>`)}
    </span>
  `;
}

type Scheme = Exclude<NameSource, 'path'>;

const isScheme = (where: Match['where']): where is Scheme => where in SCHEME_TITLES;

const schemesIn = (matches: readonly Match[]): readonly Scheme[] => [
  ...new Set(matches.map(({ where }) => where).filter(isScheme)),
];

const renderName = (scheme: Scheme, marks: readonly Match[]) =>
  html`<span>${SCHEME_TITLES[scheme]}: ${renderMarked(marks[0]!.text, marks)} </span>`;

/** `12.3 M MACs (torchvision)` */
function formatCost(measure: Measure, count: number, convention: ConventionId): string {
  const rule = conventionOf(convention);
  return `${formatCount(count)} ${measure === 'parameters' ? 'params' : operationsTitle(rule)} (${rule.title})`;
}
