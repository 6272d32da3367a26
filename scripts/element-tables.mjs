// Writes ELEMENTS.md, every attribute, event, slot and part, from dist/custom-elements.json, and so from the doc blocks.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

/**
 * @typedef {{name?: string, description?: string, default?: string, type?: {text: string}, inheritedFrom?: {name: string}}} Item
 * @typedef {{name: string, tagName?: string, description?: string, attributes?: Item[], events?: Item[], slots?: Item[],
 *   cssParts?: Item[], cssProperties?: Item[]}} Declaration
 */

/** The base class of the elements that show a network: what it says is said once. */
const base = 'NetElement';

const head = `# The elements

Written by \`npm run build\` from the doc blocks in \`src/elements\`: change it there.`;

export async function writeElementTables(page = 'ELEMENTS.md', manifest = 'dist/custom-elements.json') {
  const tables = chapters(JSON.parse(readFileSync(manifest, 'utf8')));
  const options = { ...(await resolveConfig(page)), parser: 'markdown' };
  writeFileSync(page, await format(`${head}\n\n${tables}`, options));
}

/** @param {{modules: {declarations?: Declaration[]}[]}} manifest */
function chapters({ modules }) {
  const all = modules.flatMap(({ declarations = [] }) => declarations);
  const shared = all.find(({ name }) => name === base);
  const elements = all
    .filter(({ tagName }) => tagName)
    .sort((a, b) => (a.tagName ?? '').localeCompare(b.tagName ?? ''));
  return [
    ...(shared ? ['## Every element that shows a network', ...facts(shared)] : []),
    ...elements.flatMap((one) => [`## \`<${one.tagName}>\``, prose(one.description), ...facts(one)]),
  ].join('\n\n');
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

/** @param {string[]} head @param {Item[]} items @param {(item: Item) => string[]} cells */
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
