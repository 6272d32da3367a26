import type { Drawing } from '../../src/training/index.js';

export const CIFAR10 = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;

/** The drawings that come with the package, each named as its class. */
export async function shippedDrawings(): Promise<readonly Drawing[]> {
  const index = (await (await fetch('/samples/index.json')).json()) as readonly { id: string; file: string }[];
  return Promise.all(
    index.map(async ({ id, file }) => ({ class: id, image: await (await fetch(`/samples/${file}`)).blob() })),
  );
}
