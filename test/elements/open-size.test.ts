import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { costOf } from '../../src/core/index.js';
import '../../src/index.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import type { NetControls } from '../../src/elements/net-controls/net-controls.js';
import type { NetWeights } from '../../src/elements/net-weights/net-weights.js';
import { writeOnnx } from '../support/onnx.js';
import { until } from '../support/page.js';

/** A convolution over any picture, as an export with dynamic axes has it. */
const bytes = writeOnnx({
  nodes: [
    { op: 'Conv', inputs: ['x', 'w'], outputs: ['y'], attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1] } },
    { op: 'GlobalAveragePool', inputs: ['y'], outputs: ['z'] },
  ],
  stored: [{ name: 'w', dims: [2, 3, 3, 3], values: Float32Array.from({ length: 54 }, (_, at) => Math.sin(at)) }],
  input: ['N', 3, 'h', 'w'],
}) as Uint8Array<ArrayBuffer>;

async function opened(): Promise<NetExplorer> {
  const explorer = await fixture<NetExplorer>(html`<net-explorer></net-explorer>`);
  const weights = await until(
    () => explorer.shadowRoot!.querySelector<NetWeights>('net-weights:defined'),
    'the choice of weights',
  );
  weights.takeFiles([new File([bytes], 'open.onnx')]);
  await until(() => explorer.state!.network.id === 'written', 'the model');
  return explorer;
}

const macs = (side: number): number => side * side * 54;

describe('a model whose file leaves height and width open', () => {
  it('has a field for them, which changes every number and what runs', async () => {
    const explorer = await opened();
    const place = await fixture(html`<div></div>`);
    explorer.id = 'of-a-file';
    const controls = document.createElement('net-controls') as NetControls;
    controls.for = 'of-a-file';
    place.append(controls);
    const slider = await until(
      () => controls.shadowRoot?.querySelector<HTMLInputElement>('input[type="range"]'),
      'the field',
    );
    expect(costOf(explorer.state!.network).total.macs).to.equal(macs(224));
    slider.focus();
    await sendKeys({ press: 'ArrowLeft' });
    await until(() => explorer.state!.network.inputShape[0] === 192, 'the smaller size');
    expect(costOf(explorer.state!.network).total.macs).to.equal(macs(192));
    expect(explorer.state!.choice.options).to.deep.equal({ resolution: 192 });
    const { inspection } = explorer.state!;
    await until(() => inspection.phase === 'ready' || inspection.phase === 'failed', 'a run');
    expect(explorer.state!.problem('engine')?.message).to.equal(undefined);
    expect((await inspection.activation(explorer.state!.network.nodes[1]!.id)).shape).to.deep.equal([192, 192, 2]);
    expect(inspection.weights!.source).to.equal('trained');
    const said = explorer.state!.model!.notesOn(explorer.state!.network).join(' ');
    expect(said).to.include('192×192 is taken here').and.to.not.include('it has no options');
  });
});
