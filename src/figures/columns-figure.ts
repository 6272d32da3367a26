/** The figure from top to bottom, for narrow screens: everything is a column, and the page scrolls. */
import { drawArches, planArches, reachOf, type PlannedArches } from './arches.js';
import { layoutBar, type CostRow } from './cost-bars.js';
import { encode } from './encodings.js';
import { failureBox, failureHeight } from './failure-box.js';
import { isPanel, METRICS, TEXT, washOf, type FlowPlan, type Placed, type Reach } from './flow-plan.js';
import { short, shortBox, signPath } from './frame.js';
import type { Bar, BlockGraph, GraphItem, GraphRequest, Label, RowTitle } from './graph-parts.js';
import { HEADING_TEXT, headingOf, lastWords, repeatsOf, stageFacts } from './leaves.js';
import { drawSlabs } from './slabs.js';
import { textWidth } from './text-width.js';
import { largest } from './totals.js';

const { end: MARGIN, bar: BAR, header: HEADER } = METRICS.vertical;
const PICTURE = 28;
const COLUMN_GAP = 6;
const BAR_HEIGHT = 7;

/** A sign before the words. */
const SIGN_ROOM = 14;
/** Pixels between the name of a stage and its facts. */
const WORD_GAP = 8;
/** Pixels for the name and the facts of an open stage. */
const LEAST_WORDS = 210;
/** Words of a layer, in pixels, that move its numbers further away; more are rare. */
const MOST_WORDS = 240;

interface Sheet {
  readonly request: GraphRequest;
  readonly plan: FlowPlan;
  readonly arches: PlannedArches;
  /** Where the columns lie, from the left. */
  readonly axis: number;
  readonly pictures: number;
  readonly text: number;
  readonly bars: readonly number[];
}

export function composeColumns(request: GraphRequest, plan: FlowPlan): BlockGraph {
  const { network, failure, pictures = false } = request;
  const { frame, placed, opened, entries, end } = plan;
  const arches = planArches(plan, network);
  const { above, below } = reachOf(plan, arches);
  const axis = above + 6;
  const pictureX = axis + below + 12;
  const text = pictureX + (pictures ? PICTURE + 6 : 0) + SIGN_ROOM;
  const columns = plan.rows.length * (BAR + COLUMN_GAP);
  const wordsEnd = text + (largest(placed.map(({ leaf }) => wordsWidth(request, leaf))) ?? 0) + 12;
  // Numbers stand beside what they are of, however much room there is.
  const width = Math.min(request.width, Math.max(wordsEnd + columns, text + LEAST_WORDS));
  const bars = plan.rows.map((_, at) => width - 2 - columns + at * (BAR + COLUMN_GAP) + COLUMN_GAP);
  const sheet: Sheet = {
    request: { ...request, width },
    plan,
    arches,
    axis,
    bars,
    pictures: pictureX,
    text,
  };
  const leaves = new Map(placed.map((one) => [one.leaf.entry.path, one]));
  const items = entries.map((entry) =>
    entry.open ? drawHeader(sheet, opened.get(entry.path)!) : drawLeaf(sheet, leaves.get(entry.path)!),
  );
  if (failure) items.push(failureBox(failure, 4, end + 8, width - 8, entries.length + 1));
  return {
    orientation: 'vertical',
    width,
    height: short(end + (failure ? failureHeight(failure, width - 8) + 12 : 0) + MARGIN),
    top: 0,
    gutter: 0,
    axis: `M${frame.at(placed[0]!.slabs[0]!.u, axis)}V${short(end)}`,
    items,
    arches: drawArches(plan, axis, arches),
    units: [],
    rows: columnTitles(sheet),
  };
}

const startLabel = (text: string, x: number, y: number, role: Label['role']): Label => ({
  text,
  x: short(x),
  y: short(y),
  anchor: 'start',
  role,
});

/** What is written beside a leaf, in so many pixels. */
function textOf(
  { network }: GraphRequest,
  { entry, labels }: Placed['leaf'],
  room = Infinity,
): readonly [string, string] {
  const shape = labels.join(' · ');
  if (entry.node && entry.level > 1) {
    const { label, detail } = encode(entry.node);
    const both = `${label} ${detail}`.trim();
    return [textWidth(both, TEXT) <= room ? both : label, shape];
  }
  const repeats = repeatsOf(network, entry);
  return [`${lastWords(entry.path)}${repeats > 1 ? ` ×${repeats}` : ''}`, shape];
}

