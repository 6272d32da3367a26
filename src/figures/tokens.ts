/** The colours of every figure and element, once: each with a value on light and one on dark paper, or as another's. */

/** The ground that a figure lies on. */
export type Theme = 'light' | 'dark';

/** A colour on light and on dark paper. */
export type Pair = readonly [light: string, dark: string];

export const tokens = {
  /** Text. */
  ink: ['#1b2230', '#e8ebf0'],
  /** Text that says less. */
  'ink-soft': ['#556072', '#a7b1c0'],
  /** Marks and lines that say least. */
  'ink-faint': ['#8a94a6', '#6f7a8b'],
  /** The ground. */
  paper: ['#ffffff', '#14181f'],
  /** The ground of panels. */
  'paper-raised': ['#f5f7fa', '#1c222c'],
  /** Borders and lines between rows. */
  rule: ['#dde2ea', '#2e3744'],
  /** What is chosen or may be pressed. */
  accent: ['#1d5fa8', '#7db4f0'],
  /** The ground of what is chosen. */
  'accent-soft': ['#e3eefb', '#1f3350'],
  /** Somebody's own figures behind the network: far from blue for every colour vision, since what is chosen is blue. */
  overlay: ['#b06a00', '#f0a830'],
  /** What is wrong. */
  danger: ['#a8323f', '#f0919b'],
  /** The ring around what has the focus. */
  focus: ['#1d5fa8', '#9cc8fb'],

  // One colour a layer kind: 3:1 or more on the paper, and no two alike with any colour vision (ΔE in Oklab ≥ 6.7 after
  // Machado et al. 2009).
  /** Tensors. */
  'kind-tensor': ['#c7cfdb', '#556072'],
  /** Pointwise (1×1) convolutions. */
  'kind-pointwise': ['#2f74d0', '#5590e8'],
  /** Depthwise convolutions. */
  'kind-depthwise': ['#d08012', '#f7bd3c'],
  /** All other convolutions. */
  'kind-conv': ['#1c3d6e', '#dfe5f7'],
  /** Normalisation. */
  'kind-norm': ['#6a9a7a', '#7fd9a4'],
  /** Activation functions. */
  'kind-activation': ['#8845a7', '#d79cf0'],
  /** Additions and concatenations. */
  'kind-add': ['#b8261c', '#f4703e'],
  /** Pooling. */
  'kind-pool': ['#5c6169', '#8b9ba2'],
  /** Dense layers. */
  'kind-dense': ['#7a1444', '#c4527f'],
  /** Layers of a kind that is not known. */
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
