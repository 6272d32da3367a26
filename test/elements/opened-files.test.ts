import { expect, fixture, html } from '@open-wc/testing';
import expected from '../golden/onnx/expected.json';
import { costOf, countParameters } from '../../src/core/index.js';
import '../../src/index.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import type { NetWeights } from '../../src/elements/net-weights/net-weights.js';
import { until } from '../support/page.js';

const fileOf = async (name: string): Promise<File> =>
  new File([await (await fetch(new URL(`../golden/onnx/${name}.onnx`, import.meta.url))).arrayBuffer()], 'a file');

async function explorer(): Promise<{ element: NetExplorer; weights: NetWeights }> {
  const element = await fixture<NetExplorer>(html`<net-explorer preset="post"></net-explorer>`);
  const weights = await until(
    () => element.shadowRoot!.querySelector<NetWeights>('net-weights:defined'),
    'the choice of weights',
  );
  return { element, weights };
}

const refusalIn = ({ shadowRoot }: NetWeights): string =>
  shadowRoot!.querySelector('[part=error]')?.textContent?.trim() ?? '';

describe('a model file that a reader drops', () => {
  for (const name of ['mobilenet-v2', 'efficientnet', 'resnet'] as const) {
    const { parameters, macs } = expected[name];
    it(`${name}, as PyTorch exports it: is drawn, counted as PyTorch counts it, and runs`, async () => {
      const { element, weights } = await explorer();
      const before = element.state!.network;
      weights.takeFiles([await fileOf(name)]);
      await until(() => element.state!.network !== before || refusalIn(weights), 'the model');
      expect(refusalIn(weights)).to.equal('');
      const { network, inspection } = element.state!;
      expect([countParameters(network, 'torchvision'), costOf(network).total.macs]).to.deep.equal([parameters, macs]);
      await until(() => ['ready', 'failed'].includes(inspection.phase), 'a run');
      expect(element.state!.problem('engine')?.message).to.equal(undefined);
      expect(inspection.phase).to.equal('ready');
      const last = await inspection.activation(network.nodes.at(-1)!.id);
      expect([...last.data].every(Number.isFinite)).to.equal(true);
    });
  }

  it('called as a network of ours is: told from it, and from another of that name', async () => {
    const { element, weights } = await explorer();
    const bytes = await (await fileOf('mobilenet-v3')).arrayBuffer();
    for (const id of ['mobilenet-v3-file', 'mobilenet-v3-file-2']) {
      weights.takeFiles([new File([bytes], 'mobilenet-v3.onnx')]);
      await until(() => element.state!.network.id === id, id);
    }
  });

  it('cut off in the middle: a sentence, and what was shown stays', async () => {
    const { element, weights } = await explorer();
    const { network } = element.state!;
    const whole = await fileOf('mobilenet-v2');
    weights.takeFiles([new File([whole.slice(0, whole.size / 2)], 'half.onnx')]);
    await until(() => refusalIn(weights), 'the sentence');
    expect(refusalIn(weights)).to.include('half.onnx').and.to.include('the file is cut off, or damaged');
    expect(element.state!.network).to.equal(network);
  });
});
