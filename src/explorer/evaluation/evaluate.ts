/** Runs a network on every image of a folder, one at a time, by the calls that anybody has of an engine. */
import { messageOf, nodeOf, type Fit, type Network } from '../../core/index.js';
import type { Engine } from '../../runtime/index.js';
import { isImageFile } from '../image-file.js';
import { classOf, type Folder, type FolderFile } from './folder.js';
import type { ClassMatch } from './match-classes.js';
import { Scores, SECOND_TOP, type SkippedFile } from './scores.js';
import { RANKINGS, TopImages, type Ranking } from './top-images.js';

/** What is ranked beside: a layer, whose channels say which images they answer most strongly. */
interface RankedLayer {
  readonly node: string;
  readonly by: Readonly<Record<Ranking, TopImages>>;
}

export interface Evaluation {
  readonly scores: Scores;
  readonly skipped: SkippedFile[];
  readonly layer: RankedLayer | undefined;
  /** Files that have been looked at, and all. */
  done: number;
  readonly total: number;
}

export interface EvaluationTask {
  /** With the network loaded. */
  readonly engine: Pick<Engine, 'run' | 'activation'>;
  readonly network: Network;
  readonly folder: Folder;
  readonly match: ClassMatch;
  readonly fit: Fit;
  /** Path of the node whose channels are ranked; '' for none. */
  readonly node: string;
}

/** Before the first image. */
export function beginEvaluation({
  network,
  folder,
  node,
}: Pick<EvaluationTask, 'network' | 'folder' | 'node'>): Evaluation {
  const channels = node ? nodeOf(network, node).outputShape[2] : 0;
  const by = Object.fromEntries(RANKINGS.map((ranking) => [ranking, new TopImages(channels)]));
  return {
    scores: new Scores(),
    skipped: [],
    layer: node ? { node, by: by as RankedLayer['by'] } : undefined,
    done: 0,
    total: folder.files.length,
  };
}

/**
 * Adds to `evaluation` until all is looked at, and tells after each file. What is no image is listed there. Rejects with what
 * the engine says of anything else, and with the signal's reason; what has been added stays.
 */
export async function evaluate(
  task: EvaluationTask,
  evaluation: Evaluation,
  signal: AbortSignal,
  onProgress: () => void = () => {},
): Promise<void> {
  const indices = new Map(task.match.matched.map(({ folder, index }) => [folder, index]));
  for (const file of task.folder.files.slice(evaluation.done)) {
    signal.throwIfAborted();
    await lookAt(file, indices.get(classOf(file)), task, evaluation, signal);
    evaluation.done++;
    onProgress();
  }
}

const NO_CLASSES = 'expected a network that ends in classes, got one that ends in something else';

async function lookAt(
  file: FolderFile,
  truth: number | undefined,
  { engine, fit }: EvaluationTask,
  { scores, skipped, layer }: Evaluation,
  signal: AbortSignal,
): Promise<void> {
  const skip = (why: string): void => {
    signal.throwIfAborted(); // who goes on looks at it again
    skipped.push({ path: file.path, why });
  };
  const image = await file.open().catch((error: unknown) => skip(messageOf(error)));
  if (!image) return;
  if (!(await isImageFile(image))) return skip('is no image');
  try {
    const { top, unknown } = await engine.run(image, { top: SECOND_TOP, fit, signal });
    if (!top.length) throw new Error(unknown ? `${unknown}: the network runs only up to here` : NO_CLASSES);
    if (layer) {
      const { stats } = await engine.activation(layer.node, { channels: [], signal });
      for (const ranking of RANKINGS) layer.by[ranking].add(file, stats.channels[ranking]);
    }
    scores.add({ file, truth, top: top.map(({ index }) => index), probability: top[0]!.probability });
  } catch (error) {
    if (!isOfImage(error)) throw error;
    skip(messageOf(error));
  }
}

/** Whether one image is to blame, and not what runs them. */
const isOfImage = (error: unknown): boolean => String((error as { readonly code?: unknown }).code).startsWith('image-');
