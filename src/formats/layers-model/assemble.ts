/** Uses of layers → drafted nodes. */
import { excerptName } from '../../core/excerpt.js';
import type { AttributesOf, OpKind } from '../../core/ops/index.js';
import { sameShape } from '../../core/shape.js';
import { readable } from '../file-error.js';
import { isIdle, readerOf, readsAnyLayout } from './classes/index.js';
import { Unsupported, type Layer } from './classes/layer.js';
import { Draft, type DraftNode, type Misfit, type Origin } from '../draft/draft.js';
import type { Manifest } from './manifest.js';
import { dimsOf, isKnown, likeDims, toShape, type Dims, type Known, type Tensor } from './tensor.js';
import type { Use } from './unfold.js';

export interface Assembled {
  readonly nodes: readonly DraftNode[];
  /** What each use gives out. */
  readonly tensors: ReadonlyMap<Use, Tensor>;
  readonly misfit?: Misfit | undefined;
}

/** The models around a layer. */
export const modelsAround = ({ nests }: Origin): readonly string[] => nests.map(({ name }) => name);

/** `input`: the shape of the image. `root`: the name of the whole model. */
export function assemble(uses: readonly Use[], input: Dims, root: string, manifest: Manifest): Assembled {
  const assembling = new Assembling(root, manifest);
  assembling.addInput(uses[0]!, input, input.length === 2 && isLaidOut(uses[0]!, uses));
  for (const use of uses.slice(1)) {
    try {
      assembling.add(use);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { ...assembling.result(), misfit: { name: use.name, rule: readable(error.message) } };
    }
  }
  return assembling.result();
}

/** Whether values of a tensor are only laid out anew: rows and columns of a picture then, not steps of a sequence. */
function isLaidOut(tensor: Use, uses: readonly Use[]): boolean {
  const readers = uses.filter(({ inputs }) => inputs.includes(tensor));
  return readers.every(
    (use) => readsAnyLayout(use.layer.className) || (isIdle(use.layer.className) && isLaidOut(use, uses)),
  );
}

class Assembling {
  private readonly draft = new Draft();
  private readonly tensors = new Map<Use, Tensor>();

  constructor(
    private readonly root: string,
    private readonly manifest: Manifest,
  ) {}

  result(): Assembled {
    return { nodes: this.draft.nodes, tensors: this.tensors };
  }

  /** `isPicture`: rows and columns without channels. */
  addInput(use: Use, dims: Dims, isPicture: boolean): void {
    const shape = isPicture ? ([dims[0]!, dims[1]!, 1] as const) : toShape(dims);
    this.tensors.set(use, this.place(use, 'input', 'input', { shape }, [], dims));
  }

  add(use: Use): void {
    const inputs = use.inputs.map((input) => this.tensors.get(input)!);
    this.tensors.set(use, inputs.every(isKnown) ? this.read(use, inputs) : this.addAfterUnknown(use, inputs));
  }

  private read(use: Use, inputs: readonly Known[]): Tensor {
    const { className, config } = use.layer;
    const read = readerOf(className);
    if (!read) return this.addUnknown(use, 'layer', className, 'layers of this kind are not among those known', inputs);
    const layer: Layer = {
      config,
      values: use.values,
      inputs: readsAnyLayout(className) ? inputs : inputs.map((input) => this.settle(use, input)),
      add: (part, kind, attributes, read, dims) => this.place(use, part, kind, attributes, read, dims),
      addUnknown: (part, name, why, read) => this.addUnknown(use, part, name, why, [read], []) as Known,
    };
    try {
      return read(layer);
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      return this.addUnknown(use, 'layer', className, error.message, inputs);
    }
  }

  /** A grey picture has an axis more in core than in the file; only what lays values out anew does not mind. */
  private settle(use: Use, input: Known): Known {
    const shape = toShape(input.dims);
    if (sameShape(this.draft.shapeOf(input.node), shape)) return input;
    return this.place(use, 'reshape', 'reshape', { shape }, [input], input.dims);
  }

  private addAfterUnknown(use: Use, inputs: readonly Tensor[]): Tensor {
    const unknown = use.inputs.find((_, at) => !isKnown(inputs[at]!))!;
    const { className } = use.layer;
    const why = `what comes in from ${excerptName(unknown.name)} has no known shape`;
    return this.addUnknown(use, 'layer', className, why, inputs, undefined, readerOf(className) !== undefined);
  }

  private addUnknown(
    use: Use,
    part: string,
    className: string,
    why: string,
    inputs: readonly Tensor[],
    tensors = this.tensorsOf(use),
    isKind = false,
  ): Tensor {
    const dims = dimsOf(use.stated);
    const attributes = { className, why, tensors, ...(isKind && { isKind }), ...(dims && { shape: toShape(dims) }) };
    const { node } = this.place(use, part, 'unknown', attributes, inputs, []);
    return { node, dims };
  }

  /** `dims` where they are not the input's in number. */
  private place<K extends OpKind>(
    origin: Use,
    part: string,
    kind: K,
    attributes: AttributesOf<K>,
    inputs: readonly Tensor[],
    dims?: Dims,
  ): Known {
    const node = this.draft.add(
      { origin, part },
      kind,
      attributes,
      inputs.map((input) => input.node),
    );
    const shape = this.draft.shapeOf(node);
    return { node, dims: dims ?? likeDims(shape, inputs[0]?.dims ?? shape) };
  }

  private tensorsOf(use: Use): readonly { name: string; shape: readonly number[] }[] {
    const prefix = this.manifest.prefixOf(use.name, [this.root, ...modelsAround(use)]);
    return prefix === undefined ? [] : this.manifest.under(prefix);
  }
}
