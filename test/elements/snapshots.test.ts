import { expect, fixture, html } from '@open-wc/testing';
import { nothing, type TemplateResult } from 'lit';
import '../../src/explorer/bring-running.js';
import { networks } from '../../src/core/index.js';
import { renderHistogram } from '../../src/elements/net-activations/histogram-view.js';
import '../../src/elements/net-blocks/net-blocks.js';
import '../../src/elements/net-compare/net-compare.js';
import '../../src/elements/net-convolution/net-convolution.js';
import '../../src/elements/net-experiment/net-experiment.js';
import '../../src/elements/net-graph/net-graph.js';
import '../../src/elements/net-legend/net-legend.js';
import type { EngineeringView } from '../../src/elements/net-node/engineering-view.js';
import '../../src/elements/net-node/net-node.js';
import type { NetGraph } from '../../src/elements/net-graph/net-graph.js';
import type { BlockGraph } from '../../src/figures/block-graph.js';
import type { Orientation } from '../../src/figures/frame.js';
import { until } from '../support/page.js';
import { Seeded } from '../support/seeded.js';
import { expectSnapshot, snapshotNames, snapshotOf, type Drawing } from '../support/snapshot.js';
import { drawnIn, printedShapes, structuresOf } from '../support/printed.js';
import type { Figure } from '../support/snapshot-looks.js';

const WIDTH: Readonly<Record<Orientation, number>> = { horizontal: 1248, vertical: 360 };
const PAGE = 640;
const PHONE = 340;

/** Figures that have a snapshot; a file that none of them writes is left over. */
const names = new Set<string>();

function itDraws(figure: Figure, name: string, draw: () => Promise<readonly Drawing[]>): void {
  names.add(`${figure}/${name}`);
  it(name, async () => {
    const drawings = await draw();
    for (const drawing of drawings) expectSameAsText(drawing);
    await expectSnapshot(`${figure}/${name}`, snapshotOf(figure, ...drawings));
  });
}

/** The page's shapes are those that the string writer prints. */
function expectSameAsText({ svg, scene }: Drawing): void {
  const shapes = structuresOf(drawnIn(svg).figure.children);
  expect(shapes).not.to.have.length(0);
  expect(shapes).to.deep.equal(structuresOf(printedShapes(scene)));
}

/** One element in a column of the page, as wide as given. */
async function shown<E extends HTMLElement>(template: TemplateResult, width: number): Promise<E> {
  const column = await fixture<HTMLElement>(html`<div style="inline-size: ${width}px">${template}</div>`);
  const element = column.firstElementChild as E;
  element.scrollIntoView(); // some wait for their reader
  return element;
}

/** What matches in an element, once it is there. */
async function drawn(element: HTMLElement, selector: string): Promise<readonly Element[]> {
  await until(() => element.shadowRoot?.querySelector(selector), selector);
  return [...element.shadowRoot!.querySelectorAll(selector)];
}

const drawings = (found: readonly Element[], size?: Drawing['size']): readonly Drawing[] =>
  found.map((svg) => ({ svg, scene: drawnIn(svg).scene, ...(size && { size }) }));

const press = (element: HTMLElement, words: string): void =>
  [...element.shadowRoot!.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === words)!.click();

/** The whole figure, wherever a reader has panned it to. */
async function graphOf(element: NetGraph): Promise<readonly Drawing[]> {
  dispatchEvent(new Event('beforeprint'));
  await element.updateComplete;
  const { graph } = (element as unknown as { drawing: { graph: BlockGraph } }).drawing;
  const shown = element.shadowRoot!.querySelector('svg')!;
  const svg = shown.cloneNode(true) as SVGSVGElement;
  for (const moved of svg.querySelectorAll('.figure, .sticky')) moved.removeAttribute('transform');
  dispatchEvent(new Event('afterprint'));
  const { width, height, top } = graph;
  return [{ svg, scene: drawnIn(shown).scene, size: [width, height], viewBox: `0 ${top} ${width} ${height}` }];
}

const graph = async (template: TemplateResult, orientation: Orientation = 'horizontal') =>
  shown<NetGraph>(template, WIDTH[orientation]);

/** Layers fill half of the folder: ResNet has its smallest depth there, and costs stand only in horizontal figures. */
async function layersOf(id: string, way: Orientation): Promise<readonly Drawing[]> {
  const depth = id === 'resnet' ? '18' : nothing;
  const element = await graph(
    html`<net-graph
      network=${id}
      depth=${depth}
      orientation=${way}
      measure=${way === 'vertical' ? 'none' : 'all'}
    ></net-graph>`,
    way,
  );
  element.state!.setDetail('layers');
  return graphOf(element);
}

describe('snapshots: the graph of every family, at every depth, in both orientations', () => {
  for (const { id } of networks)
    for (const way of ['horizontal', 'vertical'] as const) {
      for (const detail of ['stages', 'blocks'])
        itDraws('graph', `${id}-${detail}-${way}`, async () =>
          graphOf(await graph(html`<net-graph network=${id} detail=${detail} orientation=${way}></net-graph>`, way)),
        );
      itDraws('graph', `${id}-layers-${way}`, () => layersOf(id, way));
    }
});

