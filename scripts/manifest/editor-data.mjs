// Writes what editors read of the tags: dist/vscode.html-custom-data.json and dist/web-types.json (JetBrains).
import { writeFileSync } from 'node:fs';
import { BASE } from './public.mjs';

/**
 * @typedef {import('./public.mjs').Manifest} Manifest
 * @typedef {import('./public.mjs').Declaration} Declaration
 * @typedef {import('./public.mjs').Item} Item
 */

/** @param {Manifest} manifest @param {{name: string, version: string}} about of package.json */
export function writeEditorData({ modules }, { name, version }) {
  const all = modules.flatMap(({ declarations }) => declarations);
  const base = all.find((one) => one.name === BASE);
  const tags = all
    .filter(({ tagName }) => tagName)
    .map((one) => (one.superclass?.name === BASE ? { ...one, ...joined(one, base) } : one));
  write('dist/vscode.html-custom-data.json', { version: 1.1, tags: tags.map(vsCodeTag) });
  write('dist/web-types.json', {
    $schema: 'https://json.schemastore.org/web-types',
    name,
    version,
    'js-types-syntax': 'typescript',
    'description-markup': 'markdown',
    contributions: { html: { elements: tags.map(webType) } },
  });
}

/** Editors do not look for base classes. @param {Declaration} own @param {Declaration} [base] @returns {Partial<Declaration>} */
function joined(own, base) {
  /** @template {Item} T @param {T[]} [first] @param {T[]} [others] */
  const join = (first = [], others = []) => [
    ...first,
    ...others.filter(({ name }) => !first.some((one) => one.name === name)),
  ];
  return {
    attributes: join(own.attributes, base?.attributes),
    members: join(own.members, base?.members),
    events: join(own.events, base?.events),
    cssProperties: join(own.cssProperties, base?.cssProperties),
  };
}

/** @param {Declaration} declaration */
const vsCodeTag = ({ tagName, description, attributes = [] }) => ({
  name: tagName,
  description: markdown(description),
  attributes: attributes.map(({ name, type, default: value, description }) => ({
    name,
    description: markdown(value ? `${description}\n\nDefault: ${value}` : description),
    ...(isPresence(type?.text) ? { valueSet: 'v' } : { values: wordsOf(type?.text).map((name) => ({ name })) }),
  })),
});

/** @param {string} [value] */
const markdown = (value) => ({ kind: 'markdown', value });

/** Whether the attribute's being there is all that it says. @param {string} [type] */
const isPresence = (type) => type === 'boolean';

/** What may be written into an attribute, as far as that can be listed. @param {string} [type] */
const wordsOf = (type = '') => [...type.matchAll(/'([^']+)'/g)].map(([, word]) => word);

/** @param {Declaration} declaration */
const webType = ({
  tagName,
  description,
  attributes = [],
  members = [],
  events = [],
  slots = [],
  cssParts = [],
  cssProperties = [],
}) => ({
  name: tagName,
  description,
  attributes: attributes.map(({ name, description, type, default: value }) => ({
    name,
    description,
    default: value,
    required: false,
    value: isPresence(type?.text) ? { kind: 'no-value', type: 'boolean' } : { kind: 'plain', type: type?.text },
  })),
  slots: slots.map(({ name, description }) => ({ name, description })),
  js: {
    properties: members
      .filter(({ kind }) => kind === 'field')
      .map(({ name, description, type }) => ({
        name,
        // Its attribute says it, too; said twice for each of 60 options it would be a third of the file.
        ...(!attributes.some((one) => one.fieldName === name) && { description }),
        type: type?.text,
      })),
    events: events.map(({ name, description, type }) => ({ name, description, type: type?.text })),
  },
  css: {
    parts: cssParts.map(({ name, description }) => ({ name, description })),
    properties: cssProperties.map(({ name, description, default: value }) => ({ name, description, default: value })),
  },
});

/** @param {string} file @param {unknown} data */
const write = (file, data) => writeFileSync(file, `${JSON.stringify(data)}\n`);
