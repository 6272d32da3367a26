/** What stays behind when a reader changes image, options and node again and again. */
import '../src/explorer/bring-running.js';
import { openEngine, type Engine } from '../src/runtime/index.js';
import type { ImageChoice } from '../src/explorer/image-choice.js';
import { openExplorer, rest, running, until, type Explorer } from './explorer.js';
import type { BenchRow } from './row.js';

const CHANGES = 200;
const SMALL = { width: '0.1', resolution: '32', classes: '10', weights: 'random:1' };

export async function benchLeaks(): Promise<readonly BenchRow[]> {
  const engine = await openEngine();
  await untilEmpty(engine);
  const explorer = await openExplorer(SMALL);
  explorer.activations.scrollIntoView({ block: 'center' });
  const images = [await imageOf('#36c'), await imageOf('#c63')] as const;
  const { state } = explorer;
  const start = async (): Promise<number> => {
    state.changeOptions({ width: 0.1 });
    state.setImage(images[0]);
    await look(explorer, 'stem/conv');
    return (await engine.memory()).tensors;
  };
  state.inspection.start();
  const before = await start();
  for (let change = 0; change < CHANGES; change++) await changeOne(explorer, images, change);
  const after = await start();
  explorer.element.remove();
  await engine.close();
  return [
    {
      what: `tensors left after ${CHANGES} changes of image, options and node`,
      value: after - before,
      unit: '',
      budget: 0,
      isTimed: false,
    },
  ];
}

/** What was measured before lets go of its tensors a moment after it has left the page. */
async function untilEmpty(engine: Engine): Promise<void> {
  for (let waits = 0; waits < 100 && (await engine.memory()).tensors; waits++) await rest(100);
}

/** Image, options and node take turns. */
async function changeOne(explorer: Explorer, images: readonly ImageChoice[], change: number): Promise<void> {
  const { state } = explorer;
  const turn = Math.floor(change / 3);
  if (change % 3 === 0) state.setImage(images[turn % images.length]);
  if (change % 3 === 1) state.changeOptions({ width: turn % 2 ? 0.1 : 0.15 });
  const { nodes } = state.network;
  await look(explorer, nodes[(7 * change) % nodes.length]!.id);
}

async function look({ state, activations }: Explorer, id: string): Promise<void> {
  state.select(id);
  await running(state);
  await until(() => activations.shadowRoot!.querySelector('net-activation-view')?.activation.node === id);
}

async function imageOf(colour: string): Promise<ImageChoice> {
  const canvas = new OffscreenCanvas(32, 32);
  const context = canvas.getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(4, 8, 20, 16);
  return { kind: 'blob', blob: await canvas.convertToBlob(), title: colour };
}
