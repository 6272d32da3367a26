/** The figure from top to bottom, for narrow screens: everything is a column, and the page scrolls. */
import { drawArches, planArches, reachOf, type PlannedArches } from './arches.js';
import { layoutBar, type CostRow } from './cost-bars.js';
import { encode } from './encodings.js';
import { failureBox, failureHeight } from './failure-box.js';
import { isPanel, METRICS, type FlowPlan, type Placed, type Reach } from './flow-plan.js';
import { short, shortBox } from './frame.js';
import type { Bar, BlockGraph, GraphItem, GraphRequest, Label, RowTitle } from './graph-parts.js';
import { headingOf, lastWords, repeatsOf, stageFacts } from './leaves.js';
import { drawSlabs } from './slabs.js';

const { end: MARGIN, bar: BAR, header: HEADER } = METRICS.vertical;
const PICTURE = 28;
const COLUMN_GAP = 6;
const BAR_HEIGHT = 7;

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
  const { network, failure, width, pictures = false } = request;
  const { frame, placed, opened, entries, end } = plan;
  const arches = planArches(plan, network);
  const { above, below } = reachOf(plan, arches);
  const axis = above + 6;
  const bars = plan.rows.map((_, at) => width - 2 - (plan.rows.length - at) * (BAR + COLUMN_GAP) + COLUMN_GAP);
  const pictureX = axis + below + 12;
  const sheet: Sheet = {
    request,
    plan,
    arches,
    axis,
    bars,
    pictures: pictureX,
    text: pictureX + (pictures ? PICTURE + 6 : 0),
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

/** What is written beside a leaf. */
function textOf({ network }: GraphRequest, { entry, labels }: Placed['leaf']): readonly [string, string] {
  const shape = labels.join(' · ');
  if (entry.node && entry.level > 1) {
    const { label, detail } = encode(entry.node);
    return [detail ? `${label} ${detail}` : label, shape];
  }
  if (entry.level > 1) return [lastWords(entry.path), shape];
  const repeats = repeatsOf(network, entry.path);
  return [`${lastWords(entry.path)}${repeats > 1 ? ` ×${repeats}` : ''}`, shape];
}

function drawLeaf(sheet: Sheet, one: Placed): GraphItem {
  const { request, plan, arches, axis } = sheet;
  const { entry } = one.leaf;
  const middle = one.length / 2;
  const [title, detail] = textOf(request, one.leaf);
  return {
    entry,
    kind: 'leaf',
    x: 0,
    y: short(one.u),
    hit: shortBox({ x: 0, y: 0, width: request.width, height: one.length }),
    ...drawSlabs(plan.frame, one, axis - arches.laneOf(one)),
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
      labels: [startLabel(headingOf(entry, width - text), text, 20, 'head')],
    };
  }
  const facts = stageFacts(network, entry).map(([symbol, value]) => `${symbol} ${value}`);
  return {
    ...base,
    hit,
    bracket: `M${short(text)},6H${width - 2}`,
    labels: [
      startLabel(lastWords(entry.path), text, 21, 'head'),
      { text: facts.join(' · '), x: width - 2, y: 21, anchor: 'end', role: 'detail' },
    ],
  };
}

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
