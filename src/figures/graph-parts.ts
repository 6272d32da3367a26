/** What a drawn network is made of. All of it is data: numbers, texts and path strings. */
import type { Network, NetworkCost, ConventionId } from '../core/index.js';
import type { CostRow, MeasureId } from './cost-bars.js';
import type { ColourToken } from './encodings.js';
import type { Box, Orientation } from './frame.js';
import type { Entry, Opening } from './outline.js';
import type { OverlayMarks } from './overlay.js';

export interface GraphRequest {
  readonly network: Network;
  readonly cost: NetworkCost;
  readonly convention: ConventionId;
  readonly opening: Opening;
  readonly orientation: Orientation;
  /** Pixels there are from left to right. */
  readonly width: number;
  /** Leave room for a picture of each leaf. */
  readonly pictures?: boolean;
  /** Which costs stand beside what is drawn; all where absent. */
  readonly measures?: readonly MeasureId[];
  /** Somebody’s own values, laid over what is drawn. */
  readonly overlay?: OverlayMarks | undefined;
  /** All of it within the width, however thin it becomes; what cannot be read then is left out. */
  readonly squeezed?: boolean;
  /** Pixels that a figure from left to right should not exceed: its tensors become lower, facts that can be read elsewhere are left out. */
  readonly maxHeight?: number | undefined;
  /** Where the network is cut, and why. */
  readonly failure?: Failure | undefined;
}

export interface Failure {
  readonly node: string;
  readonly rule: string;
}

export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly role: 'title' | 'detail' | 'value' | 'head' | 'danger';
}

/** A tensor. */
export interface Slab extends Box {
  readonly node: string;
  /** The colour of the operation that makes it. */
  readonly colour: ColourToken;
}

/** An operation. */
export interface Mark {
  readonly node: string;
  readonly colour: ColourToken;
  readonly path: string;
}

/** One measure of one leaf, divided by kind of layer. */
export interface Bar {
  readonly row: CostRow['id'];
  readonly value: number;
  readonly parts: readonly (Box & { readonly colour: ColourToken })[];
  readonly label: Label;
}

/** A line of the outline as it is drawn. All geometry but `x`, `y` and `picture` is relative to `x`, `y`. */
export interface GraphItem {
  readonly entry: Entry;
  readonly kind: 'leaf' | 'header' | 'failure';
  readonly x: number;
  readonly y: number;
  /** Where a pointer hits it. */
  readonly hit: Box;
  /** The ground that shows a value of an overlay. */
  readonly wash?: Box & { readonly role: string };
  /** The ground of an open block. */
  readonly panel?: Box;
  /** The line that holds an open stage together. */
  readonly bracket?: string;
  /** On a group: a plus where it can be opened, a minus where it can be closed, and the place that a pointer may press for it. */
  readonly sign?: { readonly path: string; readonly box: Box };
  readonly slabs: readonly Slab[];
  readonly marks: readonly Mark[];
  readonly bars: readonly Bar[];
  readonly labels: readonly Label[];
  /** Where a picture of `picture.node` goes; absolute. */
  readonly picture?: Box & { readonly node: string };
}

/** A way around a part of the network. */
export interface Arch {
  readonly from: string;
  readonly to: string;
  /** Paths of the items where it starts and ends; the same for one that is hidden inside an item. */
  readonly source: string;
  readonly target: string;
  /** `shortcut from stage 2, block 1 to stage 2, block 2, add` */
  readonly title: string;
  readonly path: string;
  /** Path of the circle where it meets the main path, where that is not a layer of its own. */
  readonly ring?: string;
  /** Operations on the way that have no line of their own. */
  readonly marks: readonly Mark[];
  /** How many shortcuts it stands for, where more than one. */
  readonly label?: Label;
  /** From where to where it reaches along the flow. */
  readonly span: Span;
}

/** A stretch along the flow. */
export type Span = readonly [start: number, end: number];

/** A unit inside an open block. */
export interface UnitLine {
  readonly path: string;
  readonly line: string;
  readonly label?: Label;
  readonly span: Span;
}

/** Many shapes of one role and colour as one path. */
export interface MergedShape {
  readonly role: 'slab' | 'mark' | 'bar' | 'arch';
  readonly colour: ColourToken;
  readonly path: string;
}

/** The heading of a row (or, in a vertical figure, of a column). */
export interface RowTitle {
  readonly id: string;
  readonly lines: readonly Label[];
  /** What its bars stand on. */
  readonly baseline?: string;
}

export interface BlockGraph {
  readonly orientation: Orientation;
  readonly width: number;
  /** From `top` on. */
  readonly height: number;
  /** Where the figure begins: above 0 with pictures, so that nothing moves when they come. */
  readonly top: number;
  /** Room at the start for the titles of rows; they stay in view there. */
  readonly gutter: number;
  /** The line along which data flows. */
  readonly axis: string;
  /** In the order of the outline. */
  readonly items: readonly GraphItem[];
  readonly arches: readonly Arch[];
  readonly units: readonly UnitLine[];
  /** What is too thin to be told apart, and so drawn together. */
  readonly merged?: readonly MergedShape[];
  readonly rows: readonly RowTitle[];
}
