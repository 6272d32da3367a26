// Writes ELEMENTS.md: every attribute, event, slot and part from dist/custom-elements.json, and so from the doc blocks;
// every option and convention from the core.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

/**
 * @typedef {{name?: string, description?: string, default?: string, type?: {text: string}, inheritedFrom?: {name: string}}} Item
 * @typedef {{name: string, tagName?: string, description?: string, attributes?: Item[], events?: Item[], slots?: Item[],
 *   cssParts?: Item[], cssProperties?: Item[]}} Declaration
 */

/**
 * What is used of the core, which is built before.
 * @typedef {{name: string, description: string, type: string, default: unknown, whenAbsent?: string, minimum?: number,
 *   maximum?: number, values?: {value: string}[]}} Option
 * @typedef {{id: string, title: string, presets: object, options: Option[]}} Family
 * @typedef {{networks: Family[], conventions: Record<string, {title: string, unit: string, note: string}>,
 *   DETAILS: readonly string[], attributeOf(option: string): string, formatOption(option: Option, value: unknown): string}} Core
 */

/** The base class of the elements that show a network: what it says is said once. */
const base = 'NetElement';

const head = `# The elements

Written by \`npm run build\` from the doc blocks in \`src/elements\` and from the core: change it there.`;

export async function writeElementTables(page = 'ELEMENTS.md', manifest = 'dist/custom-elements.json') {
  // Runs in Node: the calculator is promised to people without a browser.
  /** @type {Core} */
  const core = await import(new URL('../dist/core.js', import.meta.url).href);
  const { shared, elements } = chapters(core, JSON.parse(readFileSync(manifest, 'utf8')));
  const text = [
    head,
    shared,
    ...core.networks.map((family) => optionChapter(core, family)),
    conventionChapter(core),
    elements,
  ];
  const options = { ...(await resolveConfig(page)), parser: 'markdown' };
  writeFileSync(page, await format(text.join('\n\n'), options));
}

/** @param {Core} core @param {Family} family */
function optionChapter({ attributeOf, formatOption }, { id, title, presets, options }) {
  const presetNames = Object.keys(presets);
  return [
    `## \`network="${id}"\`: ${title}`,
    presetNames.length ? `Presets: ${presetNames.map(code).join(', ')}.` : '',
    table(['attribute', 'values', 'default', 'meaning'], options, (spec) => [
      code(attributeOf(spec.name)),
      valuesOf(spec),
      spec.default === null ? (spec.whenAbsent ?? '') : code(formatOption(spec, spec.default)),
      spec.description,
    ]),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** @param {Option} spec */
export function valuesOf(spec) {
  switch (spec.type) {
    case 'choice':
      return (spec.values ?? []).map(({ value }) => code(value)).join(', ');
    case 'flag':
      return '`true`, `false`';
    case 'blocks':
      return 'rows of four numbers, `;` between two';
    default:
      return `${spec.minimum} to ${spec.maximum}`;
  }
}

/** Its words are those of `src/core/facts.ts`. */
const CUSTOM_CONVENTION = `One of your own: \`convention="custom(parameters: weights, biases; operations: 2 macs, norm-values; without: classifier; batch: 8)"\`.
Each part may be left out. \`parameters\` and \`operations\` name what counts, with how often before it; \`only\` and \`without\` name layers
and groups by their paths; \`batch\` multiplies the operations. \`<net-controls>\` has a form that writes it.`;

/** @param {Core} core */
function conventionChapter({ conventions }) {
  const rows = Object.entries(conventions);
  const kinds = table(['value', 'name', 'unit', 'meaning'], rows, ([id, { title, unit, note }]) => [
    code(id),
    title,
    unit,
    note,
  ]);
  return `## \`convention\`\n\n${kinds}\n\n${CUSTOM_CONVENTION}`;
}

/** @param {Core} core @param {{modules: {declarations?: Declaration[]}[]}} manifest */
function chapters({ networks, attributeOf }, { modules }) {
  const all = modules.flatMap(({ declarations = [] }) => declarations);
  const shared = all.find(({ name }) => name === base);
  const options = new Set(networks.flatMap((family) => family.options.map(({ name }) => attributeOf(name))));
  /** The options have chapters of their own. @param {Declaration} one */
  const withoutOptions = (one) => ({
    ...one,
    attributes: one.attributes?.filter(({ name = '' }) => !options.has(name)),
  });
  const elements = all
    .filter(({ tagName }) => tagName)
    .sort((a, b) => (a.tagName ?? '').localeCompare(b.tagName ?? ''));
  return {
    shared: [
      '## Every element that shows a network',
      ...(shared ? [prose(shared.description), ...facts(withoutOptions(shared))] : []),
    ].join('\n\n'),
    elements: elements
      .flatMap((one) => [`## \`<${one.tagName}>\``, prose(one.description), ...facts(one)])
      .join('\n\n'),
  };
}

/** @param {Declaration} declaration */
function facts({ name, attributes, events, slots, cssParts, cssProperties }) {
  /** @param {Item[] | undefined} items */
  const own = (items = []) => items.filter(({ inheritedFrom }) => name === base || inheritedFrom?.name !== base);
  return [
    table(['attribute', 'type', 'default', 'meaning'], own(attributes), (item) => [
      code(item.name),
      code(item.type?.text),
      code(item.default),
      prose(item.description),
    ]),
    ...Object.entries({ event: events, slot: slots, part: cssParts, 'custom property': cssProperties }).map(
      ([title, items]) =>
        table([title, 'meaning'], own(items), (item) => [
          item.name ? code(item.name) : '(default)',
          prose(item.description),
        ]),
    ),
  ].filter(Boolean);
}

/** @template T @param {string[]} head @param {readonly T[]} items @param {(item: T) => string[]} cells */
function table(head, items, cells) {
  if (items.length === 0) return '';
  return [head, head.map(() => '---'), ...items.map(cells)].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** @param {string} [text] */
function code(text) {
  return text ? `\`${prose(text).replaceAll('|', '\\|')}\`` : '';
}

/** On one line, and no tag of it a tag of the page. @param {string} [text] */
function prose(text = '') {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.replace(/(`[^`]*`)|<([\w-]+)>/g, (whole, quoted) => quoted ?? `\`${whole}\``);
}
