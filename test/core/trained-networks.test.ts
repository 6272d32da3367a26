import { describe, expect, it } from 'vitest';
import experiments from '../../public/experiments/index.json';
import checkpoints from '../../public/weights/index.json';
import trained from '../golden/trained/shapes.json';
import {
  buildNetwork,
  costOf,
  countParameters,
  weightsOf,
  type Cost,
  type Network,
  type NetworkNode,
  type Options,
} from '../../src/core/index.js';
import { torchShape } from '../support/torch-layout.js';

/** What PyTorch says of the networks that were trained, module by module; `training/experiments.py shapes` writes it. */

type Spec = { readonly id: string; readonly options: Options };

interface Named {
  readonly id: string;
  readonly network: Spec;
}

/** The arms of the experiments, as the page reads them. */
const arms: readonly Named[] = Object.entries(experiments.arms).map(([id, { network }]) => ({
  id,
  network: network as unknown as Spec,
}));

const build = ({ id, options }: Spec) => buildNetwork(id, options);
const networkOfArm = (arm: string): Network => build(arms.find(({ id }) => id === arm)!.network);
const costOfArm = (arm: string): Cost => costOf(networkOfArm(arm)).total;

/** Of the tensor that a module is known by: a convolution's kernel, a norm's γ. */
const mainShape = (node: NetworkNode): readonly number[] =>
  torchShape(
    node,
    weightsOf(node).find(({ name }) => name === 'kernel' || name === 'gamma')!,
  );

describe('the networks that were trained', () => {
  it('are those that the page draws: every module, its weights and its output, and all parameters', () => {
    for (const { id, network, parameters, modules } of trained) {
      const drawn = build(network as unknown as Spec);
      const owners = drawn.nodes.filter((node) => weightsOf(node).length);
      const shapes = Object.fromEntries(owners.map((node) => [node.names.post, [mainShape(node), node.outputShape]]));
      expect(shapes, id).to.deep.equal(modules);
      expect(countParameters(drawn, 'torchvision'), id).to.equal(parameters);
    }
  });

  it('are all that the experiments and the shipped weights name', () => {
    const named = [...arms, ...checkpoints].map(({ id, network }) => [id, network]);
    expect(trained.map(({ id, network }) => [id, network])).to.deep.equal(named);
  });
});

describe('arms that are said to cost the same', () => {
  const parametersOf = (arm: string): number => countParameters(networkOfArm(arm), 'torchvision');

  it('need the same MACs within 1 %', () => {
    const matched = arms.map(({ id }) => id).filter((id) => id.endsWith('equal-macs'));
    expect(matched).to.have.length(7);
    for (const arm of matched) expect(costOfArm(arm).macs / costOfArm('baseline').macs, arm).to.be.within(0.99, 1.01);
  });

  it('have the same parameters within 1 %', () => {
    expect(parametersOf('classical-equal-parameters') / parametersOf('baseline')).to.be.within(0.99, 1.01);
  });
});
