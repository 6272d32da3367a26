import { resolveOptions, type Family } from '../family.js';
import type { Network } from '../network.js';
import { alexnet } from './alexnet.js';
import { mobilenetV1 } from './mobilenet-v1.js';
import { mobilenetV2 } from './mobilenet-v2.js';
import { resnet } from './resnet.js';
import { shufflenetV1 } from './shufflenet-v1.js';
import { shufflenetV2 } from './shufflenet-v2.js';
import { squeezenet } from './squeezenet.js';

/** The register of network families. A new one is a file here, a line below and its published rows in the tests. */
const register: Family[] = [mobilenetV2, mobilenetV1, resnet, squeezenet, alexnet, shufflenetV1, shufflenetV2];
export const networks: readonly Family[] = register;

/** Takes a network into the register that came from a file; every view lists it from now on. */
export const addFamily = (family: Family): void => void register.push(family);

/** The family with this id. Throws `TypeError` naming the families there are. */
export function familyOf(id: string): Family {
  const family = networks.find((candidate) => candidate.id === id);
  if (family) return family;
  throw new TypeError(
    `network ${JSON.stringify(id) ?? String(id)}: expected one of ${networks.map((entry) => entry.id).join(', ')}`,
  );
}

/**
 * Builds a network. `options` may name a `preset`; the rest overrides it; what is left out has its default.
 * Throws `TypeError` or `RangeError` naming the option, and `ShapeError` (with the network up to there) when a layer does not fit.
 */
export function buildNetwork(id: string, options?: Readonly<Record<string, unknown>>): Network {
  const family = familyOf(id);
  return family.build(resolveOptions(family, options));
}