describe('snapshots: a graph as readers and authors turn it', () => {
  const opened = (way: Orientation) => async () => {
    const element = await graph(html`<net-graph preset="post" select="stage2/block2"></net-graph>`, way);
    element.state!.toggle('stage2/block1');
    return graphOf(element);
  };
  itDraws('graph', 'opened-horizontal', opened('horizontal'));
  itDraws('graph', 'opened-vertical', opened('vertical'));
  itDraws('graph', 'failure', async () =>
    graphOf(await graph(html`<net-graph preset="post" resolution="16"></net-graph>`)),
  );
  itDraws('graph', 'flops', async () => graphOf(await graph(html`<net-graph convention="flops"></net-graph>`)));
  itDraws('graph', 'no-costs', async () => graphOf(await graph(html`<net-graph measure="none"></net-graph>`)));
  itDraws('graph', 'room-for-pictures', async () => {
    const element = await graph(html`<net-graph></net-graph>`);
    const { inspection } = element.state!;
    inspection.start();
    const drawing = await graphOf(element);
    inspection.stop();
    return drawing;
  });
});

describe('snapshots: blocks, legend and convolution', () => {
  const facing = (left: string, right: string, width: number) => async () =>
    drawings(
      await drawn(await shown(html`<net-blocks left=${left} right=${right}></net-blocks>`, width), '[part=block] svg'),
    );
  itDraws('blocks', 'bottlenecks', facing('resnet?depth=50', 'mobilenet-v2', 900));
  itDraws('blocks', 'bottlenecks-narrow', facing('resnet?depth=50', 'mobilenet-v2', PHONE));
  itDraws('blocks', 'basic-and-separable', facing('resnet?depth=18', 'mobilenet-v1', 900));

  itDraws('legend', 'mobilenet-v2', async () =>
    drawings(await drawn(await shown(html`<net-legend></net-legend>`, PAGE), 'svg')),
  );

  for (const groups of [1, 3, 12])
    itDraws('convolution', `groups-${groups}`, async () =>
      drawings(await drawn(await shown(html`<net-convolution groups=${groups}></net-convolution>`, PAGE), 'svg')),
    );
});

describe('snapshots: comparison', () => {
  const scatter = (template: TemplateResult, width: number) => async () => {
    const element = await shown(template, width);
    await drawn(element, '[part=verdict]');
    return drawings(await drawn(element, '[part=scatter]'));
  };
  itDraws('scatter', 'operations', scatter(html`<net-compare></net-compare>`, PAGE));
  itDraws('scatter', 'operations-narrow', scatter(html`<net-compare></net-compare>`, PHONE));
  itDraws(
    'scatter',
    'parameters-budget',
    scatter(html`<net-compare by="parameters" max-parameters="3M"></net-compare>`, PAGE),
  );

  const stages = (by: string, length: string) => async () => {
    const element = await shown(html`<net-compare by=${by}></net-compare>`, PAGE);
    await drawn(element, '[part=stages] svg');
    press(element, length);
    await (element as HTMLElementTagNameMap['net-compare']).updateComplete;
    return drawings(await drawn(element, '[part=stages] svg'), [400, 14]);
  };
  itDraws('stages', 'operations', stages('operations', 'one scale'));
  itDraws('stages', 'parameters-shares', stages('parameters', 'share of each'));
});

describe('snapshots: experiments', () => {
  const src = new URL('../support/experiments/index.json', import.meta.url).href;
  const chart =
    (part: string, name: string, curves: string, width = PAGE) =>
    async () =>
      drawings(
        await drawn(
          await shown(html`<net-experiment src=${src} name=${name} curves=${curves}></net-experiment>`, width),
          `[part=${part}]`,
        ),
      );
  itDraws('experiment', 'curves-test', chart('curves', 'position', 'test'));
  itDraws('experiment', 'curves-loss', chart('curves', 'position', 'loss'));
  itDraws('experiment', 'curves-narrow', chart('curves', 'sweep', 'test', PHONE));
  itDraws('experiment', 'finals-by-arm', chart('finals', 'position', 'test'));
  itDraws('experiment', 'finals-by-arm-narrow', chart('finals', 'position', 'test', PHONE));
  itDraws('experiment', 'finals-few-runs', chart('finals', 'thin', 'test'));
  itDraws('experiment', 'finals-against-expansion', chart('finals', 'sweep', 'test'));
});

describe('snapshots: values and memory', () => {
  const histogram = (values: Float32Array, ceiling?: number) => async () => {
    const figure = await fixture<HTMLElement>(html`<div>${renderHistogram(values, ceiling, 'a tensor')}</div>`);
    return drawings([figure.querySelector('svg')!], [480, 80]);
  };
  const random = new Seeded(9);
  const bell = Float32Array.from({ length: 2000 }, () => 3 * (random.next() + random.next() + random.next()) - 4);
  itDraws('histogram', 'signed', histogram(bell));
  itDraws(
    'histogram',
    'relu6',
    histogram(
      bell.map((value) => Math.min(6, Math.max(0, 2 * value))),
      6,
    ),
  );

  const liveness = (network: string, select: string) => async () => {
    const element = await shown(html`<net-node network=${network} select=${select}></net-node>`, PAGE);
    const [details] = (await drawn(element, '[part=engineering]')) as [HTMLDetailsElement];
    details.open = true;
    const [view] = (await drawn(element, 'net-engineering-view')) as [EngineeringView];
    return drawings(await drawn(view, '[part=liveness] svg'));
  };
  itDraws('liveness', 'mobilenet-v2', liveness('mobilenet-v2', 'stage2/block2'));
  itDraws('liveness', 'resnet', liveness('resnet', ''));
});

describe('snapshots', () => {
  it('none is left over from a figure that is drawn no more', () => {
    const leftOver = snapshotNames().filter((name) => !names.has(name.replace(/-changed$/, '')));
    expect(leftOver).to.deep.equal([]);
  });
});
