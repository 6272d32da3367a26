/** Which published networks a budget leaves, in words. */
import type { ConventionId } from '../../core/index.js';
import type { Precision } from '../../core/memory.js';
import { brokenBy, limitsIn, type Limit } from '../../core/budget.js';
import { formatAccuracy } from '../../explorer/budget/accuracies.js';
import type { Budget } from '../../explorer/budget/budget.js';
import { countOf, usesOf, type Subject } from '../../explorer/budget/subject.js';
import { formatUse } from '../../words/budget-words.js';
import { accuracyPoints, type Point } from './points.js';

/** What networks are held against. */
export interface Contest {
  readonly budget: Budget;
  readonly convention: ConventionId;
  readonly precision: Precision;
  readonly names: Readonly<Record<Limit, string>>;
}

export const isFitting = (subject: Subject, { budget, convention, precision }: Contest): boolean =>
  !brokenBy(usesOf(subject, convention, precision), budget.limits).length;

const macsOf = ({ network }: Subject): number => countOf('operations', network, 'paper');

/** The most accurate that fits, the cheaper of two alike; `undefined` where nothing is asked for or nothing fits. */
export function bestOf(contest: Contest): Point | undefined {
  if (!Object.keys(contest.budget.limits).length) return undefined;
  const fitting = accuracyPoints().filter((point) => isFitting(point, contest));
  return fitting.sort((a, b) => b.top1 - a.top1 || macsOf(a) - macsOf(b))[0];
}

export function verdictOf(contest: Contest, best: Point | undefined): string {
  const points = accuracyPoints();
  if (!Object.keys(contest.budget.limits).length) return `${points.length} published accuracies; no limit is set.`;
  const fitting = points.filter((point) => isFitting(point, contest)).length;
  if (best)
    return `${fitting} of ${points.length} fit; the most accurate is ${best.network.title} with ${formatAccuracy(best.top1)}.`;
  return `None of ${points.length} published networks fits: ${nearest(contest)}.`;
}

/** The limits that nothing keeps, with the least that is published; or that they exclude each other. */
function nearest({ budget: { limits }, convention, precision, names }: Contest): string {
  const uses = accuracyPoints().map((point) => usesOf(point, convention, precision));
  const hopeless = limitsIn(limits).flatMap((limit) => {
    const least = Math.min(...uses.map((one) => one[limit]));
    return least > limits[limit]! ? [`${names[limit]} are at least ${formatUse(limit, least)}`] : [];
  });
  return hopeless.join('; ') || 'no network keeps all limits at once';
}
