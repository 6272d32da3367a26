// Writes ELEMENTS.md: every attribute, event, slot and part from dist/custom-elements.json, and so from the doc blocks;
// every option and convention from the core.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { BASE } from './public.mjs';

/**
 * @typedef {import('./public.mjs').Declaration} Declaration
 * @typedef {import('./public.mjs').Item} Item
 * @typedef {import('./public.mjs').Member} Member
 */

/**
 * What is used of the core, which is built before.
 * @typedef {{name: string, description: string, type: string, default: unknown, whenAbsent?: string, minimum?: number,
 *   maximum?: number, values?: {value: string}[]}} Option
 * @typedef {{id: string, title: string, presets: object, options: Option[]}} Family
 * @typedef {{networks: Family[], conventions: Record<string, {title: string, unit: string}>, noteOf(id: string): string,
 *   DETAILS: readonly string[], FITS: readonly string[], attributeOf(option: string): string, formatOption(option: Option, value: unknown): string}} Core
 */

const head = `# The elements

Written by \`npm run build\` from the doc blocks in \`src/elements\` and from the core: change it there.

A \`boolean\` attribute says yes by being there. An event's listener gets an object of its class, which \`mobilenet-explorer\` exports.`;

export async function writeElementTables(page = 'ELEMENTS.md', manifest = 'dist/custom-elements.json') {
  // Runs in Node: the calculator is promised to people without a browser.
  /** @type {Core} */
  const core = await import(new URL('../../dist/core.js', import.meta.url).href);
  const { shared, looks, elements } = chapters(core, JSON.parse(readFileSync(manifest, 'utf8')));
  const text = [
    head,
    shared,
    ...core.networks.map((family) => optionChapter(core, family)),
    conventionChapter(core),
    looks,
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
function conventionChapter({ conventions, noteOf }) {
  const rows = Object.entries(conventions);
  const kinds = table(['value', 'name', 'unit', 'meaning'], rows, ([id, { title, unit }]) => [
    code(id),
    title,
    unit,
    noteOf(id),
  ]);
  return `## \`convention\`\n\n${kinds}\n\n${CUSTOM_CONVENTION}`;
}

/** @param {Core} core @param {{modules: {declarations?: Declaration[]}[]}} manifest */
function chapters({ networks, attributeOf }, { modules }) {
  const all = modules.flatMap(({ declarations = [] }) => declarations);
  const shared = all.find(({ name }) => name === BASE);
  const options = new Set(networks.flatMap((family) => family.options.map(({ name }) => attributeOf(name))));
  /** The options have chapters of their own. @param {Declaration} one */
  const withoutOptions = (one) => ({
    ...one,
    attributes: one.attributes?.filter(({ name }) => !options.has(name)),
    members: [], // each is an attribute
  });
  const elements = all
    .filter(({ tagName }) => tagName)
    .sort((a, b) => (a.tagName ?? '').localeCompare(b.tagName ?? ''));
  return {
    shared: [
      '## Every element that shows a network',
      ...(shared ? [prose(shared.description), ...facts({ ...withoutOptions(shared), cssProperties: [] })] : []),
    ].join('\n\n'),
    looks: [
      looksHead,
      table(['custom property', 'default', 'meaning'], shared?.cssProperties ?? [], propertyCells),
    ].join('\n\n'),
    elements: elements
      .flatMap((one) => [`## \`<${one.tagName}>\``, prose(one.description), ...facts(without(one, shared))])
      .join('\n\n'),
  };
}

const looksHead = `## Colours and lengths

Set them on an element or anywhere around it; every element reads them. Where a colour has two values, the first is for light and the second for dark paper.`;

/** What all elements have is said once. @param {Declaration} one @param {Declaration} [shared] @returns {Declaration} */
function without(one, shared) {
  /** @template {Item} T @param {T[]} [own] @param {T[]} [others] */
  const news = (own = [], others = []) =>
    own.filter(
      ({ name, description }) => !others.some((other) => other.name === name && other.description === description),
    );
  return {
    ...one,
    attributes: news(one.attributes, shared?.attributes),
    cssProperties: news(one.cssProperties, shared?.cssProperties),
  };
}

/** @param {Item} item */
const propertyCells = ({ name, default: value, description }) => [code(name), code(value), prose(description)];

/** @param {Declaration} declaration */
function facts({ attributes = [], members = [], events = [], slots = [], cssParts = [], cssProperties = [] }) {
  const properties = members.filter(
    ({ kind, name }) => kind === 'field' && !attributes.some((one) => one.fieldName === name),
  );
  const methods = members.filter(({ kind }) => kind === 'method');
  /** @param {Item} item */
  const cells = ({ name, description }) => [name ? code(name) : '(default)', prose(description)];
  return [
    table(['attribute', 'type', 'default', 'meaning'], attributes, (item) => [
      code(item.name),
      code(item.type?.text),
      code(item.default),
      prose(item.description),
    ]),
    table(['property', 'type', 'meaning'], properties, (item) => [
      code(item.name),
      code(item.type?.text),
      prose(item.description),
    ]),
    table(['method', 'meaning'], methods, (item) => [code(callOf(item)), prose(item.description)]),
    table(['event', 'class', 'meaning'], events, (item) => [
      code(item.name),
      code(item.type?.text),
      prose(item.description),
    ]),
    table(['slot', 'meaning'], slots, cells),
    table(['part', 'meaning'], cssParts, cells),
    table(['custom property', 'default', 'meaning'], cssProperties, propertyCells),
  ].filter(Boolean);
}

/** @param {Member} method */
const callOf = ({ name, parameters = [] }) =>
  `${name}(${parameters.map(({ name, type }) => `${name}: ${type.text}`).join(', ')})`;

/** @template T @param {string[]} head @param {readonly T[]} items @param {(item: T) => string[]} cells */
function table(head, items, cells) {
  if (items.length === 0) return '';
  return [head, head.map(() => '---'), ...items.map(cells)].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** @param {string} [text] */
const code = (text) => (text ? `\`${onOneLine(text).replaceAll('|', '\\|')}\`` : '');

/** On one line, and no tag of it a tag of the page. @param {string} [text] */
const prose = (text = '') =>
  onOneLine(text).replace(/(`[^`]*`)|<([\w-]+)>/g, (whole, quoted) => quoted ?? `\`${whole}\``);

/** @param {string} text */
const onOneLine = (text) => text.replace(/\s+/g, ' ').trim();
