import { expect, fixture, html } from '@open-wc/testing';
import { findNode, type NameScheme } from '../../src/core/index.js';
import '../../src/elements/net-model/net-model.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import a from '../golden/parity/a_seed_t6_s1_32.json' with { type: 'json' };
import b from '../golden/parity/b_mobilenet_v2_0.35_96.json' with { type: 'json' };
import { fixtureFile, sha256 } from '../support/fixture-file.js';
import { settled } from '../support/inspection.js';
import { probeError, type Parity } from '../support/parity.js';
import { formulaPixels } from '../support/wgen.js';

/** As in the parity tests of the engine. */
const ACTIVATION = 1e-3;
const LOGITS = 1e-4;

interface Case {
  readonly title: string;
  readonly parity: Parity;
  /** Of the file that the fixture's numbers were written to. */
  readonly sha256: string;
  readonly scheme: NameScheme;
  readonly tag: (weights: string, image: string) => ReturnType<typeof html>;
}

const cases: readonly Case[] = [
  {
    title: 'the post’s network',
    parity: a as unknown as Parity,
    sha256: '00d494c3deb566b8553c675adb6d7437c845e6d8828df964040aac5092482afd',
    scheme: 'post',
    tag: (weights, image) => html`<net-model preset="post" weights=${weights} image=${image}></net-model>`,
  },
  {
    title: 'torchvision’s MobileNetV2 0.35 @ 96',
    parity: b as unknown as Parity,
    sha256: '09d4fd39a41a019c77487f458d0293acf67adff4dff561c6836f44b9854b6e91',
    scheme: 'torchvision',
    tag: (weights, image) =>
      html`<net-model width="0.35" resolution="96" classes="10" weights=${weights} image=${image}></net-model>`,
  },
];

describe('weights="address of a .safetensors"', () => {
  for (const { title, parity, sha256: expected, scheme, tag } of cases) {
    it(`runs ${title} as PyTorch does: logits, and activations all the way through`, async () => {
      const file = fixtureFile(parity);
      expect(await sha256(file)).to.equal(expected);
      const [weights, image] = [address(new Blob([file])), address(await pictureOf(parity))];
      const { state } = await fixture<NetModel>(tag(weights, image));
      const { inspection } = state!;
      inspection.start();
      await settled(inspection);
      expect(state!.problem('weights')?.message).to.equal(undefined);
      expect(inspection.weights).to.include({ source: 'trained', scheme, title: weights });
      expect(errorOf(inspection.result!.logits, parity.logits)).to.be.below(LOGITS);
      for (const output of every(
        12,
        parity.outputs.filter(({ op }) => op !== 'reshape' && op !== 'dropout'),
      )) {
        const node = findNode(state!.network, scheme, output.name)!;
        const { data } = await inspection.activation(node.id);
        expect(probeError(data, output), node.id).to.be.at.most(ACTIVATION);
      }
      for (const url of [weights, image]) URL.revokeObjectURL(url);
    });
  }
});

const address = (blob: Blob): string => URL.createObjectURL(blob);

/** The fixture's image as a file that somebody might drop: PNG keeps every value. */
async function pictureOf({ input }: Parity): Promise<Blob> {
  const canvas = new OffscreenCanvas(input.width, input.height);
  canvas.getContext('2d')!.putImageData(formulaPixels(input), 0, 0);
  return canvas.convertToBlob();
}

const every = <T>(step: number, values: readonly T[]): readonly T[] => values.filter((_, i) => i % step === 0);

function errorOf(logits: Float32Array, expected: readonly number[]): number {
  const mean = expected.reduce((sum, value) => sum + value, 0) / expected.length;
  const std = Math.sqrt(expected.reduce((sum, value) => sum + (value - mean) ** 2, 0) / expected.length);
  return Math.max(...expected.map((value, i) => Math.abs(logits[i]! - value))) / std;
}
