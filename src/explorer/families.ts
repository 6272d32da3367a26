/** The families as a page has them: MobileNetV2 at once; of the others what they are called, until a reader wants one. */
import { attributeOf } from '../core/index.js';
import { mobilenetV2 } from '../core/networks/mobilenet-v2.js';
import { FamilyRegister, type ListedFamily } from '../core/register.js';
import { lateChunk, loadAgain } from '../core/late-chunk.js';

/** In the order of `core/networks/index.ts`; a test compares titles and attributes with those of the families. */
const later: readonly ListedFamily[] = [
  {
    id: 'mobilenet-v1',
    title: 'MobileNet',
    attributes: 'width resolution classes shallow convolution padding norm-epsilon',
    load: () => import('../core/networks/mobilenet-v1.js'),
  },
  {
    id: 'mobilenet-v3',
    title: 'MobileNetV3',
    attributes: 'version width resolution classes minimalistic channel-scaling padding norm-epsilon',
    load: () => import('../core/networks/mobilenet-v3.js'),
  },
  {
    id: 'efficientnet',
    title: 'EfficientNet',
    attributes: 'width depth-coefficient resolution classes lite padding norm-epsilon',
    load: () => import('../core/networks/efficientnet.js'),
  },
  {
    id: 'resnet',
    title: 'ResNet',
    attributes: 'depth resolution classes stride-on pre-activation stride-at stem-norm conv-bias norm-epsilon',
    load: () => import('../core/networks/resnet.js'),
  },
  {
    id: 'squeezenet',
    title: 'SqueezeNet',
    attributes: 'version resolution classes',
    load: () => import('../core/networks/squeezenet.js'),
  },
  {
    id: 'alexnet',
    title: 'AlexNet',
    attributes: 'variant grouped resolution classes',
    load: () => import('../core/networks/alexnet.js'),
  },
  {
    id: 'shufflenet-v1',
    title: 'ShuffleNet',
    attributes: 'groups width stem resolution classes classifier-bias shuffle norm-epsilon',
    load: () => import('../core/networks/shufflenet-v1.js'),
  },
  {
    id: 'shufflenet-v2',
    title: 'ShuffleNetV2',
    attributes: 'width resolution classes norm-epsilon',
    load: () => import('../core/networks/shufflenet-v2.js'),
  },
];

type Loaded = Awaited<ReturnType<ListedFamily['load']>>;

/** Asked for with a family, which would ask for them only once it is here itself. */
const loadOps = lateChunk('The layer kinds of other networks', () => import('../core/ops/of-families.js'));

function loadFamily({ load }: ListedFamily): Promise<Loaded> {
  loadOps().catch(() => undefined); // the family says so
  return load().catch(loadAgain<Loaded>);
}

/** The families that all explorers of a page share. */
export const pageFamilies = new FamilyRegister([
  mobilenetV2,
  ...later.map((family) => ({ ...family, load: () => loadFamily(family) })),
]);

/** Every attribute that is some family's option, each once. */
export const optionAttributes: readonly string[] = [
  ...new Set([
    ...mobilenetV2.options.map(({ name }) => attributeOf(name)),
    ...later.flatMap(({ attributes }) => attributes.split(' ')),
  ]),
];
