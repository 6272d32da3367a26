/** Nested models laid open: one list of the uses of layers, in an order in which they can run. */
import { excerptName } from '../../core/excerpt.js';
import { MOST_LAYERS } from '../../core/limits.js';
import { inputShapeOf, tooMany, type LayerConfig, type ModelConfig } from './config.js';
import type { Call, Reference } from './inbound.js';
import { ModelTextError, type Axes, type Json } from './json.js';
import type { Nest, Origin } from '../draft/draft.js';
import { orderOf } from '../draft/order.js';

/** One use of one layer; stands for the tensor that it makes too. */
export interface Use extends Origin {
  readonly layer: LayerConfig;
  readonly inputs: readonly Use[];
  /** What else the layer is called with. */
  readonly values: Json;
  readonly first?: Use | undefined;
  /** What the file says of the shape of its output. */
  stated: Axes | undefined;
}

export interface Unfolded {
  readonly uses: readonly Use[];
  readonly outputs: readonly Use[];
}

/** Throws `TypeError` or `RangeError` naming the layer that cannot be placed. */
export function unfold(model: ModelConfig): Unfolded {
  if (model.inputs.length !== 1) {
    const names = model.inputs
      .slice(0, 4)
      .map(({ layer }) => layer)
      .join(', ');
    throw new ModelTextError(model.name, 'one input, an image', `${model.inputs.length}: ${names}`);
  }
  const unfolding = new Unfolding();
  const input = unfolding.use(layerOf(model, byNameIn(model), model.inputs[0]!), [], []);
  return { uses: unfolding.uses, outputs: unfolding.open(model, [input], []) };
}

function layerOf({ name }: ModelConfig, byName: ByName, { layer }: Reference): LayerConfig {
  const found = byName.get(layer);
  if (found) return found;
  throw new ModelTextError(name, `the layer ${excerptName(layer)}, which others read`, 'none of that name');
}

class Unfolding {
  readonly uses: Use[] = [];
  private readonly firstUses = new Map<LayerConfig, Use>();
  /** Uses of layers and of models, which may be empty. */
  private count = 0;

  use(layer: LayerConfig, inputs: readonly Use[], nests: readonly Nest[], values: Json = {}): Use {
    const first = this.firstUses.get(layer);
    const use: Use = { name: layer.name, layer, inputs, nests, values, first, stated: undefined };
    if (!first) this.firstUses.set(layer, use);
    this.uses.push(use);
    inputs.forEach((input) => (input.stated ??= layer.statedInput));
    return use;
  }

  /** What a model makes of its inputs. */
  open(model: ModelConfig, inputs: readonly Use[], nests: readonly Nest[]): readonly Use[] {
    const byName = byNameIn(model);
    const tensors = new Tensors(model, byName);
    model.inputs.forEach((reference, at) => {
      const input = inputs[at];
      if (!input) throw new ModelTextError(model.name, `${model.inputs.length} inputs`, `${inputs.length}`);
      input.stated ??= inputShapeOf(layerOf(model, byName, reference));
      tensors.set(reference.layer, 0, [input]);
    });
    for (const { layer, call, use } of inOrder(model, byName)) {
      if (++this.count > MOST_LAYERS) throw tooMany(layer.name, 'more');
      const read = call.reads.map((reference) => tensors.get(reference));
      call.reads.forEach(({ stated }, at) => (read[at]!.stated ??= stated));
      const nest = { name: layer.name, use: use + 1 };
      const made = layer.model
        ? this.open(layer.model, read, [...nests, nest])
        : [this.use(layer, read, nests, call.values)];
      tensors.set(layer.name, use, made);
    }
    return model.outputs.map((reference) => tensors.get(reference));
  }
}

/** What the layers of one model have made. */
class Tensors {
  private readonly usesOf = new Map<string, (readonly Use[])[]>();

  constructor(
    private readonly model: ModelConfig,
    private readonly byName: ByName,
  ) {}

  set(layer: string, use: number, outputs: readonly Use[]): void {
    const uses = this.usesOf.get(layer) ?? [];
    uses[use] = outputs;
    this.usesOf.set(layer, uses);
  }

  get({ layer, call, output }: Reference): Use {
    const found = this.usesOf.get(layer)?.[callIn(this.byName.get(layer), call)]?.[output];
    if (found) return found;
    throw new ModelTextError(
      this.model.name,
      `output ${output} of use ${call} of ${excerptName(layer)}`,
      'no such tensor',
    );
  }
}

/** Some versions of Keras count the making of a nested model as its first use. */
const callIn = (layer: LayerConfig | undefined, call: number): number =>
  layer?.model && call >= layer.calls.length ? layer.calls.length - 1 : call;

type ByName = ReadonlyMap<string, LayerConfig>;

const byNameIn = ({ layers }: ModelConfig): ByName => new Map(layers.map((layer) => [layer.name, layer]));

interface Item {
  readonly layer: LayerConfig;
  readonly call: Call;
  readonly use: number;
}

function inOrder(model: ModelConfig, byName: ByName): readonly Item[] {
  const isInput = new Set(model.inputs.map(({ layer }) => layer));
  const items = model.layers.flatMap((layer) => layer.calls.map((call, use): Item => ({ layer, call, use })));
  const places = new Map(items.map(({ layer, use }, at) => [`${use} ${layer.name}`, at]));
  const reads = items.map(({ layer, call }) =>
    call.reads.flatMap((reference) => {
      if (isInput.has(reference.layer)) return [];
      if (!byName.has(reference.layer))
        throw new ModelTextError(layer.name, `to read a layer of ${excerptName(model.name)}`, reference.layer);
      const at = places.get(`${callIn(byName.get(reference.layer), reference.call)} ${reference.layer}`);
      if (at === undefined)
        throw new ModelTextError(layer.name, `use ${reference.call} of ${excerptName(reference.layer)}`, 'fewer uses');
      return [at];
    }),
  );
  const order = orderOf(reads);
  if (order.length === items.length) return order.map((at) => items[at]!);
  const placed = new Set(order);
  const left = items.filter((_, at) => !placed.has(at)).map(({ layer }) => layer.name);
  throw new ModelTextError(
    model.name,
    'layers that can run one after the other',
    `a circle: ${left.slice(0, 4).join(', ')}`,
  );
}
