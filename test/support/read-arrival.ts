/** Asks an engine for what a page shows on arrival: for the script that writes the files, and for their test. */
import { buildNetwork } from '../../src/core/index.js';
import type { Arrival, Summary } from '../../src/explorer/arrival-file.js';
import { inputPicture } from '../../src/explorer/input-picture.js';
import { pictured, PICTURE_SIZE } from '../../src/explorer/pictured.js';
import { checkpointSource, type Checkpoint } from '../../src/explorer/shipped.js';
import type { Activation, Engine } from '../../src/runtime/index.js';

/** Runs a checkpoint, as the network it was trained as, on an image. */
export async function readArrival(engine: Engine, checkpoint: Checkpoint, image: Blob): Promise<Arrival> {
  const { classes, preprocessing, network: trained } = checkpoint;
  const network = buildNetwork(trained.id, trained.options);
  const loaded = await engine.load(network, checkpointSource(checkpoint), { classes, preprocessing });
  const { top } = await engine.run(image);
  const [first, ...rest] = network.nodes;
  const input = await engine.activation(first!.id);
  const statistics = new Map([[first!.id, summaryOf(input)]]);
  for (const { id } of rest) statistics.set(id, summaryOf(await engine.activation(id)));
  const thumbnails = await engine.thumbnails(pictured(network), PICTURE_SIZE);
  return { loaded, top, input: inputPicture(input, loaded.preprocessing), thumbnails, statistics };
}

const summaryOf = ({ stats: { min, max, mean, zeros } }: Activation): Summary => ({ min, max, mean, zeros });
