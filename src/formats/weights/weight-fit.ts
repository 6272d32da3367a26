/** Whether files fit a network, by names and shapes alone; and where they do not, which network they do fit. */
import {
  buildNetwork,
  familyOf,
  networks,
  sparseOptions,
  weightsOf,
  type Family,
  type Network,
  type Options,
  type OptionValue,
} from '../../core/index.js';
import { LONGEST_TEXT } from '../../core/limits.js';
import { FileError } from '../file-error.js';
import { listSafetensors } from './safetensors.js';
import { listTfjsModel } from './tfjs-model.js';
import type { Examination, ListedTensor } from './types.js';
import { mainFile, nameOf, sortOf } from './weight-files.js';
import { byPlainName, layoutOf, recogniseScheme, type Match } from './weight-names.js';
import { fitsShape, matchWeights, pairWeights } from './weights.js';

/** Between two looks at the page, so that it stays awake. */
const SLICE_MS = 12;

export async function examine(network: Network, files: readonly Blob[]): Promise<Examination> {
  const main = mainFile(files);
  const listed = { file: nameOf(main), ...(await list(main)) };
  try {
    matchWeights(network, listed.tensors);
    return listed;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const fitting = await fittingChoice(network, listed.tensors);
    return { ...listed, problem: error.message, ...(fitting && { fitting }) };
  }
}

async function list(file: Blob): Promise<Pick<Examination, 'tensors' | 'isModel'>> {
  const name = nameOf(file);
  if ((await sortOf(file, name)) === 'safetensors')
    return { tensors: await listSafetensors(file, name), isModel: false };
  const { tensors, isModel } = listTfjsModel(await file.slice(0, LONGEST_TEXT + 1).text(), name);
  return { tensors, isModel };
}

type Choice = NonNullable<Examination['fitting']>;
type Tensors = ReadonlyMap<string, ListedTensor>;

/** The first of our networks whose every weight is there in its shape, looking near the given one first. */
async function fittingChoice(network: Network, listed: readonly ListedTensor[]): Promise<Choice | undefined> {
  const tensors = byPlainName(listed);
  const families = networks.filter(({ id }) => knowsAny(id, tensors));
  let since = performance.now();
  for (const candidate of candidates(network, families)) {
    const options = optionsThatFit(candidate, tensors);
    if (options) return { network: candidate.network, options: sparseOptions(familyOf(candidate.network), options) };
    if (performance.now() - since < SLICE_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  }
  return undefined;
}

/** Most files are named by one code base, which few of our networks come from: the others need not be built. */
function knowsAny(family: string, tensors: Tensors): boolean {
  try {
    recogniseScheme(buildNetwork(family), tensors);
    return true;
  } catch {
    return false;
  }
}

/** The network itself, what differs from it in one option, then each preset of each family and what differs from that. */
function* candidates({ id, options }: Network, families: readonly Family[]): Generator<Choice> {
  const own = families.find((family) => family.id === id);
  if (own) for (const varied of variations(own, options)) yield { network: id, options: varied };
  for (const family of families) {
    for (const preset of Object.keys(family.presets))
      for (const varied of variations(family, { preset })) yield { network: family.id, options: varied };
  }
}

function* variations(family: Family, options: Options): Generator<Options> {
  yield options;
  for (const spec of family.options) {
    let values: readonly OptionValue[] = [];
    if (spec.type === 'choice') values = spec.values.map(({ value }) => value);
    if (spec.type === 'flag') values = [true, false];
    if (spec.name === 'width' && spec.type === 'number') values = [...(spec.marks ?? []), ...EVERY_WIDTH];
    for (const value of values) yield { ...options, [spec.name]: value };
  }
}

/** Hundredths are published too, but twentieths are what people train. */
const EVERY_WIDTH = Array.from({ length: 40 }, (_, i) => (i + 1) / 20);

/** The options, with as many classes as the tensors have; `undefined` where anything but their number differs. */
function optionsThatFit({ network: id, options }: Choice, tensors: Tensors): Options | undefined {
  const network = built(id, options);
  if (!network || network.nodes.flatMap(weightsOf).length !== tensors.size) return undefined;
  try {
    const { scheme, pairs } = pairWeights(network, tensors);
    const wrong = pairs.filter(({ match, tensor }) => !fitsShape(match, tensor, layoutOf(scheme)));
    if (!wrong.length) return network.options;
    const last = pairs.at(-1)!.match.node;
    if (wrong.some(({ match }) => match.node !== last)) return undefined;
    const classes = classesIn(wrong[0]!, layoutOf(scheme));
    const changed = built(id, { ...options, classes });
    if (!changed) return undefined;
    matchWeights(changed, tensors.values());
    return changed.options;
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
}

/** The number of outputs of a classifier's kernel or bias. */
function classesIn({ tensor }: { match: Match; tensor: ListedTensor }, layout: ReturnType<typeof layoutOf>): number {
  const { shape } = tensor;
  return (layout === 'torch' ? shape[0] : shape.at(-1)) ?? 0;
}

/** Not every combination of options can be built. */
function built(id: string, options: Options): Network | undefined {
  try {
    return buildNetwork(id, options);
  } catch {
    return undefined;
  }
}
