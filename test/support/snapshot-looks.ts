/**
 * What snapshots look like when they are opened: fixed, so that a snapshot changes with what is drawn and never with a
 * colour of the page. Only classes that make a figure readable are here.
 */
const PAPER = '#ffffff';

const KINDS: Readonly<Record<string, string>> = {
  tensor: '#8a94a6',
  conv: '#1c3d6e',
  pointwise: '#2f74d0',
  depthwise: '#d08012',
  norm: '#6a9a7a',
  activation: '#8845a7',
  add: '#b8261c',
  pool: '#5c6169',
  dense: '#7a1444',
  unknown: '#556072',
};

const kinds = Object.entries(KINDS).map(([kind, colour]) => `.kind-${kind}{--kind:${colour}}`);
const series = (name: string, colours: readonly string[]) =>
  colours.map((colour, index) => `.${name}-${index}{--series:${colour}}`);
const colours = Object.values(KINDS);
/** From dark violet to yellow, as far as it takes to see the order. */
const steps = Array.from({ length: 13 }, (_, step) => `hsl(${260 + step * 13} 70% ${30 + step * 2}%)`);

const COMMON = [
  `svg{background:${PAPER};font-family:sans-serif}`,
  'text{font-size:11px;fill:#1b2230}',
  '.grid,.notch,.baseline{stroke:#dde2ea;fill:none}',
  '.tick,.axis{fill:#556072}',
];

const SHORTCUT = ['.arch{fill:none;stroke:#b8261c;stroke-width:1.5}', `.ring{fill:${PAPER};stroke:#b8261c}`];

const LOOKS = {
  graph: [
    ...kinds,
    ...SHORTCUT,
    '.axis,.bracket{fill:none;stroke:#8a94a6}',
    '.hit,.handle,.opener{fill:none}',
    '.sign{fill:none;stroke:#556072}',
    '.panel{fill:#8a94a6;fill-opacity:.08;stroke:#dde2ea}',
    '.slab{fill:var(--kind);fill-opacity:.26;stroke:var(--kind);stroke-width:.75}',
    '.mark,.bar{fill:var(--kind)}',
    `.mark.kind-add{fill:${PAPER};stroke:#b8261c;stroke-width:1.5}`,
    '.label{font-size:11px}',
    '.label.head{font-size:11.5px;font-weight:600}',
    '.label.danger{font-weight:600;fill:#a8323f}',
    '.failure .hit{fill:#fbeeef;stroke:#a8323f;stroke-dasharray:5 4}',
    '.selected .hit{fill:#1d5fa8;fill-opacity:.13}',
    `.sticky>rect{fill:${PAPER}}`,
  ],
  blocks: [
    ...kinds,
    ...SHORTCUT,
    'text{text-anchor:middle}',
    '.slab{fill:#e2e5e9;stroke:#8a94a6}',
    '.band{fill:var(--kind)}',
    '.kernel{font-size:10.5px;fill:#556072}',
  ],
  legend: [
    ...kinds,
    ...SHORTCUT,
    'text{font-size:9.5px;text-anchor:middle}',
    '.slab{fill:#e2e5e9;stroke:#8a94a6}',
    '.swatch{fill:var(--kind)}',
  ],
  convolution: ['.even{stroke:#2f74d0;fill:#2f74d0}', '.odd{stroke:#d08012;fill:#d08012}', 'line{opacity:.7}'],
  scatter: [
    `.sign{fill:var(--kind);fill-opacity:.78;stroke:${PAPER}}`,
    '.dot .ring{fill:none}',
    '.dot.best .ring{stroke:#1b2230;stroke-width:2}',
    `.dot.over .sign{fill:${PAPER};stroke:#8a94a6;stroke-dasharray:2 2}`,
    `.own{fill:${PAPER};stroke:#1d5fa8;stroke-width:1.5}`,
    '.dot-label{font-weight:600}',
  ],
  stages: [
    '.piece{fill:#2f74d0;stroke:#fff;vector-effect:non-scaling-stroke}',
    ...[0, 1, 2, 3, 4, 5].map((index) => `.shrunk-${index}{fill:hsl(214 63% ${85 - 11 * index}%)}`),
    '.shrunk-vector{fill:#7a1444}',
  ],
  experiment: [
    ...series('other', colours.slice(2)),
    ...series('sweep', steps),
    '.base{--series:#1b2230}',
    '.own{--series:#8a94a6}',
    '.hit{fill:none}',
    '.seed,.mean,.leader,.spread{fill:none;stroke:var(--series)}',
    '.sweep{fill:none;stroke:#8a94a6}',
    '.seed,.leader{opacity:.5}',
    '.arm .mean{stroke-width:2.5}',
    '.own .mean{stroke-dasharray:5 4}',
    '.end,.label{fill:var(--series)}',
    '.dot{fill:var(--series);fill-opacity:.5}',
    '.reference{stroke:#8a94a6;stroke-dasharray:2 3}',
  ],
  histogram: ['rect{fill:#8a94a6}', 'line{stroke:#1b2230;stroke-dasharray:2;vector-effect:non-scaling-stroke}'],
  liveness: [
    'path,circle{fill:none;stroke-width:1.5;vector-effect:non-scaling-stroke}',
    '.every{stroke:#1d5fa8}',
    '.fused{stroke:#d08012}',
    '.here{fill:#1d5fa8;fill-opacity:.13}',
  ],
} satisfies Record<string, readonly string[]>;

/** A folder of snapshots: one kind of figure. */
export type Figure = keyof typeof LOOKS;

export const lookOf = (figure: Figure): readonly string[] => [...COMMON, ...LOOKS[figure]];
