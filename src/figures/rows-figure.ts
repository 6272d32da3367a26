/** The figure from left to right: everything is a row, read downwards. */
import type { Network } from '../core/index.js';
import { drawArches, planArches, reachOf, type PlannedArches } from './arches.js';
import { layoutBar, type CostRow } from './cost-bars.js';
import { encode } from './encodings.js';
import { failureBox, failureHeight } from './failure-box.js';
import {
  FAILURE_ROOM,
  isInside,
  isPanel,
  LINE,
  METRICS,
  TEXT,
  washOf,
  type FlowPlan,
  type Placed,
  type Reach,
} from './flow-plan.js';
import { short, shortBox, signPath } from './frame.js';
import type { Bar, BlockGraph, GraphItem, GraphRequest, Label, RowTitle, UnitLine } from './graph-parts.js';
import { headingOf, repeatsOf, stageFacts, shortPath } from './leaves.js';
import type { Entry } from './outline.js';
import { drawSlabs } from './slabs.js';
import { textWidth } from './text-width.js';

const { start: GUTTER, end: MARGIN, bar: BAR } = METRICS.horizontal;
/** Pixels of the longest bar where the figure must be low: three lines of words stand beside it. */
const LOW_BAR = 20;
const HEADING = 20;
const PICTURE = 34;
const BAR_WIDTH = 14;
/** Pixels of the name of a stage or an open block. */
const HEAD = 11.5;
/** What the sign of an open block takes of its heading. */
const PANEL_SIGN = 24;
/** A column that is narrower has no room for a sign. */
const SIGN_ROOM = 14;
const FAILURE_WIDTH = FAILURE_ROOM - 12;

/** What the symbols of the paper's table mean. */
const SYMBOLS: Readonly<Record<string, string>> = { t: 'expansion t', c: 'channels c', n: 'repeats n', s: 'stride s' };

/** Where each row lies. */
interface Rows {
  /** Where the figure begins. */
  readonly origin: number;
  readonly top: number;
  readonly pictures: number;
  readonly axis: number;
  readonly channels: number;
  readonly layers: number;
  readonly units: number;
  readonly panelEnd: number;
  readonly bracket: number;
  readonly stages: number;
  readonly symbols: readonly string[];
  /** Baselines of the bars. */
  readonly bars: readonly number[];
  /** How long the longest is. */
  readonly bar: number;
  readonly height: number;
}

/** All that the pieces of the figure have in common. */
interface Sheet {
  readonly request: GraphRequest;
  readonly plan: FlowPlan;
  readonly arches: PlannedArches;
  readonly rows: Rows;
}

/** Pixels that the figure takes, before it is composed. */
export function heightOfRows(request: GraphRequest, plan: FlowPlan, low = false): number {
  const { height, origin } = stackRows(request, plan, planArches(plan, request.network), low);
  return short(height - origin);
}

/** `low`: without the facts of stages, and with shorter bars. */
export function composeRows(request: GraphRequest, plan: FlowPlan, low = false): BlockGraph {
  const { network, failure } = request;
  const { frame, placed, opened, entries, end } = plan;
  const arches = planArches(plan, network);
  const rows = stackRows(request, plan, arches, low);
  const sheet: Sheet = { request, plan, arches, rows };
  const leaves = new Map(placed.map((one) => [one.leaf.entry.path, one]));
  const items = entries.map((entry) =>
    entry.open ? drawHeader(sheet, opened.get(entry.path)!) : drawLeaf(sheet, leaves.get(entry.path)!),
  );
  const flowEnd = placed.at(-1)!.slabs.at(-1)!;
  if (failure) {
    const top = rows.axis - failureHeight(failure, FAILURE_WIDTH) / 2;
    items.push(failureBox(failure, end + 8, top, FAILURE_WIDTH, entries.length + 1));
  }
  return {
    orientation: 'horizontal',
    width: short(end + (failure ? FAILURE_ROOM : 0) + MARGIN),
    height: short(rows.height - rows.origin),
    top: rows.origin,
    gutter: GUTTER,
    axis: `M${frame.at(placed[0]!.slabs[0]!.u, rows.axis)}H${short(failure ? end + 8 : flowEnd.u + flowEnd.thickness + 6)}`,
    items: plan.squeeze < 1 ? items.map(withReadable) : items,
    arches: drawArches(plan, rows.axis, arches),
    units: unitLines(network, plan, rows.units).filter(({ label }) => label ?? plan.squeeze === 1),
    rows: rowTitles(sheet),
  };
}

