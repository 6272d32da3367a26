/** The command: what it is asked for, and what it says where that cannot be done. */
import { ConventionError, messageOf, OptionError, ShapeError, UnknownNameError } from '../core/index.js';
import { FileError } from '../formats/index.js';
import { embed, svg } from './figures.js';
import type { Files } from './files.js';
import { compare, summary } from './tables.js';
import { unknownName, UsageError } from './usage-error.js';

export interface Answer {
  /** 0; 2 where what was asked for cannot be done as it was written. */
  readonly code: number;
  readonly output: string;
  readonly error: string;
}

const COMMANDS = { summary, compare, count: summary, svg, embed } as const;

const HELP = `mobilenet-explorer: what a convolutional network is, and what it costs

  summary NETWORK   every layer: shape, parameters, operations
  compare NETWORK…  a line each: totals and peak activation memory
  count FILE…       the same as summary, of a model in a file (with the files that belong to it)
  svg NETWORK       the network drawn to scale, as SVG
  embed NETWORK     a tag for a page, with drawing and table inside it for readers without scripts
  --version         which version of the package this is

A NETWORK is its name with options, mobilenet-v2 --width 0.5, or in one word, mobilenet-v2:width=0.5,resolution=160; or the
path of a model file (with --resolution, where it leaves height and width open). Options are those of the tag.

  --convention NAME   how is counted: torchvision (default), paper, keras, ptflops, fvcore, …
  --format NAME       text (default), csv, json, markdown, latex
  --names NAME        summary, count: path (default), torchvision, timm, keras, post
  --detail NAME       svg, embed: stages, blocks (default), layers
  --orientation NAME  svg, embed: horizontal (default), vertical
  --measure NAME      svg, embed: operations (default), parameters, memory, all, none
  --pixels NUMBER     svg, embed: width of the figure, 1000
  --theme NAME        svg, embed: light (default), dark
  --script ADDRESS    embed: where the page loads the package from
`;

/** What a user can mend; everything else is a fault of the command. */
const MENDABLE = [UsageError, OptionError, UnknownNameError, ConventionError, ShapeError, FileError];

export async function run([name = '', ...words]: readonly string[], files: Files, version: string): Promise<Answer> {
  const asksHow = ['', 'help'].includes(name) || [name, ...words].some((word) => word === '--help' || word === '-h');
  if (asksHow) return { code: 0, output: HELP, error: '' };
  if (name === '--version' || name === '-v') return { code: 0, output: `${version}\n`, error: '' };
  try {
    if (!Object.hasOwn(COMMANDS, name)) throw unknownName('', name, Object.keys(COMMANDS));
    const output = await COMMANDS[name as keyof typeof COMMANDS](words, files);
    return { code: 0, output, error: '' };
  } catch (error) {
    if (!MENDABLE.some((kind) => error instanceof kind)) throw error;
    return { code: 2, output: '', error: `mobilenet-explorer: ${messageOf(error)}\n` };
  }
}
