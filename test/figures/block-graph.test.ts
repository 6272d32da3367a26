import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  buildNetwork,
  costOf,
  countOperations,
  countParameters,
  type Detail,
  type Options,
} from '../../src/core/index.js';
import {
  layoutBlockGraph,
  spanOf,
  type BlockGraph,
  type GraphItem,
  type GraphRequest,
  type Label,
} from '../../src/figures/block-graph.js';
import type { Orientation } from '../../src/figures/frame.js';
import { textWidth } from '../../src/figures/text-width.js';
import paperStages from '../golden/figures/paper-stages.json';
import postOpened from '../golden/figures/post-opened.json';
import { randomOptions } from '../support/random-options.js';

const ORIENTATIONS: readonly Orientation[] = ['horizontal', 'vertical'];
const DETAILS: readonly Detail[] = ['stages', 'blocks', 'layers'];
const WIDTH = { horizontal: 1248, vertical: 360 } as const;

interface Wish extends Partial<Omit<GraphRequest, 'opening'>> {
  readonly detail?: Detail;
  readonly toggled?: readonly string[];
}

function layout(options: Options, { detail = 'blocks', toggled = [], orientation = 'horizontal', ...rest }: Wish = {}) {
  const network = buildNetwork('mobilenet-v2', options);
  const cost = costOf(network);
  const opening = { detail, toggled: new Set(toggled) };
  const graph = layoutBlockGraph({
    network,
    cost,
    convention: 'torchvision',
    opening,
    orientation,
    width: WIDTH[orientation],
    ...rest,
  });
  return { network, cost, graph };
}

const leavesOf = ({ items }: BlockGraph): readonly GraphItem[] => items.filter(({ kind }) => kind === 'leaf');

/** Every number of a figure, wherever it is. */
const numbersIn = (value: unknown): number[] =>
  typeof value === 'number'
    ? [value]
    : value && typeof value === 'object'
      ? Object.values(value).flatMap(numbersIn)
      : [];

/** Where a text of the whole figure begins and ends. */
function stretch({ text, x, anchor }: Label, size: number, offset: number): readonly [number, number] {
  const width = textWidth(text, size);
  const start = offset + (anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2);
  return [start, start + width];
}

/** Pairs of texts on one line that run into each other. */
function collisions({ items, units, rows }: BlockGraph): readonly string[] {
  const placed = [
    ...items.flatMap(({ x, y, labels, bars }) =>
      [...labels, ...bars.map(({ label }) => label)].map((label) => ({ label, x, y })),
    ),
    ...[...units.flatMap(({ label }) => label ?? []), ...rows.flatMap(({ lines }) => lines)].map((label) => ({
      label,
      x: 0,
      y: 0,
    })),
  ].filter(({ label }) => label.text);
  const lines = placed.map(({ label, x, y }) => ({
    text: label.text,
    y: y + label.y,
    span: stretch(label, label.role === 'head' ? 11.5 : 11, x),
  }));
  return lines.flatMap((a, at) =>
    lines
      .slice(at + 1)
      .filter((b) => Math.abs(a.y - b.y) < 8 && a.span[0] < b.span[1] - 1 && b.span[0] < a.span[1] - 1)
      .map((b) => `“${a.text}” and “${b.text}” at ${a.y}`),
  );
}

describe('block-graph: what holds for every network', () => {
  for (const orientation of ORIENTATIONS) {
    for (const detail of DETAILS) {
      it(`${orientation}, ${detail}: in order, apart, inside, in numbers`, () => {
        for (let seed = 1; seed <= 25; seed++) {
          const { graph } = layout(randomOptions(seed), { orientation, detail });
          const spans = leavesOf(graph).map((item) => spanOf(item, orientation));
          spans.slice(1).forEach(([start], at) => expect(start).to.be.at.least(spans[at]![1] - 0.02));
          const length = orientation === 'horizontal' ? graph.width : graph.height;
          expect(spans[0]![0]).to.be.at.least(graph.gutter);
          expect(spans.at(-1)![1]).to.be.at.most(length);
          expect(numbersIn(graph).every(Number.isFinite), `seed ${seed}`).to.equal(true);
          expect(JSON.stringify(graph)).not.to.contain('NaN');
        }
      });
    }
  }

  it('slabs lie in their own column, and none on another', () => {
    for (let seed = 1; seed <= 25; seed++) {
      for (const item of leavesOf(layout(randomOptions(seed)).graph)) {
        let end = 0;
        for (const { x, width } of item.slabs) {
          expect(x).to.be.at.least(end);
          end = x + width;
        }
        expect(end).to.be.at.most(item.hit.width);
      }
    }
  });

  it('a larger tensor is never a smaller slab', () => {
    for (let seed = 1; seed <= 25; seed++) {
      const { network, graph } = layout(randomOptions(seed), { detail: 'layers' });
      const shapes = new Map(network.nodes.map(({ id, outputShape }) => [id, outputShape]));
      const slabs = leavesOf(graph).flatMap((item) => item.slabs);
      const byChannels = [...slabs].sort((a, b) => shapes.get(a.node)![2] - shapes.get(b.node)![2]);
      const sideOf = (node: string): number => shapes.get(node)![0] * shapes.get(node)![1];
      const bySize = [...slabs].sort((a, b) => sideOf(a.node) - sideOf(b.node));
      byChannels.slice(1).forEach(({ width }, at) => expect(width).to.be.at.least(byChannels[at]!.width - 0.011));
      bySize.slice(1).forEach(({ height }, at) => expect(height).to.be.at.least(bySize[at]!.height - 0.011));
    }
  });

  it('bars stand in the middle of their blocks and add up to the whole', () => {
    for (let seed = 1; seed <= 10; seed++) {
      for (const detail of DETAILS) {
        const { graph, cost, network } = layout(randomOptions(seed), { detail });
        const totals: Record<string, number> = { parameters: 0, operations: 0, memory: 0 };
        for (const { bars, hit } of leavesOf(graph)) {
          for (const { row, value, parts, label } of bars) {
            totals[row]! += value;
            expect(label.x).to.be.closeTo(hit.width / 2, 0.02);
            parts.forEach(({ x, width }) => expect(x + width / 2).to.be.closeTo(hit.width / 2, 0.02));
          }
        }
        expect(totals).to.deep.equal({
          parameters: countParameters(network, 'torchvision'),
          operations: countOperations(network, 'torchvision'),
          memory: 4 * cost.total.outputElements,
        });
      }
    }
  });
});

