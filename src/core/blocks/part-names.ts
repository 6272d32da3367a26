import type { Names } from '../network.js';

/** What other code calls the parts of one block, by their paths inside it; a part that a block does not have is not asked for. */
export type PartNames = (part: string) => Names;

export const noNames: PartNames = () => ({});

/** The names of a unit of convolution, norm and activation. */
export const unitNames = (names: PartNames, unit: string) => ({
  conv: names(`${unit}/conv`),
  norm: names(`${unit}/norm`),
  activation: names(`${unit}/activation`),
});

type Scheme = keyof Names;

/** One scheme's part of the names: what stands before a part's own name, and the names of the parts. */
export type SchemeNames = readonly [scheme: Scheme, prefix: string, parts: Readonly<Record<string, string>>];

/** Part names put together from several schemes; a part that a scheme does not know has no name there. */
export const partNames =
  (...schemes: readonly SchemeNames[]): PartNames =>
  (part) =>
    Object.fromEntries(
      schemes.flatMap(([scheme, prefix, parts]) => (parts[part] === undefined ? [] : [[scheme, prefix + parts[part]]])),
    );
