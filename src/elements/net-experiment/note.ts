import { html, nothing } from 'lit';
import { countOperations, countParameters, type ConventionId } from '../../core/index.js';
import { formatSpread } from '../../words/experiment-format.js';
import { formatCount } from '../../words/format.js';
import type { Arm } from './arms.js';

interface Seen {
  readonly convention: ConventionId;
  /** `MACs` */
  readonly unit: string;
  /** Whether the model around shows this arm's network. */
  readonly isCurrent: boolean;
}

const costOf = ({ network }: Arm, { convention, unit }: Seen): string =>
  `${formatCount(countParameters(network, convention))} parameters, ${formatCount(countOperations(network, convention))} ${unit}`;

const resultOf = ({ summary, runs }: Arm): string => {
  if (!summary) return runs.length ? 'no run is finished yet' : 'no runs yet';
  const seeds = summary.count === 1 ? '1 seed' : `${summary.count} seeds`;
  return `${formatSpread(summary)}\u00a0% over ${seeds}`;
};

const differencesOf = ({ isBaseline, differences }: Arm): string =>
  isBaseline ? 'the baseline' : differences.join('; ') || 'the same network as the baseline';

/** All of an arm in one sentence, for screen readers. */
export const describeArm = (arm: Arm, seen: Seen): string =>
  [
    `${arm.label}: ${resultOf(arm)}`,
    differencesOf(arm),
    costOf(arm, seen),
    ...(seen.isCurrent ? ['shown in the explorer'] : []),
  ].join('; ');

/** The lines under the curves: what is known of the arm that is pointed at, else how to point at one, and of the baseline. */
export function renderNote(arm: Arm | undefined, baseline: Arm, seen: Seen & { readonly isAlone: boolean }) {
  return html`<p part="note">${arm ? renderArm(arm, seen) : renderHint(baseline, seen)}</p>`;
}

const renderHint = (baseline: Arm, seen: Seen & { readonly isAlone: boolean }) => html`
  Point at an arm, or go through them with the arrow keys, to see what its network
  is${seen.isAlone ? '' : '; click it, or press Enter, to load it into the explorer'}.<br />
  The baseline, ${baseline.label}, has ${costOf(baseline, seen)}.
`;

const renderArm = (arm: Arm, seen: Seen) => html`
  <b>${arm.label}</b>: ${resultOf(arm)}<br />
  ${capitalised(differencesOf(arm))}.<br />
  ${capitalised(costOf(arm, seen))}${seen.isCurrent ? html`; <b>shown in the explorer</b>` : nothing}.
`;

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
