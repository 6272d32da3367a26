/** Every export of every entry, by name; and what an author does with some of them. Nothing runs. */
import * as page from 'mobilenet-explorer';
import * as core from 'mobilenet-explorer/core';
import * as accounts from 'mobilenet-explorer/core/accounts';
import { NetTable } from 'mobilenet-explorer/elements/net-table.js';
import * as formats from 'mobilenet-explorer/formats';
import * as runtime from 'mobilenet-explorer/runtime';
import * as training from 'mobilenet-explorer/training';
import type { LayersModelLike, TensorImage, TensorLike } from 'mobilenet-explorer/runtime';

export const all = { page, core, accounts, formats, runtime, training, NetTable };

export async function run(image: TensorImage, batch: TensorLike): Promise<number> {
  const network = core.buildNetwork('mobilenet-v2', { width: 0.75, resolution: 192 });
  const cost = core.costOf(network);
  const engine = await runtime.openEngine();
  await engine.load(network, { seed: 1 });
  const { top } = await engine.run(image);
  const model: LayersModelLike = await runtime.toLayersModel(network, { seed: 1 });
  const logits = model.predict(batch);
  if (!Array.isArray(logits)) logits.dispose();
  return cost.of('stage2/block1').macs + top.length;
}

export async function draw(): Promise<void> {
  const graph = document.createElement('net-graph');
  graph.network = 'resnet';
  graph.depth = 50;
  graph.orientation = 'vertical';
  graph.measure = 'none';
  graph.resolution = [96, 128];
  graph.preset = null;
  await graph.save('svg');
  const isGraph: page.NetGraph = graph;
  document.querySelector('net-explorer')?.append(isGraph);
  new NetTable().select = 'stage2';

  graph.addEventListener('net-select', (event) => event.path.split('/'));
  document.addEventListener('net-select', (event) => event.path.split('/'));
  window.addEventListener('net-options-change', ({ network, options }) => [network, options['width']]);
  document.body.addEventListener('net-image-change', ({ image, title }) => image.size + title.length);
  document.addEventListener('net-error', ({ message, source, node }) => [message, source, node]);

  // @ts-expect-error a value that the attribute does not have
  graph.detail = 'nope';
  // @ts-expect-error a depth that no ResNet has
  graph.depth = 51;
  // @ts-expect-error a misspelt option
  graph.widht = 0.5;
  // @ts-expect-error a format that figures are not saved in
  await graph.save('gif');
  // @ts-expect-error what no event has
  document.addEventListener('net-select', (event) => event.node);
}
