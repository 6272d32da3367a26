// Writes the types by which the templates of frameworks are checked: what each tag takes, and which events may be heard
// there. How a framework asks for them stands in `typings/`.
import { comment, importLines } from './element-declarations.mjs';
import { BASE } from './public.mjs';

/**
 * @typedef {import('./public.mjs').Manifest} Manifest
 * @typedef {import('./public.mjs').Declaration} Declaration
 * @typedef {import('./public.mjs').Item} Item
 */

const FILE = 'dist/types/templates.d.ts';

/** @param {Manifest} manifest */
export function templateTypes({ modules }) {
  const all = modules.flatMap(({ path, declarations }) => declarations.map((one) => ({ ...one, path })));
  const takers = all.filter(({ name, tagName }) => tagName || name === BASE);
  const tags = all.filter(({ tagName }) => tagName);
  const events = new Map(takers.flatMap(({ events = [] }) => events).map(({ name, type }) => [name, type?.text ?? '']));
  return [
    ...importLines(
      FILE,
      all.map(({ name, path }) => ({ name, module: path })),
    ),
    ...takers.flatMap(attributesOf),
    ...table(
      'Attributes',
      'What each tag takes.',
      tags.map(({ name, tagName = '' }) => [tagName, `${name}Attributes`]),
    ),
    ...table(
      'Elements',
      'What each tag is.',
      tags.map(({ name, tagName = '' }) => [tagName, name]),
    ),
    ...table('Events', 'What bubbles from a tag, so that those around it hear it too.', [...events]),
    '',
  ].join('\n');
}

/** @param {string} name @param {string} description @param {string[][]} rows */
const table = (name, description, rows) => [
  ...comment(description),
  `export interface ${name} {`,
  ...rows.map(([key, type]) => `  '${key}': ${type};`),
  '}',
];

/** By the names of the attributes, and by those of the properties where these differ. @param {Declaration} declaration */
function attributesOf({ name, superclass, attributes = [], members = [] }) {
  const isBase = name === BASE;
  const properties = members.filter(
    (one) => one.kind === 'field' && !attributes.some((other) => other.name === one.name),
  );
  /** An option as a property is a view of its attribute, and takes what that takes. @param {Item} property */
  const propertyType = (property) => {
    const view = isBase ? attributes.find(({ fieldName }) => fieldName === property.name) : undefined;
    return view ? given(view.type?.text, isBase) : `${name}['${property.name}']`;
  };
  return [
    `export interface ${name}Attributes${superclass?.name === BASE ? ` extends ${BASE}Attributes` : ''} {`,
    ...attributes.flatMap((one) => entry(one, given(one.type?.text, isBase))),
    ...properties.flatMap((one) => entry(one, propertyType(one))),
    '}',
  ];
}

/** @param {Item} item @param {string} type */
const entry = ({ name, description }, type) => [
  ...comment(description, '  '),
  `  ${/^\w+$/.test(name) ? name : `'${name}'`}?: ${type} | null | undefined;`,
];

/**
 * What may stand for a type in a template. An option is its attribute's text as well, whatever way a framework sets it.
 * @param {string} [type] @param {boolean} [isOption]
 */
function given(type = 'string', isOption = false) {
  return type.replace(/'([^']*)'|\[[^\]]*\](\[\])?|\w+/g, (part, word, isList) => {
    if (word !== undefined) return isOption && /^(\d+(\.\d+)?|true|false)$/.test(word) ? `${part} | ${word}` : part;
    if (part.startsWith('[')) return `${part} | ${isList ? 'string' : '`${number}x${number}`'}`;
    if (part === 'boolean') return "boolean | ''";
    return part === 'number' && isOption ? 'number | `${number}`' : part;
  });
}