function stackRows(
  { network, pictures = false }: GraphRequest,
  plan: FlowPlan,
  arches: PlannedArches,
  low: boolean,
): Rows {
  const { above, below } = reachOf(plan, arches);
  const stage = network.groups.find(({ role }) => role === 'stage');
  const symbols = stage && !low ? stageFacts(network, { path: stage.id, ...stage }).map(([symbol]) => symbol) : [];
  const inside = plan.entries.some(isInside);
  const origin = pictures ? -PICTURE - 8 : 0;
  const top = origin + 2;
  const pictureTop = top + (plan.entries.some(({ group }) => group) ? HEADING : 2);
  const axis = pictureTop - origin + above + 4;
  const hasRepeats = plan.placed.some(({ leaf }) => repeatsOf(network, leaf.entry) > 1);
  const channels = axis + below + (hasRepeats ? 30 : 18);
  const layers = channels + 2 * LINE + 4;
  const units = layers + LINE + 10;
  const panelEnd = inside ? units + 20 : channels + LINE + 6;
  const bracket = panelEnd + 10;
  const stages = bracket + 16;
  let y = stages + symbols.length * LINE + 8;
  const bar = low ? LOW_BAR : BAR;
  const bars = plan.rows.map(() => (y += bar + 20));
  return {
    origin,
    top,
    pictures: pictureTop,
    axis,
    channels,
    layers,
    units,
    panelEnd,
    bracket,
    stages,
    symbols,
    bars,
    bar,
    height: y + (bars.length ? 8 : 0),
  };
}

/** A stage goes by its number, everything else by its name. */
const nameOf = ({ group, path }: Entry): string =>
  group?.role === 'stage' ? path.replace(/^stage(?=\d)/, '') : shortPath(path);

const middleLabel = (text: string, x: number, y: number, role: Label['role']): Label => ({
  text,
  x: short(x),
  y: short(y),
  anchor: 'middle',
  role,
});

function factLabels(
  { request: { network }, rows: { symbols, stages } }: Sheet,
  entry: Entry,
  x: number,
): readonly Label[] {
  const shown = stageFacts(network, entry).filter(([symbol]) => symbols.includes(symbol));
  return shown.map(([symbol, value]) => middleLabel(value, x, stages + LINE * (symbols.indexOf(symbol) + 1), 'detail'));
}

function drawLeaf(sheet: Sheet, one: Placed): GraphItem {
  const { request, plan, arches, rows } = sheet;
  const { entry, labels } = one.leaf;
  const middle = one.length / 2;
  const top = rows.top + (isInside(entry) ? HEADING : 0);
  const washTop = request.pictures ? rows.pictures + PICTURE + 2 : top; // pictures have colours of their own
  const hasSign = entry.group && one.length >= SIGN_ROOM;
  const last = request.network.nodes[entry.end - 1]!.id;
  return {
    entry,
    kind: 'leaf',
    x: short(one.u),
    y: 0,
    hit: shortBox({ x: 0, y: top, width: one.length, height: rows.height - top }),
    ...washOf(plan, one, { x: 0, y: washTop, width: one.length, height: rows.height - washTop }),
    ...drawSlabs(plan.frame, one, rows.axis - arches.laneOf(one)),
    ...(hasSign && {
      sign: {
        path: signPath('plus', middle, top + 10),
        box: shortBox({ x: 0, y: top, width: one.length, height: HEADING }),
      },
    }),
    labels: [
      middleLabel(labels[0], middle, rows.channels, 'title'),
      middleLabel(labels[1], middle, rows.channels + LINE, 'detail'),
      ...layerLabels(sheet, entry, middle),
      ...topLabels(sheet, one, middle),
    ],
    bars: plan.rows.map((row, at) => barAbove(row, one, rows.bars[at]!, rows.bar)),
    ...(request.pictures && {
      picture: { x: one.u + middle - PICTURE / 2, y: rows.pictures, width: PICTURE, height: PICTURE, node: last },
    }),
  };
}

/** Inside a block: what the layer is. */
function layerLabels({ rows }: Sheet, entry: Entry, middle: number): readonly Label[] {
  if (!entry.node || !isInside(entry)) return [];
  const { label, detail } = encode(entry.node);
  return [
    middleLabel(label, middle, rows.layers, 'title'),
    ...(detail ? [middleLabel(detail, middle, rows.layers + LINE, 'detail')] : []),
  ];
}

/** At the top: the name, and for a closed stage the row of the paper's table; everywhere how often the drawn block repeats. */
function topLabels(sheet: Sheet, { leaf: { entry }, slabs }: Placed, middle: number): readonly Label[] {
  const repeats = repeatsOf(sheet.request.network, entry);
  const below = sheet.rows.axis + Math.max(...slabs.map(({ extent }) => extent)) / 2 + 13;
  return [
    ...(entry.level > 1 ? [] : [middleLabel(nameOf(entry), middle, sheet.rows.stages, 'head')]),
    ...(entry.group?.role === 'stage' ? factLabels(sheet, entry, middle) : []),
    ...(repeats > 1 ? [middleLabel(`×${repeats}`, middle, below, 'title')] : []),
  ];
}

/** In a figure that is squeezed, what is wider than its column cannot be read. */
function withReadable(item: GraphItem): GraphItem {
  const room = item.hit.width + 2 - (item.panel ? PANEL_SIGN : 0);
  const fits = ({ text, role }: Label): boolean => textWidth(text, role === 'head' ? HEAD : TEXT) <= room;
  return {
    ...item,
    labels: item.labels.filter(fits),
    bars: item.bars.map((bar) => (fits(bar.label) ? bar : { ...bar, label: { ...bar.label, text: '' } })),
  };
}

