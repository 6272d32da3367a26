/** Which colour an arm has: by its place where arms have an order, else one that is like no other; the baseline has the ink's. */
import { interpolatePlasma } from 'd3-scale-chromatic';

/** Colours of a sweep, from its low end to its high one; more arms than these could not be distinguished. */
export const SWEEP_STEPS = 13;
/** Colours for arms without an order. */
export const CATEGORIES = 7;

/** The parts of the ramp that stand out from paper, light and dark: lightness runs one way through them, for any eye. */
const REACH = { light: [0.02, 0.64], dark: [0.44, 0.97] } as const;

/** A step's colour on light or dark paper, as CSS writes it. */
export function sweepColour(step: number, theme: 'light' | 'dark'): string {
  const [from, to] = REACH[theme];
  return interpolatePlasma(from + ((to - from) * step) / (SWEEP_STEPS - 1));
}

export interface Coloured {
  readonly id: string;
}

/** A class for each arm, in their order: `sweep-0` to `sweep-12`, or `base` and `other-0` to `other-6`. */
export function colourClasses(
  arms: readonly Coloured[],
  baseline: string,
  isSweep: boolean,
): ReadonlyMap<string, string> {
  const others = arms.filter(({ id }) => id !== baseline);
  const nameOf = ({ id }: Coloured, index: number): string => {
    if (isSweep) return `sweep-${Math.round((index / Math.max(1, arms.length - 1)) * (SWEEP_STEPS - 1))}`;
    return id === baseline ? 'base' : `other-${others.findIndex((other) => other.id === id) % CATEGORIES}`;
  };
  return new Map(arms.map((arm, index) => [arm.id, nameOf(arm, index)]));
}
