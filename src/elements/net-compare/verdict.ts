/** Which published networks a budget leaves, in words. */
import type { ConventionId } from '../../core/index.js';
import type { Precision } from '../../core/memory.js';
import { brokenBy, formatUse, LIMITS, useOf, type Budget, type Limit } from './budget.js';
import { accuracyPoints, formatAccuracy, type Point } from './points.js';
import { countOf, type Subject } from './subject.js';

/** What networks are held against. */
export interface Contest {
  readonly budget: Budget;
  readonly convention: ConventionId;
  readonly precision: Precision;
  readonly names: Readonly<Record<Limit, string>>;
}

export const isFitting = (subject: Subject, { budget, convention, precision }: Contest): boolean =>
  !brokenBy(subject, budget, convention, precision).length;

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
  const hopeless = LIMITS.flatMap((limit) => {
    const least = Math.min(...accuracyPoints().map((point) => useOf(limit, point, convention, precision)));
    return limits[limit] !== undefined && least > limits[limit]
      ? [`${names[limit]} are at least ${formatUse(limit, least)}`]
      : [];
  });
  return hopeless.join('; ') || 'no network keeps all limits at once';
}
