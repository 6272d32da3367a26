/** How far a drawing of a network is opened, the coarsest first. */
export const DETAILS = ['stages', 'blocks', 'layers'] as const;
export type Detail = (typeof DETAILS)[number];
