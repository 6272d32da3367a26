/** The colours of every figure and element, once: each with a value on light and one on dark paper, or as another's. */

/** The ground that a figure lies on. */
export type Theme = 'light' | 'dark';

/** A colour on light and on dark paper. */
export type Pair = readonly [light: string, dark: string];

export const tokens = {
  ink: ['#1b2230', '#e8ebf0'],
  'ink-soft': ['#556072', '#a7b1c0'],
  'ink-faint': ['#8a94a6', '#6f7a8b'],
  paper: ['#ffffff', '#14181f'],
  'paper-raised': ['#f5f7fa', '#1c222c'],
  rule: ['#dde2ea', '#2e3744'],
  accent: ['#1d5fa8', '#7db4f0'],
  'accent-soft': ['#e3eefb', '#1f3350'],
  danger: ['#a8323f', '#f0919b'],
  focus: ['#1d5fa8', '#9cc8fb'],

  // One colour a layer kind: 3:1 or more on the paper, and no two alike with any colour vision (ΔE in Oklab ≥ 6.7 after
  // Machado et al. 2009).
  'kind-tensor': ['#c7cfdb', '#556072'],
  'kind-pointwise': ['#2f74d0', '#5590e8'],
  'kind-depthwise': ['#d08012', '#f7bd3c'],
  'kind-conv': ['#1c3d6e', '#dfe5f7'],
  'kind-norm': ['#6a9a7a', '#7fd9a4'],
  'kind-activation': ['#8845a7', '#d79cf0'],
  'kind-add': ['#b8261c', '#f4703e'],
  'kind-pool': ['#5c6169', '#8b9ba2'],
  'kind-dense': ['#7a1444', '#c4527f'],
  'kind-unknown': 'ink-soft',
} as const satisfies Readonly<Record<string, Pair | string>>;

export type Token = keyof typeof tokens;

/** A colour of its own for some tokens, as a page sets them by `--net-*`: `#1d5fa8`. */
export type Overrides = Readonly<Partial<Record<Token, string>>>;

/** A token's colour on light or dark paper. */
export function colourOf(token: Token, theme: Theme, overrides: Overrides = {}): string {
  const value: Pair | Token = tokens[token];
  return overrides[token] ?? (typeof value === 'string' ? colourOf(value, theme, overrides) : pick(value, theme));
}

export const pick = ([light, dark]: Pair, theme: Theme): string => (theme === 'light' ? light : dark);
