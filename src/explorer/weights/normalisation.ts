/** How an image's values are made ready: what weights were trained with, and what nothing in a file tells. */
import type { Preprocessing } from '../../runtime/index.js';

export interface Normalisation {
  readonly id: string;
  readonly title: string;
  readonly preprocessing: Preprocessing;
}

const one = (value: number): Preprocessing['mean'] => [value, value, value];

export const NORMALISATIONS: readonly Normalisation[] = [
  {
    id: 'imagenet',
    title: 'ImageNet’s mean and deviation',
    preprocessing: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  },
  { id: 'signed', title: '−1 to 1', preprocessing: { mean: one(0.5), std: one(0.5) } },
  { id: 'unit', title: '0 to 1', preprocessing: { mean: one(0), std: one(1) } },
  { id: 'raw', title: '0 to 255, as pixels are', preprocessing: { mean: one(0), std: one(1 / 255) } },
  {
    id: 'cifar',
    title: 'CIFAR-10’s mean and deviation',
    preprocessing: { mean: [0.4914, 0.4822, 0.4465], std: [0.247, 0.2435, 0.2616] },
  },
];

const keyOf = ({ mean, std, order = 'rgb' }: Preprocessing): string => [...mean, ...std, order].join();

/** What `parseImageValues` has taken, as numbers. */
export function preprocessingOf(imageValues: string): Preprocessing {
  const [id, order] = imageValues.split(' ');
  const { preprocessing } = NORMALISATIONS.find((candidate) => candidate.id === id)!;
  return order === 'bgr' ? { ...preprocessing, order } : preprocessing;
}

export const samePreprocessing = (a: Preprocessing, b: Preprocessing): boolean => keyOf(a) === keyOf(b);

/** Which of these a preprocessing is; `undefined` for one of its own. */
export const normalisationOf = (preprocessing: Preprocessing): Normalisation | undefined =>
  NORMALISATIONS.find((candidate) => samePreprocessing(candidate.preprocessing, { ...preprocessing, order: 'rgb' }));