describe('block-graph: texts', () => {
  for (const preset of ['paper', 'post'] as const) {
    for (const detail of DETAILS) {
      it(`${preset}, ${detail}: no two run into each other`, () => {
        expect(collisions(layout({ preset }, { detail }).graph)).to.deep.equal([]);
        expect(collisions(layout({ preset }, { detail, orientation: 'vertical' }).graph)).to.deep.equal([]);
      });
    }
  }

  it('say what the paper’s table 2 says of a stage', () => {
    const { graph } = layout({});
    const stage = graph.items.find(({ entry }) => entry.path === 'stage4')!;
    expect(stage.labels.map(({ text }) => text)).to.deep.equal(['4', '6', '64', '4', '2']);
    expect(graph.rows.map(({ id }) => id)).to.include.members(['stage', 't', 'c', 'n', 's']);
  });

  it('a closed stage says how often its block repeats', () => {
    const { graph } = layout({}, { detail: 'stages' });
    const stage = graph.items.find(({ entry }) => entry.path === 'stage6')!;
    expect(stage.labels.map(({ text }) => text)).to.include('×3');
  });
});

describe('block-graph: to scale', () => {
  it('fits MobileNetV2 as blocks into a page of 1280 pixels', () => {
    expect(layout({}).graph.width).to.be.at.most(1248);
    expect(layout({ preset: 'post' }).graph.width).to.be.at.most(1248);
    expect(layout({}, { detail: 'stages' }).graph.width).to.be.at.most(1248);
  });

  it('a narrower network has thinner slabs in the same figure', () => {
    const [full, half] = [layout({}).graph, layout({ width: 0.5 }).graph].map((graph) => leavesOf(graph)[4]!.slabs);
    half!.forEach(({ width }, at) => expect(width).to.be.below(full![at]!.width));
  });

  it('a smaller image has smaller slabs in the same figure', () => {
    const [large, small] = [layout({}).graph, layout({ resolution: 128 }).graph].map(
      (graph) => leavesOf(graph)[4]!.slabs,
    );
    small!.forEach(({ height }, at) => expect(height).to.be.below(large![at]!.height));
  });

  it('square-root scales: four times the channels are twice as thick', () => {
    const slabs = leavesOf(layout({}, { detail: 'layers' }).graph).flatMap((item) => item.slabs);
    const widthOf = (node: string): number => slabs.find((slab) => slab.node === node)!.width;
    expect(widthOf('head/conv') / widthOf('stage7/block1/project/conv')).to.be.closeTo(2, 0.01);
  });
});

