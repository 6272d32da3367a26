import { expect, html } from '@open-wc/testing';
import { unzipSync } from 'fflate';
import { io, tensor4d, type Tensor } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import '../../src/elements/net-save/net-save.js';
import type { NetSave } from '../../src/elements/net-save/net-save.js';
import { examineWeights } from '../../src/runtime/index.js';
import { readModel } from '../../src/formats/index.js';
import { until } from '../support/page.js';
import { Reader } from '../support/reader.js';

const PATH = 'stage2/block1/depthwise/conv';

/** What the element hands out, instead of the browser's own window for it. */
class Hands {
  readonly files: { readonly name: string; readonly blob: Blob }[] = [];
  private readonly blobs = new Map<string, Blob>();
  private readonly before = { make: URL.createObjectURL, click: HTMLAnchorElement.prototype.click };

  constructor() {
    const { blobs, files, before } = this;
    URL.createObjectURL = (blob: Blob) => {
      const address = before.make.call(URL, blob);
      blobs.set(address, blob);
      return address;
    };
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      files.push({ name: this.download, blob: blobs.get(this.href)! });
    };
  }

  release(): void {
    URL.createObjectURL = this.before.make;
    HTMLAnchorElement.prototype.click = this.before.click;
  }
}

/** By NumPy's description of the format, version 1.0. */
function readNpy(bytes: Uint8Array): {
  readonly header: string;
  readonly shape: number[];
  readonly data: Float32Array;
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const start = 10 + view.getUint16(8, true);
  const header = new TextDecoder().decode(bytes.subarray(10, start));
  const shape = /'shape': \(([\d, ]*)\)/
    .exec(header)![1]!
    .split(',')
    .filter((axis) => axis.trim())
    .map(Number);
  return { header, shape, data: new Float32Array(bytes.slice(start).buffer) };
}

const jsonOf = (bytes: Uint8Array): Record<string, unknown> =>
  JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;

