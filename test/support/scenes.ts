/** A scene of every figure, made without a page. */
import { buildNetwork, costOf, countOperations, networks } from '../../src/core/index.js';
import { layoutScatter } from '../../src/figures/accuracy-scatter.js';
import { layoutBlockGraph, type GraphRequest } from '../../src/figures/block-graph.js';
import { sceneOfBlock } from '../../src/figures/block-scene.js';
import { blockScale, layoutBlock } from '../../src/figures/block-slabs.js';
import { sceneOfContribution } from '../../src/figures/contribution-scene.js';
import { sceneOfConvolution } from '../../src/figures/convolution-scene.js';
import { legendKindsOf } from '../../src/figures/encodings.js';
import { colourClasses } from '../../src/figures/experiment-colours.js';
import { layoutCurves } from '../../src/figures/experiment-curves.js';
import { layoutPlaced, layoutStrips } from '../../src/figures/experiment-finals.js';
import { sceneOfCurves, sceneOfPlaced, sceneOfStrips } from '../../src/figures/experiment-scenes.js';
import { sceneOfGraph } from '../../src/figures/graph-scene.js';
import { layoutHistogram } from '../../src/figures/histogram.js';
import { sceneOfHistogram } from '../../src/figures/histogram-scene.js';
import { heightScale, thicknessScale } from '../../src/figures/legend.js';
import { sceneOfColour, sceneOfKind, sceneOfMeeting, sceneOfScale } from '../../src/figures/legend-scene.js';
import { layoutLiveness } from '../../src/figures/liveness.js';
import { sceneOfLiveness } from '../../src/figures/liveness-scene.js';
import { marksOf, washOfWord } from '../../src/figures/overlay.js';
import { sceneOfShades, sceneOfWord } from '../../src/figures/overlay-legend.js';
import { sceneOfScatter, sceneOfSign } from '../../src/figures/scatter-scene.js';
import type { Scene } from '../../src/figures/scene.js';
import { layoutStages, SHRINKINGS } from '../../src/figures/stage-bars.js';
import { sceneOfShrinking, sceneOfStages } from '../../src/figures/stage-scene.js';
import { sceneOfVector } from '../../src/figures/vector-scene.js';
import { chainBlocks, facingBlocks } from '../../src/words/block-facts.js';

type Named = readonly (readonly [name: string, scene: () => Scene])[];

export const WIDTHS = { horizontal: 1248, vertical: 360 } as const;
export const DETAILS = ['stages', 'blocks', 'layers'] as const;

/** A network's graph; blocks from left to right where nothing else is asked for. */
export function graphScene(
  id: string,
  wish: Partial<GraphRequest> & { detail?: (typeof DETAILS)[number] } = {},
): Scene {
  const network = buildNetwork(id);
  const orientation = wish.orientation ?? 'horizontal';
  const graph = layoutBlockGraph({
    network,
    cost: costOf(network),
    convention: 'torchvision',
    opening: { detail: wish.detail ?? 'blocks', toggled: new Set() },
    orientation,
    width: WIDTHS[orientation],
    ...wish,
  });
  return sceneOfGraph(graph, `${network.title}, drawn to scale`);
}

/** Of each part, how many layers it has. */
const laid = (look: 'colour' | 'bar') =>
  marksOf({
    title: 'sum of latency',
    origin: 'From own.csv.',
    column: 'latency & more',
    combination: 'sum',
    kind: 'number',
    look,
    words: [],
    format: String,
    of: (first, end) => ({ value: end - first, text: `${end - first}` }),
  });

export const graphScenes: Named = [
  ...networks.flatMap(({ id }) =>
    (['horizontal', 'vertical'] as const).flatMap((orientation) =>
      DETAILS.map(
        (detail) => [`${id}, ${detail}, ${orientation}`, () => graphScene(id, { detail, orientation })] as const,
      ),
    ),
  ),
  [
    'one that is cut',
    () => graphScene('mobilenet-v2', { failure: { node: 'stage1', rule: 'channels 1 < 2 & "more"' } }),
  ],
  ...(['colour', 'bar'] as const).map(
    (look) =>
      [`one with figures laid over it, as ${look}`, () => graphScene('squeezenet', { overlay: laid(look) })] as const,
  ),
  ['one without bars, with room for pictures', () => graphScene('resnet', { measures: [], pictures: true })],
];

const epochs = (...values: readonly number[]) => values.map((value, at) => ({ epoch: at + 1, value }));
const ARMS = ['a', 'b', 'c', 'd'];
const colours = colourClasses(
  ARMS.map((id) => ({ id })),
  'b',
  false,
);
const sweep = colourClasses(
  ARMS.map((id) => ({ id })),
  'b',
  true,
);
const finals = ARMS.map((id, at) => ({ id, label: `arm ${id}`, x: at + 1, values: [50, 52, 54].slice(at) }));

