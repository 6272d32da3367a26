import type { Family } from '../family.js';
import type { Network } from '../network.js';
import type { OptionSpec, SettingsOf } from '../options.js';
import { FamilyRegister } from '../register.js';
import { alexnet } from './alexnet.js';
import { efficientnet } from './efficientnet.js';
import { mobilenetV1 } from './mobilenet-v1.js';
import { mobilenetV2 } from './mobilenet-v2.js';
import { mobilenetV3 } from './mobilenet-v3.js';
import { described } from './option-descriptions.js';
import { resnet } from './resnet.js';
import { shufflenetV1 } from './shufflenet-v1.js';
import { shufflenetV2 } from './shufflenet-v2.js';
import { squeezenet } from './squeezenet.js';

const all = [
  mobilenetV2,
  mobilenetV1,
  mobilenetV3,
  efficientnet,
  resnet,
  squeezenet,
  alexnet,
  shufflenetV1,
  shufflenetV2,
] as const;

/** The settings of every family, as a union. */
export type AnySettings = SettingsOfFamily<(typeof all)[number]>;
type SettingsOfFamily<One> = One extends { readonly options: infer Specs extends readonly OptionSpec[] }
  ? SettingsOf<Specs>
  : never;

export type NetworkId = (typeof all)[number]['id'];

/** Every family. A new one is a file here, a line above and one in `explorer/families.ts`, and its published rows. */
export const networks: readonly Family[] = all.map(described);

/** The register of all of them. What a page loads at once uses `explorer/families.ts` instead. */
export const families: FamilyRegister = /* @__PURE__ */ new FamilyRegister(networks);

/** The family with this id. Throws `UnknownNameError` with the ids there are. */
export const familyOf = (id: string): Family => families.of(id);

/** Builds a network of these families, as `FamilyRegister.build` does. */
export const buildNetwork = (id: string, options?: Readonly<Record<string, unknown>>): Network =>
  families.build(id, options);
