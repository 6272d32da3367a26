/** What a command is about: a network of the register with its options, or a model in files. */
import {
  attributeOf,
  families,
  networks,
  optionOf,
  parseOption,
  resolutionOption,
  sparseOptions,
  type Family,
  type Network,
  formatOption,
  type OptionValue,
  type Resolution,
} from '../core/index.js';
import { readModel } from '../formats/index.js';
import type { Files } from './files.js';
import { unknownName } from './usage-error.js';

export interface Subject {
  readonly network: Network;
  /** Its attributes, as a tag would have them; `undefined` for a model from files. */
  readonly attributes: readonly (readonly [name: string, text: string])[] | undefined;
  /** Network and options, or the files, as a line above a table. */
  readonly about: string;
  /** What a reader of the file has to say. */
  readonly notes: readonly string[];
}

export type Texts = ReadonlyMap<string, string>;

export const familyNamed = (id: string): Family | undefined =>
  networks.some((family) => family.id === id) ? families.of(id) : undefined;

/** Names of the options as they are written here: those of attributes. */
export const optionNames = ({ options }: Family): readonly string[] => [
  'preset',
  ...options.map(({ name }) => attributeOf(name)),
];

/** Throws `OptionError` for a value, `UsageError` for a name. */
export function subjectOf(family: Family, texts: Texts): Subject {
  const options: Record<string, OptionValue> = {};
  for (const [name, text] of texts) {
    if (name === 'preset') {
      options['preset'] = text;
      continue;
    }
    const spec = family.options.find((option) => attributeOf(option.name) === name);
    if (!spec) throw unknownName(`${family.id}: `, name, optionNames(family));
    options[spec.name] = parseOption(spec, text);
  }
  const network = families.build(family.id, options);
  const sparse = sparseOptions(family, options);
  const chosen = ['preset', ...family.options.map(({ name }) => name)].flatMap((name): [string, string][] => {
    const value = sparse[name];
    if (value === undefined) return [];
    return [
      [attributeOf(name), name === 'preset' ? `${value as string}` : formatOption(optionOf(family, name), value)],
    ];
  });
  const attributes: [string, string][] = [['network', family.id], ...chosen];
  const named = attributes.map(([name, text]) => `${name}=${text}`).join(' ');
  return { network, attributes, about: `Network and options: ${named}; what is not named has its default.`, notes: [] };
}

/** `mobilenet-v2:width=0.5,resolution=160`: a network with options in one word. */
export function textsIn(word: string): { readonly id: string; readonly texts: Texts } {
  const [id = '', ...rest] = word.split(':');
  const pairs = rest.join(':').split(',').filter(Boolean);
  const texts = pairs.map((pair): [string, string] => {
    const [name = '', ...value] = pair.split('=');
    return [name, value.length ? value.join('=') : 'true'];
  });
  return { id, texts: new Map(texts) };
}

/** Of a file that leaves height and width open. */
const RESOLUTION = resolutionOption([]);

/** Rejects with `UsageError` where there is no such file, `FileError` for one that cannot be read as a model. */
export async function subjectInFiles(
  paths: readonly string[],
  resolution: string | undefined,
  files: Files,
): Promise<Subject> {
  const given = await Promise.all(paths.map((path) => files.open(path)));
  const options = resolution === undefined ? {} : { resolution: parseOption(RESOLUTION, resolution) as Resolution };
  const { network, notes, misfit } = await readModel(given, options);
  const said = misfit ? [...notes, `The network ends before ${misfit.node}: ${misfit.message}`] : notes;
  return { network, attributes: undefined, about: `Read from ${paths.join(', ')}.`, notes: said };
}