function curvesScene(): Scene {
  const groups = ARMS.map((id, at) => ({
    id,
    label: `arm ${id} with rather a long name <${at}>`,
    seeds: [epochs(1, 2 + at / 10), epochs(1.5)],
    mean: epochs(1, 2 + at / 10),
  }));
  const layout = layoutCurves({ groups, epochs: 2, width: 640, height: 300 });
  const titles = { upwards: 'loss', sideways: 'epoch' };
  return sceneOfCurves(layout, (id) => id === 'd', titles, { title: 'curves', size: [640, 300], colours });
}

function scatterScene(): Scene {
  const points = networks.map(({ id }, at) => ({
    id,
    family: at,
    cost: 1e7 * (at + 1),
    top1: 50 + 4 * at,
    weight: at + 1,
  }));
  return sceneOfScatter(layoutScatter({ points, marks: [3e7], width: 600, height: 300 }), {
    title: 'accuracies',
    size: [600, 300],
    unit: 'MACs',
    pointOf: (id) => {
      const family = networks.findIndex((one) => one.id === id);
      return { name: `${id}: ${50 + 4 * family} %`, label: id, family, fits: family < 4 };
    },
    marks: [{ words: 'yours: 30.0 M MACs', isOwn: true }],
    best: networks[2]!.id,
    chosen: networks[3]!.id,
  });
}

function blockScenes(): readonly Scene[] {
  const [left, right] = [chainBlocks(buildNetwork('resnet')), chainBlocks(buildNetwork('mobilenet-v2'))];
  const pair = [...facingBlocks(left, right), left.find(({ shortcut }) => shortcut === 'projection')].map(
    (block) => block!,
  );
  const scale = blockScale(pair, 320);
  return pair.map((block) => sceneOfBlock(layoutBlock(block, scale, 320), block.title));
}

const mobilenet = () => buildNetwork('mobilenet-v2');

function stageScene(): Scene {
  const pieces = layoutStages(mobilenet(), (part) => countOperations(part, 'paper'));
  return sceneOfStages({ title: 'MobileNetV2', total: costOf(mobilenet()).total.macs, pieces }, 'MACs');
}

const strips = (width: number): Scene => {
  const layout = layoutStrips(finals, width, 100);
  const rowOf = (at: number) => ({ value: `${at}`, isBaseline: at === 1 });
  return sceneOfStrips(layout, rowOf, '%', { title: 'finals', size: [width, layout.height], colours });
};

const values = Float32Array.from({ length: 300 }, (_, at) => Math.sin(at) * 3);

/** Every other figure, by its name. */
export const chartScenes: Named = [
  ...[0, 1, 2].map((at) => [`block ${at}`, () => blockScenes()[at]!] as const),
  ['height of slabs', () => sceneOfScale('height', heightScale(mobilenet()))],
  ['thickness of slabs', () => sceneOfScale('thickness', thicknessScale(mobilenet()))],
  ...[mobilenet(), buildNetwork('shufflenet-v1')]
    .flatMap(({ nodes }) => legendKindsOf(nodes))
    .map((kind) => [`sign of ${kind.title}`, () => sceneOfKind(kind)] as const),
  ...([3, -1.5, 0] as const).map((value) => [`contribution of ${value}`, () => sceneOfContribution(value, 3)] as const),
  ['shades', () => sceneOfShades('shades', ['0', '12'])],
  ['sign of a word', () => sceneOfWord('GPU', washOfWord(['CPU', 'GPU'], 'GPU'))],
  ['sign of a colour', () => sceneOfColour('pool')],
  ...(['plus', 'bars', 'cross', 'none'] as const).map(
    (sign) => [`sign of meeting by ${sign}`, () => sceneOfMeeting(sign)] as const,
  ),
  ['scatter', scatterScene],
  ['sign of a family', () => sceneOfSign(3, 'family')],
  ['stages', stageScene],
  ...SHRINKINGS.map((shrinking) => [`sign of ${shrinking}`, () => sceneOfShrinking(shrinking)] as const),
  ['curves', curvesScene],
  ['finals in rows', () => strips(640)],
  ['finals in narrow rows', () => strips(320)],
  [
    'finals against a number',
    () => {
      const titles = { upwards: '%', sideways: 't' };
      const layout = layoutPlaced(finals, 640, 300);
      return sceneOfPlaced(layout, true, titles, { title: 'finals', size: [640, 300], colours: sweep });
    },
  ],
  ['histogram', () => sceneOfHistogram(layoutHistogram(values), 'values', String)],
  ['vector', () => sceneOfVector(values, 3, 'values')],
  ['bytes alive', () => sceneOfLiveness(layoutLiveness(mobilenet(), 'fp32', [640, 120]), { first: 3, end: 9 })],
  ['grouped convolution', () => sceneOfConvolution(12, 12, 3, 'three groups')],
];