function drawHeader(sheet: Sheet, { entry, u, end }: Reach): GraphItem {
  const { rows } = sheet;
  const length = end - u;
  const base = { entry, kind: 'header' as const, x: short(u), y: 0, slabs: [], marks: [], bars: [] };
  if (isPanel(entry)) {
    const box = shortBox({ x: 2, y: rows.top, width: Math.max(1, length - 4), height: HEADING });
    return {
      ...base,
      hit: box,
      panel: { ...box, height: short(rows.panelEnd - rows.top) },
      sign: { path: signPath('minus', 10, rows.top + 10), box: { x: 0, y: rows.top, width: 20, height: HEADING } },
      labels: [
        middleLabel(headingOf(entry, length - 12 - PANEL_SIGN), length / 2 + 6, rows.top + 14, 'head'),
        ...(entry.level === 1 ? [middleLabel(shortPath(entry.path), length / 2, rows.stages, 'head')] : []),
      ],
    };
  }
  const name = nameOf(entry);
  const signX = (length - textWidth(name, HEAD)) / 2 - 10;
  return {
    ...base,
    sign: {
      path: signPath('minus', signX, rows.stages - 4),
      box: shortBox({ x: signX - 10, y: rows.stages - 14, width: 20, height: HEADING }),
    },
    hit: shortBox({
      x: 2,
      y: rows.bracket - 5,
      width: Math.max(1, length - 4),
      height: 26 + rows.symbols.length * LINE,
    }),
    bracket: `M4,${short(rows.bracket - 4)}v4H${short(length - 4)}v-4`,
    labels: [middleLabel(name, length / 2, rows.stages, 'head'), ...factLabels(sheet, entry, length / 2)],
  };
}

function barAbove(row: CostRow, { index, length: room }: Placed, base: number, longest: number): Bar {
  const value = row.values[index]!;
  const { pieces, length, text } = layoutBar(row, value, longest);
  const middle = room / 2;
  const wide = Math.min(BAR_WIDTH, room * 0.8);
  return {
    row: row.id,
    value: value.value,
    parts: pieces.map(({ colour, start, length }) => ({
      colour,
      ...shortBox({ x: middle - wide / 2, y: base - start - length, width: wide, height: length }),
    })),
    label: middleLabel(text, middle, base - length - 4, 'value'),
  };
}

/** Inside open blocks: which layers make a unit. */
function unitLines({ groups }: Network, { homes }: FlowPlan, y: number): readonly UnitLine[] {
  return groups
    .filter(({ role, first, end }) => role === 'unit' && first < end)
    .flatMap((unit) => {
      const [first, last] = [homes[unit.first]!, homes[unit.end - 1]!];
      const { entry } = first.leaf;
      if (!isInside(entry) || entry.parent === unit.id) return [];
      const [start, end] = [first.u + 3, last.u + last.length - 3];
      const name = unit.id.split('/').at(-1)!;
      const text = [unit.title, name].find((one) => textWidth(one, TEXT) < end - start + 4);
      return [
        {
          path: unit.id,
          line: `M${short(start)},${short(y)}H${short(end)}`,
          ...(text && { label: middleLabel(text, (start + end) / 2, y + 13, 'detail') }),
          span: [start, end] as const,
        },
      ];
    });
}

function rowTitles({ request: { pictures, network }, plan, rows }: Sheet): readonly RowTitle[] {
  const line = (text: string, y: number, role: Label['role'] = 'detail'): Label => ({
    text,
    x: GUTTER - 14,
    y: short(y),
    anchor: 'end',
    role,
  });
  const row = (id: string, text: string, y: number): RowTitle => ({ id, lines: [line(text, y)] });
  const hasStages = network.groups.some(({ role }) => role === 'stage');
  return [
    ...(pictures
      ? [
          {
            id: 'pictures',
            lines: [line('activations', rows.pictures + 15, 'title'), line('channels’ mean', rows.pictures + 28)],
          },
        ]
      : []),
    row('channels', 'channels', rows.channels),
    row('size', 'height × width', rows.channels + LINE),
    ...(plan.entries.some(isInside) ? [row('layer', 'layer', rows.layers)] : []),
    ...(hasStages ? [row('stage', 'stage', rows.stages)] : []),
    ...rows.symbols.map((symbol, at) => row(symbol, SYMBOLS[symbol] ?? symbol, rows.stages + LINE * (at + 1))),
    ...plan.rows.map(({ id, title, total, note }, at) => {
      const base = rows.bars[at]!;
      return {
        id,
        baseline: `M${GUTTER},${short(base)}H${short(plan.end)}`,
        lines: [line(title, base - 27, 'title'), line(total, base - 13, 'head'), line(note, base + 1)],
      };
    }),
  ];
}
