import { formatKernel, roleOf, type Shape } from '../core/index.js';
import type { ChainBlock } from '../words/block-facts.js';
import { encode, type ColourToken } from './encodings.js';
import { formatSide } from '../words/format.js';
import { archPath, bandPath, frameOf, short, shortBox, type Box } from './frame.js';
import { largest, sum } from './totals.js';

/** Blocks drawn side by side share their scales: √ of the side for heights, √ of channels for thickness. */
export interface BlockScale {
  readonly extent: (shape: Shape) => number;
  readonly thickness: (channels: number) => number;
}

interface DrawnLabel {
  readonly x: number;
  readonly text: string;
}

export interface BlockFigure {
  readonly width: number;
  readonly height: number;
  readonly slabs: readonly (Box & DrawnLabel)[];
  readonly bands: readonly { readonly path: string; readonly colour: ColourToken; readonly label: DrawnLabel }[];
  /** Baselines of the two lines of labels. */
  readonly channelsAt: number;
  readonly kernelsAt: number;
  readonly arch: string | undefined;
  readonly ring: { readonly x: number; readonly y: number; readonly radius: number } | undefined;
  /** Sizes of the maps at the first and, where it is another, at the last tensor. */
  readonly sizes: readonly DrawnLabel[];
  /** The 1×1 convolution on a projected shortcut. */
  readonly projection: Box | undefined;
}

const FULL_HEIGHT = 110;
const BAND = 34;
const RING = 7;
const JOIN = 34;
const CREST = 20;
const EDGE = 14;
const THINNEST = 2;

const frame = frameOf('horizontal');

/** The scale at which the wider of some blocks fills the width. */
export function blockScale(blocks: readonly ChainBlock[], width: number): BlockScale {
  const tallest = largest(blocks.flatMap(({ tensors }) => tensors.map(([height, wide]) => height * wide))) ?? 1;
  const root = Math.min(
    ...blocks.map(({ tensors, convolutions }) => {
      const room = width - 2 * EDGE - JOIN - convolutions.length * BAND;
      return room / sum(tensors.map(([, , channels]) => Math.sqrt(channels)));
    }),
  );
  return {
    extent: ([height, wide]) => FULL_HEIGHT * ((height * wide) / tallest) ** 0.25,
    thickness: (channels) => Math.max(THINNEST, root * Math.sqrt(channels)),
  };
}

function sizesOf({ tensors }: ChainBlock, first: Box, last: Box): readonly DrawnLabel[] {
  const label = (shape: Shape, { x, width }: Box): DrawnLabel => ({ x: short(x + width / 2), text: formatSide(shape) });
  const [input, output] = [label(tensors[0]!, first), label(tensors.at(-1)!, last)];
  return input.text === output.text ? [input] : [input, output];
}

/** One block: its tensors to scale, a band a convolution, the shortcut above. */
export function layoutBlock(block: ChainBlock, { extent, thickness }: BlockScale, width: number): BlockFigure {
  const axis = CREST + 8 + FULL_HEIGHT / 2;
  const total = sum(block.tensors.map((shape) => thickness(shape[2]))) + block.convolutions.length * BAND + JOIN;
  let u = (width - total) / 2;
  const slabs = block.tensors.map((shape) => {
    const [thick, tall] = [thickness(shape[2]), extent(shape)];
    const box = shortBox(frame.box(u, axis - tall / 2, thick, tall));
    u += thick + BAND;
    return { ...box, text: `${shape[2]}` };
  });
  const bands = block.convolutions.map((node, at) => {
    const [before, after] = [slabs[at]!, slabs[at + 1]!];
    const start = before.x + before.width;
    const path = bandPath(frame, {
      u: start + 2,
      length: BAND - 4,
      before: before.height,
      after: after.height,
      axis,
    });
    const text = `${formatKernel(node.attributes)}${roleOf(node) === 'channel-filter' ? ' dw' : ''}`;
    return { path, colour: encode(node).colour, label: { x: short(start + BAND / 2), text } };
  });
  const [first, last] = [slabs[0]!, slabs.at(-1)!];
  const ring = { x: short(last.x + last.width + 18), y: axis, radius: RING };
  const crest = axis - FULL_HEIGHT / 2 - CREST;
  const foot = { u: first.x + first.width / 2, v: first.y - 2 };
  const joins = block.shortcut !== 'none';
  return {
    width,
    height: axis + FULL_HEIGHT / 2 + 40,
    slabs,
    bands,
    channelsAt: axis + FULL_HEIGHT / 2 + 16,
    kernelsAt: axis + FULL_HEIGHT / 2 + 32,
    sizes: sizesOf(block, first, last),
    arch: joins ? archPath(frame, foot, { u: ring.x, v: axis - RING }, crest) : undefined,
    ring: joins ? ring : undefined,
    projection:
      block.shortcut === 'projection' ? shortBox(frame.box((foot.u + ring.x) / 2 - 5, crest - 7, 10, 14)) : undefined,
  };
}
