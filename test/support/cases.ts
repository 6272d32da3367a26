/** How many cases a property test draws: few, or all of them where VITE_ALL_CASES is set, as in .ci/run. */
export const cases = (few: number, all: number): number => (import.meta.env['VITE_ALL_CASES'] ? all : few);
