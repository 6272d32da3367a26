/** What a reader's own training learns from. */
import { elementsOf, type Network } from '../../core/index.js';
import type { Drawing, TrainingData } from '../../training/index.js';
import { loadCheckpoints, loadSamples } from '../../explorer/shipped.js';
import { loadTraining } from '../shared/load-training.js';

/** Which images, as the form says it. */
export interface ImagesWish {
  /** The reader's own file of CIFAR-10; the package's drawings where absent. */
  readonly file: File | undefined;
  readonly count: number;
  readonly seed: number;
}

/** Makes or reads the images that a network takes. Throws `Error` saying which file failed and why. */
export async function gatherImages(network: Network, { file, count, seed }: ImagesWish): Promise<TrainingData> {
  const { readCifar10, sampleViews } = await loadTraining();
  const [side] = network.inputShape;
  if (file) return readCifar10(file, { side, limit: count });
  const [drawings, classes] = await Promise.all([loadDrawings(), classesFor(network)]);
  return sampleViews(drawings, { seed, count, side, classes });
}

/** The drawings that come with the package: each is named after what it shows. */
async function loadDrawings(): Promise<readonly Drawing[]> {
  return (await loadSamples()).map(({ image, id }) => ({ image, class: id }));
}

/** The names that the trained weights have for this many classes. */
async function classesFor({ outputShape }: Network): Promise<readonly string[]> {
  const outputs = elementsOf(outputShape);
  const checkpoint = (await loadCheckpoints()).find(({ classes }) => classes.length === outputs);
  if (checkpoint) return checkpoint.classes;
  throw new Error(`The drawings show things of CIFAR-10’s ten classes; this network has ${outputs} outputs.`);
}
