import { isWithin } from '../../core/index.js';
import {
  isBetween,
  layoutBlockGraph,
  type BlockGraph,
  type GraphItem,
  type GraphRequest,
  type Span,
} from '../../figures/block-graph.js';
import { cropGraph } from '../../figures/crop-graph.js';
import { describer } from '../../figures/describe.js';
import { sceneOfGraph, type GraphScene } from '../../figures/graph-scene.js';
import { lineOf, type Entry } from '../../figures/outline.js';
import { isTurned, roomFor, sameOpening } from './request.js';

/** Draws columns that are too thin together. */
type Merge = (graph: BlockGraph, isKept: (path: string) => boolean) => BlockGraph;
const asItIs: Merge = (graph) => graph;

/** What of a figure is in the page. */
export interface Shown {
  readonly graph: BlockGraph;
  readonly scene: GraphScene;
}

/** A network laid out as it was asked for, and what of it is in the page. */
export class GraphDrawing {
  readonly graph: BlockGraph;
  readonly entries: readonly Entry[];
  /** Pixels that the figure takes, at its full size. */
  readonly room: number;
  /** Whether items move with a transition: when groups open and close, but not while a slider is dragged. */
  readonly glides: boolean;
  /** Items that the last change of detail has brought. */
  readonly fresh: ReadonlySet<string>;
  private readonly items: ReadonlyMap<string, GraphItem>;
  /** The shortcuts at each item, in words. */
  private readonly ways: ReturnType<typeof waysOf>;
  private readonly describe: ReturnType<typeof describer>;
  private shown: (Shown & { readonly range: Span; readonly kept: string }) | undefined;

  /** `before`: the drawing that this one follows. */
  constructor(
    readonly request: GraphRequest,
    before?: GraphDrawing,
  ) {
    this.graph = layoutBlockGraph(request);
    this.entries = this.graph.items.map(({ entry }) => entry);
    this.items = new Map(this.graph.items.map((item) => [item.entry.path, item]));
    this.ways = waysOf(this.graph);
    this.describe = describer(request.network, request.convention);
    this.glides = before !== undefined && !sameOpening(before.request.opening, request.opening);
    this.room = roomFor(this.graph.height, before && isTurned(before.request, request) ? before.room : 0);
    this.fresh = new Set(before && [...this.items.keys()].filter((path) => !before.items.has(path)));
  }

  get title(): string {
    return titleOf(this.request);
  }

  /** What lies in a stretch of the flow, and the items of these paths wherever they are; the same as long as the same is asked. */
  show(range: Span, paths: readonly (string | undefined)[], merge = asItIs): Shown {
    const kept = paths.join('\n');
    if (this.shown?.range !== range || this.shown.kept !== kept) {
      const isKept = (path: string): boolean => paths.includes(path);
      const graph = merge(cropGraph(this.graph, range, isKept), isKept);
      this.shown = { graph, scene: sceneOfGraph(graph, this.title), range, kept };
    }
    return this.shown;
  }

  has(path: string): boolean {
    return this.items.has(path);
  }

  /** The item that stands for a path: it, or what is closed around it. */
  itemOf(path: string): GraphItem | undefined {
    const line = this.items.get(path)?.entry ?? lineOf(this.entries, path);
    return line && this.items.get(line.path);
  }

  /** The leaf that lies at a place along a figure from left to right. */
  leafAt(u: number): GraphItem | undefined {
    return this.graph.items.find(({ kind, x, hit }) => kind === 'leaf' && x <= u && u < x + hit.width);
  }

  hasWays(path: string): boolean {
    return this.ways.has(path);
  }

  /** What an item is called; all that the figure shows of it. */
  nameOf({ entry, kind }: GraphItem): string {
    const { failure } = this.request;
    if (kind === 'failure') return `${failure?.node} does not fit: ${failure?.rule}`;
    const alike = entry.members ? `${entry.members.length} blocks that are alike, ` : '';
    const laid = this.request.overlay?.wordsOf(entry.first, entry.end);
    return [alike + this.describe(entry), ...(laid ? [laid] : []), ...(this.ways.get(entry.path) ?? [])].join('; ');
  }

  /** Whether an item shows a path: it is the path, or closed around it, or a layer in it. */
  stands({ path, open, members }: Entry, of: string): boolean {
    if (!of) return false;
    if (members) return members.some((member) => member === of || isWithin(of, member));
    return path === of || (!open && isWithin(of, path)) || (!open && isWithin(path, of) && !this.has(of));
  }
}

/** The shortcuts that start or end at each item, in words, by its path. */
function waysOf({ arches }: BlockGraph): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, string[]>();
  for (const { source, target, title } of arches.filter(isBetween))
    for (const path of [source, target]) ways.set(path, [...(ways.get(path) ?? []), title]);
  return ways;
}

export const titleOf = ({ network }: GraphRequest): string => `${network.title}, drawn to scale`;
