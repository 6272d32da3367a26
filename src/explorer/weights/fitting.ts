/** What a network runs with where nobody says more. */
export const FITTING = { kind: 'fitting' } as const;
