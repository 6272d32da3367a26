/** What a reader may change so that weights fit, or mean what they were trained to mean. Families that are asked about have to be loaded. */
import {
  formatOption,
  optionOf,
  sameOption,
  weightsOf,
  type FamilyRegister,
  type Network,
  type Options,
  type OptionValue,
} from '../../core/index.js';
import type { NetworkChoice } from '../source.js';

export type Changes = Readonly<Record<string, OptionValue>>;

/** The options in which another choice of the same family differs; image and preset do not matter to weights. */
export function changesTo(families: FamilyRegister, network: Network, { options }: NetworkChoice): Changes {
  const target = families.build(network.id, options).options;
  return Object.fromEntries(
    Object.entries(target).filter(
      ([name, value]) => name !== 'preset' && name !== 'resolution' && !sameOption(value, network.options[name]!),
    ),
  );
}

/** Whether a network is drawn as weights want it. */
export const isDrawnAs = (families: FamilyRegister, network: Network, choice: NetworkChoice): boolean =>
  network.id === choice.network && !Object.keys(changesTo(families, network, choice)).length;

/** More options than this are told by the name of the preset that they make up. */
export const FEW_CHANGES = 3;

/** `width multiplier 0.5, classes 10`; the preset's name where much differs; or another network's, with its classes. */
export function describeChoice(families: FamilyRegister, network: Network, choice: NetworkChoice): string {
  const isSame = network.id === choice.network;
  const changes = isSame ? changesTo(families, network, choice) : {};
  if (isSame && Object.keys(changes).length <= FEW_CHANGES) return describeChanges(families, network.id, changes);
  const { id, title, outputShape } = families.build(choice.network, choice.options);
  const preset = choice.options['preset'];
  const whose = preset === undefined ? '' : `, ${families.of(id).presetTitles[String(preset)]},`;
  return `${title.replace(/ @ .*/, '')}${whose} with ${outputShape[2].toLocaleString('en')} classes`;
}

export function describeChanges(families: FamilyRegister, id: string, changes: Changes): string {
  const family = families.of(id);
  return Object.entries(changes)
    .map(([name, value]) => {
      const spec = optionOf(family, name);
      return `${spec.title.replace(/^BN /, 'BN\u00a0').replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase())} ${formatOption(spec, value)}`;
    })
    .join(', ');
}

/**
 * Names tell who trained: Keras pads at the bottom and right and divides by another epsilon than PyTorch. Where these
 * weights load into a network drawn after the other, every number is a little wrong; this is what to change.
 */
export function conventionsFor(families: FamilyRegister, network: Network, scheme: string): Changes | undefined {
  const family = families.of(network.id);
  const keras = family.presets['keras'];
  if (!keras || scheme === 'core' || scheme === 'post') return undefined;
  const target = isOfTensorFlow(scheme, keras) ? keras : (family.presets['torchvision'] ?? {});
  const defaults = Object.fromEntries(family.options.map((spec) => [spec.name, spec.default]));
  const values = Object.keys(keras).map((name) => [name, target[name] ?? defaults[name]!] as const);
  const changes = Object.fromEntries(
    values.filter(
      ([name, value]) =>
        !sameOption(value, network.options[name]!) && onlyComputesOtherwise(families, network, name, value),
    ),
  );
  return Object.keys(changes).length ? changes : undefined;
}

/** What transformers has from TensorFlow computes as it does there; its ResNet, which Keras pads like PyTorch, is torchvision's. */
const isOfTensorFlow = (scheme: string, keras: Options): boolean =>
  scheme === 'keras' || scheme === 'slim' || (scheme === 'transformers' && keras['padding'] === 'same');

/** Whether an option leaves every weight where it is, and changes what is done with them. */
function onlyComputesOtherwise(families: FamilyRegister, network: Network, name: string, value: OptionValue): boolean {
  const changed = families.build(network.id, { ...network.options, [name]: value } as Options);
  const shapes = ({ nodes }: Network): string =>
    JSON.stringify(nodes.flatMap((node) => weightsOf(node).map(({ shape }) => shape)));
  const layers = ({ nodes }: Network): string => JSON.stringify(nodes.map(({ attributes }) => attributes));
  return shapes(network) === shapes(changed) && layers(network) !== layers(changed);
}
