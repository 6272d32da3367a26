import type { ConventionId, Detail } from '../../src/core/index.js';
import { accounts, shows, tabs, type Closeup } from '../../src/explorer/closeup.js';
import type { ImageChoice } from '../../src/explorer/image-choice.js';
import type { ExplorerState } from '../../src/explorer/state.js';
import type { WeightsChoice } from '../../src/explorer/weights/choice.js';
import { tableColumns } from '../../src/words/table-columns.js';
import { channelOrders } from '../../src/words/channel-orders.js';
import { OVERRIDES, overrideNames } from '../../src/explorer/overrides.js';
import { randomOptions } from './random-options.js';
import type { Seeded } from './seeded.js';

const details: readonly Detail[] = ['stages', 'blocks', 'layers'];
const conventions: readonly ConventionId[] = ['torchvision', 'keras', 'paper'];

/** What has a name that a link can say. */
const namedImages: readonly (ImageChoice | undefined)[] = [
  undefined,
  { kind: 'sample', id: 'ship' },
  { kind: 'address', href: 'me.jpg', isLinked: true },
];
const namedWeights: readonly WeightsChoice[] = [
  { kind: 'fitting' },
  { kind: 'random', seed: 9 },
  { kind: 'checkpoint', id: 'post-cifar10-w1' },
  { kind: 'address', href: 'a.safetensors', isLinked: true },
  { kind: 'public', id: 'mobilenetv2-100' },
  { kind: 'random', seed: 3, imageValues: 'signed bgr', classNames: 'cat, dog' },
];

const files = ['a.safetensors', 'b.safetensors'].map((name) => new File([''], name));
const images: readonly (ImageChoice | undefined)[] = [
  ...namedImages,
  { kind: 'blob', blob: new Blob(['']), title: 'camera' },
];
const weights: readonly WeightsChoice[] = [
  ...namedWeights,
  { kind: 'files', files, title: 'a.safetensors' },
  { kind: 'address', href: 'a.safetensors', isLinked: false, imageValues: 'unit bgr' },
];

const closeup = (random: Seeded, members: readonly string[]): Closeup => ({
  tab: random.oneOf(['', ...tabs]),
  account: random.oneOf(accounts),
  show: random.oneOf(shows),
  member: random.oneOf(['', random.oneOf(members)]),
  channel: random.oneOf([undefined, random.integer(0, 2000)]),
  pin: random.oneOf([undefined, [random.integer(0, 30), random.integer(0, 30), random.integer(0, 2000)] as const]),
  order: random.oneOf(channelOrders),
  eachScaled: random.chance(0.5),
});

/** What somebody may type, also what cannot be read. */
const TYPED = ['', '1 MB', '300M', 'a = b & c; d', '…'];

/** Does what readers may do, one act after the other; `isNamed`: only what a link can say. */
export async function explore(state: ExplorerState, random: Seeded, isNamed = false): Promise<void> {
  const network = random.oneOf(['mobilenet-v2', 'mobilenet-v2', 'squeezenet', 'resnet']);
  state.choose({ network, options: network === 'mobilenet-v2' ? randomOptions(random.integer(0, 1e6)) : {} });
  await state.ready;
  const { nodes, groups } = state.network;
  state.select(random.oneOf(['', random.oneOf(nodes).id, random.oneOf(groups).id]));
  state.setConvention(random.oneOf(conventions));
  state.setDetail(random.oneOf(details));
  for (let at = random.integer(0, 3); at > 0; at--) state.toggle(random.oneOf(groups).id);
  state.setCloseup(
    closeup(
      random,
      nodes.map(({ id }) => id),
    ),
  );
  state.setTableOrder(random.oneOf([undefined, { column: random.oneOf(tableColumns), ascending: random.chance(0.5) }]));
  for (let at = random.integer(0, 4); at > 0; at--) {
    const name = random.oneOf(overrideNames);
    state.setOverride(name, random.oneOf<string>(OVERRIDES[name].length ? OVERRIDES[name] : TYPED));
  }
  state.setImage(random.oneOf(isNamed ? namedImages : images));
  state.setWeights(random.oneOf(isNamed ? namedWeights : weights));
}