describe('net-save', () => {
  let hands: Hands;
  beforeEach(() => (hands = new Hands()));
  afterEach(() => hands.release());

  const small = () =>
    Reader.of<NetSave>(
      html`<net-save
        preset="torchvision"
        width="0.25"
        resolution="64"
        classes="10"
        weights="random:3"
        select=${PATH}
      ></net-save>`,
    );

  async function saved(reader: Reader<NetSave>, button: string) {
    const count = hands.files.length;
    await reader.click(button);
    await until(() => hands.files.length > count || reader.words('[part=error]'), 'the file');
    expect(reader.words('[part=error]')).to.equal('');
    const { name, blob } = hands.files.at(-1)!;
    return { name, blob, bytes: new Uint8Array(await blob.arrayBuffer()) };
  }

  it('is accessible', async () => expect((await small()).element).to.be.accessible());

  it('saves an activation in four formats, each with all its values and what it is of', async () => {
    const reader = await small();
    const npy = await saved(reader, 'Save the tensor');
    expect(npy.name).to.equal('mobilenet-v2-stage2-block1-depthwise-conv-activation.npy');
    const { data, shape } = await reader.state.inspection.activation(PATH);
    const read = readNpy(npy.bytes);
    expect([read.shape, [...read.data]]).to.deep.equal([[...shape], [...data]]);
    for (const word of [
      'random weights, seed 3',
      '"width":0.25',
      'activation of stage2',
      'preprocessing',
      '"fit":"crop"',
    ])
      expect(read.header).to.contain(word);

    await reader.enter('[part=tensor] label:last-of-type select', 'npz');
    const members = unzipSync((await saved(reader, 'Save the tensor')).bytes);
    expect([...readNpy(members['activation.npy']!).data]).to.deep.equal([...data]);
    const about = jsonOf(members['about.json']!);
    expect(about).to.deep.include({ family: 'mobilenet-v2', what: `activation of ${PATH}` });
    expect(about['options']).to.deep.include({ preset: 'torchvision', width: 0.25, resolution: 64, classes: 10 });

    await reader.enter('[part=tensor] label:last-of-type select', 'json');
    const json = jsonOf((await saved(reader, 'Save the tensor')).bytes);
    expect(json['activation']).to.deep.equal({ shape: [...shape], data: [...data] });
    expect(json['about']).to.deep.equal(about);

    await reader.enter('[part=tensor] label:last-of-type select', 'csv');
    const lines = (await (await saved(reader, 'Save the tensor')).blob.text()).split('\r\n');
    const rows = lines
      .filter((line) => line && !line.startsWith('#'))
      .slice(1)
      .map((line) => line.split(',').map(Number));
    expect(rows.map((row) => row.slice(0, 2))).to.deep.equal(
      Array.from({ length: shape[0] * shape[1] }, (_, at) => [Math.floor(at / shape[1]), at % shape[1]]),
    );
    expect(rows.flatMap((row) => row.slice(2))).to.deep.equal([...data]);
  });

  it('saves weights and statistics', async () => {
    const reader = await small();
    await reader.enter('[part=tensor] label:first-of-type select', 'kernel');
    const kernel = readNpy((await saved(reader, 'Save the tensor')).bytes);
    const [own] = await reader.state.inspection.weightsOf(PATH);
    expect([kernel.shape, [...kernel.data]]).to.deep.equal([[...own!.shape], [...own!.data]]);
    await reader.enter('[part=tensor] label:first-of-type select', 'statistics');
    const statistics = readNpy((await saved(reader, 'Save the tensor')).bytes);
    const { stats, shape } = await reader.state.inspection.activation(PATH);
    expect(statistics.shape).to.deep.equal([shape[2], 5]);
    expect(Array.from(statistics.data.subarray(0, 5))).to.deep.equal(
      (['mean', 'variance', 'min', 'max', 'zeros'] as const).map((name) => stats.channels[name][0]),
    );
  });

  it('saves the network with its weights, as files that are read again', async () => {
    const reader = await small();
    const { state } = reader;
    for (const scheme of ['torchvision', 'timm', 'keras', 'core']) {
      await reader.enter('[part=network] select', scheme);
      const { blob, name } = await saved(reader, 'Save the network');
      const { problem, tensors } = await examineWeights(state.network, [new File([blob], name)]);
      expect([problem, tensors.length], scheme).to.deep.equal([undefined, 262]);
    }
    await reader.enter('[part=network] select', 'onnx');
    const onnx = await saved(reader, 'Save the network');
    const { network } = await readModel([new File([onnx.bytes], onnx.name)]);
    expect(network.outputShape[2]).to.equal(10);

    await reader.enter('[part=network] select', 'tfjs');
    const members = unzipSync((await saved(reader, 'Save the network')).bytes);
    const files = Object.entries(members).map(([name, bytes]) => new File([new Uint8Array(bytes)], name));
    expect(jsonOf(members['model.json']!)['userDefinedMetadata']).to.deep.include({ family: 'mobilenet-v2' });
    const model = await loadLayersModel(io.browserFiles(files.sort((a) => (a.name === 'model.json' ? -1 : 1))));
    const input = await state.inspection.activation('input');
    const logits = model.predict(tensor4d(input.data, [1, ...state.network.inputShape])) as Tensor;
    const expected = await state.inspection.activation('classifier');
    const worst = Math.max(...[...logits.dataSync()].map((value, at) => Math.abs(value - expected.data[at]!)));
    expect(worst / expected.stats.std).to.be.below(1e-3);
    model.dispose();
  });

  it('saves the figure at a scale, with the page’s ground or without', async () => {
    const reader = await small();
    const corner = async (blob: Blob) => {
      const bitmap = await createImageBitmap(blob);
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      return { width: bitmap.width, alpha: context.getImageData(1, 1, 1, 1).data[3] };
    };
    const twice = await corner((await saved(reader, 'Save the figure')).blob);
    expect(twice.alpha).to.equal(255);
    await reader.enter('[part=figure] label:nth-of-type(2) select', '3');
    reader.find<HTMLInputElement>('input').click();
    await reader.element.updateComplete;
    const thrice = await corner((await saved(reader, 'Save the figure')).blob);
    expect(thrice).to.deep.equal({ width: (twice.width / 2) * 3, alpha: 0 });
  });
});
