/** A network with its weights on the backend: runs, and runs again where somebody wants to look inside. */
import * as tf from '@tensorflow/tfjs-core';
import { nodesOf, weightsOf, type Network, type NetworkNode, type Step } from '../core/index.js';
import { fold, scaleAndShift } from './fold.js';
import { fusedConvolution, fusedDepthwise, inGroups, ONE_PIXEL, operate, type FusedActivation } from './operations.js';
import type { TensorWeights } from './tensor-weights.js';
import { pathTo, planOf, type Plan } from './plan.js';
import type { NetworkWeights, NodeWeights } from '../formats/weights/weights.js';

/** Results by node id. */
export type Results = ReadonlyMap<string, tf.Tensor4D>;

export class LoadedNetwork {
  readonly plan: Plan;
  /** Folded weights on the backend. */
  private readonly prepared: ReadonlyMap<Step, TensorWeights>;

  constructor(
    readonly network: Network,
    readonly weights: NetworkWeights,
  ) {
    this.plan = planOf(network);
    this.prepared = new Map(this.plan.steps.map((step) => [step, upload(this.preparedWeights(step))]));
  }

  /** What parts hand to each other for one image; the caller owns the tensors. */
  run(input: tf.Tensor4D): Results {
    const results = new Map([[this.network.nodes[0]!.id, input]]);
    const unread = new Map(this.plan.readers);
    try {
      for (const [step, weights] of this.prepared) {
        if (step.inputs.length)
          results.set(
            step.output,
            this.runStep(
              step,
              step.inputs.map((id) => results.get(id)!),
              weights,
            ),
          );
        for (const id of step.inputs) this.release(id, results, unread);
      }
      return results;
    } catch (error) {
      for (const tensor of results.values()) tensor.dispose();
      throw error;
    }
  }

  /**
   * One node's output from what was kept. What lies before its step runs folded and fused; inside the step, each node up to
   * the target runs on its own with the weights as they were loaded. The caller disposes of the result if it is new.
   */
  rerun(stored: Results, target: string): tf.Tensor4D {
    return tf.tidy(() => {
      const results = new Map(stored);
      for (const step of pathTo(this.plan, target, (id) => stored.has(id))) {
        const inputs = step.inputs.map((id) => results.get(id)!);
        const isInside = step.output !== target && nodesOf(step).some(({ id }) => id === target);
        if (isInside) return this.runUnfused(step, inputs, target);
        results.set(step.output, this.runStep(step, inputs, this.prepared.get(step)!));
      }
      return results.get(target)!;
    });
  }

  /** The weights of a node as they were loaded. */
  of(node: string): NodeWeights {
    return this.weights.nodes.get(node) ?? {};
  }

  dispose(): void {
    for (const weights of this.prepared.values()) tf.dispose(weights);
  }

  private runStep(step: Step, inputs: readonly tf.Tensor4D[], weights: TensorWeights): tf.Tensor4D {
    return tf.tidy(() =>
      step.kind === 'node' ? operate(step.node, inputs, weights) : runFused(step, inputs[0]!, weights),
    );
  }

  private runUnfused(step: Step, inputs: readonly tf.Tensor4D[], target: string): tf.Tensor4D {
    let values = inputs;
    for (const node of nodesOf(step)) {
      values = [operate(node, values, upload(this.declaredWeights(node)))];
      if (node.id === target) break;
    }
    return values[0]!;
  }

  /** Frees a result without further readers, unless it is kept. */
  private release(id: string, results: Map<string, tf.Tensor4D>, unread: Map<string, number>): void {
    const left = unread.get(id)! - 1;
    unread.set(id, left);
    if (left > 0 || this.plan.kept.has(id)) return;
    results.get(id)!.dispose();
    results.delete(id);
  }

  private preparedWeights(step: Step): Sized {
    if (step.kind === 'node') return this.declaredWeights(step.node);
    const { node, norm } = step;
    const { kernel, bias } = fold(this.of(node.id), norm && scaleAndShift(norm, this.of(norm.id)));
    const { shape } = weightsOf(node)[0]!;
    // A dense layer is a 1×1 convolution over one pixel, and so takes the same fast way.
    const window = shape.length === 2 ? [1, 1, ...shape] : shape;
    return { kernel: { data: kernel, shape: window }, ...(bias && { bias: { data: bias, shape: [bias.length] } }) };
  }

  private declaredWeights(node: NetworkNode): Sized {
    const values = this.of(node.id);
    return Object.fromEntries(weightsOf(node).map(({ name, shape }) => [name, { data: values[name]!, shape }]));
  }
}

type Sized = Readonly<Record<string, { readonly data: Float32Array; readonly shape: readonly number[] }>>;

const upload = (weights: Sized): TensorWeights =>
  Object.fromEntries(
    Object.entries(weights).map(([name, { data, shape }]) => [name, tf.tensor(data, [...shape], 'float32')]),
  );

function runFused(
  { node, activation }: Extract<Step, { kind: 'convolution' }>,
  x: tf.Tensor4D,
  weights: TensorWeights,
): tf.Tensor4D {
  const kernel = weights.kernel as tf.Tensor4D;
  const bias = weights.bias as tf.Tensor1D | undefined;
  const fused = activation?.attributes.function as FusedActivation; // the plan takes no others
  if (node.kind === 'dense') {
    return fusedConvolution({
      x: tf.reshape(x, [1, 1, 1, kernel.shape[2]]),
      kernel,
      bias,
      window: ONE_PIXEL,
      activation: fused,
    });
  }
  if (node.kind === 'conv2d') {
    return inGroups(node.attributes.groups, x, kernel, bias, (part) =>
      fusedConvolution({ ...part, window: node.attributes, activation: fused }),
    );
  }
  return fusedDepthwise(x, weights, node.attributes, fused);
}
