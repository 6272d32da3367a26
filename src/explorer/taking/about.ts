/** What a file that is taken away says of where it is from. */
import { sparseOptions } from '../../core/index.js';
import { titleOfImage } from '../image-choice.js';
import type { ExplorerState } from '../state.js';

export type About = Readonly<Record<string, unknown>>;

/** Network, options, weights, image and preprocessing; `what`: of the network, what the file holds. */
export function aboutFile(state: ExplorerState, version: string, what: string): About {
  const { network, choice, family, inspection, image, fit } = state;
  const { weights } = inspection;
  const title = !image || image.kind === 'sample' ? (inspection.image?.title ?? image?.id) : titleOfImage(image);
  return {
    what,
    network: network.title,
    family: choice.network,
    options: sparseOptions(family, choice.options),
    weights: weights && { title: weights.title, source: weights.source, names: weights.scheme, seed: weights.seed },
    image: { title, fit: inspection.fit ?? fit, input: network.inputShape },
    preprocessing: weights && { rule: '(value / 255 - mean) / std, a channel', ...weights.preprocessing },
    writer: `mobilenet-explorer ${version}`,
  };
}

/** As names and texts, for formats that have room for those alone. */
export const textsOf = (about: About): Record<string, string> =>
  Object.fromEntries(
    Object.entries(about).flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [[name, typeof value === 'string' ? value : JSON.stringify(value)]];
    }),
  );

/** In one line. */
export const lineOf = (about: About): string =>
  Object.entries(textsOf(about))
    .map(([name, text]) => `${name}: ${text}`)
    .join('; ');

/** `stage2/block1/add` of MobileNetV2 → `mobilenet-v2-stage2-block1-add` */
export const fileName = (...parts: readonly string[]): string =>
  parts
    .join('-')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
