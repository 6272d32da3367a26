/** `summary`, `count` and `compare`: what networks cost, as tables. */
import {
  conventionOf,
  countLayers,
  countOperations,
  countParameters,
  formatShape,
  parseConvention,
  type ConventionId,
} from '../core/index.js';
import { memoryOf } from '../core/memory.js';
import { layerTable } from '../figures/layer-table.js';
import { rowsOf } from '../figures/layer-rows.js';
import { conventionName } from '../words/convention-name.js';
import type { ExportTable } from '../words/table-export.js';
import { oneOf, readArguments } from './arguments.js';
import type { Files } from './files.js';
import { printTable } from './print-table.js';
import type { Subject } from './subject.js';
import { UsageError } from './usage-error.js';

const SCHEMES = ['path', 'torchvision', 'timm', 'keras', 'post'] as const;

/** Every layer of one network, under a convention. */
export async function summary(words: readonly string[], files: Files): Promise<string> {
  const defaults = { convention: 'torchvision', format: 'text', names: 'path' };
  const { subjects, options } = await readArguments(words, defaults, files);
  const [subject, second] = subjects;
  if (second) throw new UsageError(`expected one network, got ${subjects.length}: compare shows several`);
  return printTable(layersOf(subject!, options.convention, options.names), options.format);
}

function layersOf({ network, about, notes }: Subject, convention: string, names: string): ExportTable {
  const id = parseConvention(convention);
  const scheme = oneOf('names', SCHEMES, names);
  const table = layerTable({ network, convention: id, about, rows: rowsOf(network, id), names: scheme });
  return { ...table, about: [...table.about, ...notes] };
}

/** A row a network: what the comparison of the page shows. */
export async function compare(words: readonly string[], files: Files): Promise<string> {
  const { subjects, options } = await readArguments(words, { convention: 'torchvision', format: 'text' }, files);
  return printTable(comparisonOf(subjects, parseConvention(options.convention)), options.format);
}

function comparisonOf(subjects: readonly Subject[], convention: ConventionId): ExportTable {
  const { unit } = conventionOf(convention);
  return {
    title: 'Networks side by side',
    about: [
      `Counted as ${conventionName(convention)}, for one image.`,
      'Peak activation memory: the most bytes alive at once, 4 a value.',
      ...subjects.flatMap(({ notes }) => notes),
    ],
    columns: ['network', 'input H×W×C', 'output H×W×C', 'layers', 'parameters', unit, 'peak activation memory, bytes'],
    rows: subjects.map(({ network }) => [
      network.title,
      formatShape(network.inputShape),
      formatShape(network.outputShape),
      countLayers(network),
      countParameters(network, convention),
      countOperations(network, convention),
      memoryOf(network).peak.alive,
    ]),
  };
}
