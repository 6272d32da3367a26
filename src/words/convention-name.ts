import { conventionOf, isCustom, type ConventionId } from '../core/index.js';

/** What a table that is taken away says of its counts: a tool's name, or all that a convention of one's own counts. */
export const conventionName = (id: ConventionId): string => (isCustom(id) ? id : conventionOf(id).title);