describe('block-graph: shortcuts', () => {
  const startOf = (path: string): number => Number(/^M(-?[\d.]+)/.exec(path)![1]);
  const endOf = (path: string): number => Number(/(-?[\d.]+),-?[\d.]+$/.exec(path)![1]);

  for (const detail of ['blocks', 'layers'] as const) {
    it(`${detail}: each leads from the tensor that it reads to the addition`, () => {
      for (const preset of ['paper', 'post'] as const) {
        const { graph, network } = layout({ preset }, { detail });
        const leaves = leavesOf(graph);
        const homeOf = (id: string): GraphItem => {
          const at = network.nodes.findIndex((node) => node.id === id);
          return leaves.find(({ entry }) => entry.first <= at && at < entry.end)!;
        };
        expect(graph.arches.length).to.equal(network.nodes.filter(({ kind }) => kind === 'add').length);
        for (const { from, to, path, ring } of graph.arches) {
          const [source, target] = [homeOf(from), homeOf(to)];
          const slab = source.slabs.at(-1)!;
          expect(startOf(path)).to.be.within(source.x + slab.x, source.x + slab.x + slab.width);
          expect(endOf(path)).to.be.within(target.x, target.x + target.hit.width);
          expect(Boolean(ring)).to.equal(detail === 'blocks');
        }
      }
    });
  }

  it('stay visible in a closed stage, with their number', () => {
    const { graph } = layout({}, { detail: 'stages' });
    expect(graph.arches.map(({ from, label }) => `${from} ${label?.text ?? '×1'}`)).to.deep.equal([
      'stage2 ×1',
      'stage3 ×2',
      'stage4 ×3',
      'stage5 ×2',
      'stage6 ×2',
    ]);
  });

  it('a projection shows on a closed block’s shortcut and is a layer of an open one', () => {
    const closed = layout({ preset: 'post' }).graph;
    expect(closed.arches.filter(({ marks }) => marks.length).length).to.equal(4);
    const { graph } = layout({ preset: 'post' }, { toggled: ['stage2/block1'] });
    expect(graph.arches.filter(({ marks }) => marks.length).length).to.equal(3);
    const projection = graph.items.find(({ entry }) => entry.path === 'stage2/block1/shortcut/conv')!;
    expect([projection.slabs.length, projection.marks.length, projection.bars[0]!.value]).to.deep.equal([1, 1, 384]);
  });
});

describe('block-graph: a layer that does not fit', () => {
  for (const orientation of ORIENTATIONS) {
    it(`${orientation}: stands at the end with the rule that is broken`, () => {
      const failure = { node: 'pool', rule: 'a 4×4 window does not fit a 2×2 input' };
      const { graph } = layout({ preset: 'post' }, { failure, orientation });
      const last = graph.items.at(-1)!;
      expect(last.kind).to.equal('failure');
      expect(last.labels[0]!.text).to.equal('pool');
      expect(
        last.labels
          .slice(1)
          .map(({ text }) => text)
          .join(' '),
      ).to.equal(failure.rule);
      expect(last.x + last.hit.width).to.be.at.most(graph.width);
      expect(last.y + last.hit.height).to.be.at.most(graph.height);
    });
  }
});

describe('block-graph: pictures', () => {
  for (const detail of DETAILS) {
    it(`make room above, and nothing moves (${detail})`, () => {
      const { graph: plain } = layout({}, { detail });
      const { graph: pictured } = layout({}, { detail, pictures: true });
      expect(pictured.top).to.be.below(plain.top);
      expect(pictured.top + pictured.height).to.equal(plain.top + plain.height);
      const still = ({ items, arches, units, axis }: BlockGraph) => ({
        leaves: items
          .filter(({ kind }) => kind === 'leaf')
          .map(({ slabs, marks, labels, bars }) => [slabs, marks, labels, bars]),
        arches,
        units,
        axis,
      });
      expect(still(pictured)).to.deep.equal(still(plain));
      for (const { picture } of leavesOf(pictured)) expect(picture!.y).to.be.above(pictured.top);
    });
  }
});

/** Numbers to three decimals, so that another machine's last digit does not matter. */
const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'number' ? Math.round(inner * 1000) / 1000 : inner)),
  );

/** What a golden file keeps of a figure: one line an item. */
const summary = ({ width, height, axis, items, arches, rows }: BlockGraph) =>
  rounded({
    width,
    height,
    axis,
    items: items.map(({ entry, kind, x, y, hit, bracket, slabs, marks, labels }) => ({
      path: entry.path,
      kind,
      place: [x, y, hit.width, hit.height],
      ...(bracket && { bracket }),
      slabs: slabs.map((slab) => [slab.node, slab.x, slab.y, slab.width, slab.height]),
      marks: marks.map(({ node, path }) => [node, path]),
      labels: labels.map((label) => [label.text, label.x, label.y]),
    })),
    arches: arches.map(({ from, to, path }) => [from, to, path]),
    rows: rows.map(({ id, lines }) => [id, ...lines.map(({ text }) => text.replaceAll('\u00a0', ' '))]),
  });

function expectGolden(name: string, graph: BlockGraph, golden: unknown): void {
  const found = summary(graph);
  if (JSON.stringify(found) !== JSON.stringify(golden)) {
    const changed = new URL(`../golden/figures/${name}-changed.json`, import.meta.url);
    writeFileSync(changed, `${JSON.stringify(found, null, 1)}\n`);
  }
  expect(found).to.deep.equal(golden);
}

describe('block-graph: golden figures (a figure that differs is written beside its golden file)', () => {
  it('paper, stages', () => expectGolden('paper-stages', layout({}, { detail: 'stages' }).graph, paperStages));
  it('post, one block open, vertical', () =>
    expectGolden(
      'post-opened',
      layout({ preset: 'post' }, { orientation: 'vertical', toggled: ['stage2/block1'] }).graph,
      postOpened,
    ));
});