const wordsWidth = (request: GraphRequest, leaf: Placed['leaf']): number =>
  Math.min(MOST_WORDS, Math.max(...textOf(request, leaf).map((words) => textWidth(words, TEXT))));

/** Before the words, as large as a finger. */
const signBefore = (text: number, middle: number, sign: 'plus' | 'minus') => ({
  sign: {
    path: signPath(sign, text - 8, middle),
    box: shortBox({ x: text - 24, y: middle - 16, width: 32, height: 32 }),
  },
});

function drawLeaf(sheet: Sheet, one: Placed): GraphItem {
  const { request, plan, arches, axis } = sheet;
  const { entry } = one.leaf;
  const middle = one.length / 2;
  const [title, detail] = textOf(request, one.leaf, (sheet.bars[0] ?? Infinity) - sheet.text);
  return {
    entry,
    kind: 'leaf',
    x: 0,
    y: short(one.u),
    hit: shortBox({ x: 0, y: 0, width: request.width, height: one.length }),
    ...washOf(plan, one, { x: 0, y: 0, width: request.width, height: one.length }),
    ...drawSlabs(plan.frame, one, axis - arches.laneOf(one)),
    ...(entry.group && signBefore(sheet.text, middle, 'plus')),
    labels: [startLabel(title, sheet.text, middle - 2, 'title'), startLabel(detail, sheet.text, middle + 11, 'detail')],
    bars: plan.rows.map((row, at) => barAcross(row, one.index, sheet.bars[at]!, middle)),
    ...(request.pictures && {
      picture: {
        x: sheet.pictures,
        y: one.u + middle - PICTURE / 2,
        width: PICTURE,
        height: PICTURE,
        node: request.network.nodes[entry.end - 1]!.id,
      },
    }),
  };
}

function drawHeader({ request: { network, width }, text }: Sheet, { entry, u, end }: Reach): GraphItem {
  const base = { entry, kind: 'header' as const, x: 0, y: short(u), slabs: [], marks: [], bars: [] };
  const hit = { x: 0, y: 0, width, height: HEADER };
  if (isPanel(entry)) {
    return {
      ...base,
      hit,
      panel: { ...hit, height: short(end - u) },
      ...signBefore(text, 16, 'minus'),
      labels: [startLabel(headingOf(entry, width - text), text, 20, 'head')],
    };
  }
  const facts = stageFacts(network, entry).map(([symbol, value]) => `${symbol} ${value}`);
  const name = lastWords(entry.path);
  const room = width - 2 - text - textWidth(name, HEADING_TEXT) - WORD_GAP;
  return {
    ...base,
    hit,
    bracket: `M${short(text)},6H${width - 2}`,
    ...signBefore(text, 17, 'minus'),
    labels: [
      startLabel(name, text, 21, 'head'),
      { text: asManyAsFit(facts, room), x: width - 2, y: 21, anchor: 'end', role: 'detail' },
    ],
  };
}

/** The first of some words, as far as there is room. */
const asManyAsFit = (words: readonly string[], room: number): string =>
  words.map((_, at) => words.slice(0, at + 1).join(' · ')).findLast((line) => textWidth(line, TEXT) <= room) ?? '';

function barAcross(row: CostRow, index: number, x: number, middle: number): Bar {
  const value = row.values[index]!;
  const { pieces, text } = layoutBar(row, value, BAR);
  return {
    row: row.id,
    value: value.value,
    parts: pieces.map(({ colour, start, length }) => ({
      colour,
      ...shortBox({ x: x + start, y: middle + 3, width: length, height: BAR_HEIGHT }),
    })),
    label: startLabel(text, x, middle - 1, 'value'),
  };
}

const columnTitles = ({ plan, bars }: Sheet): readonly RowTitle[] =>
  plan.rows.map(({ id, shortTitle, total }, at) => ({
    id,
    lines: [startLabel(shortTitle, bars[at]!, 12, 'title'), startLabel(total, bars[at]!, 25, 'value')],
  }));
