// Gives the manifest what `src/elements/shared/attribute-properties.ts` gives the elements: a property for each option and
// each common attribute, with its type, its values and its default, from the core, which is built before.
import { group } from 'd3-array';
import { valuesOf } from './element-tables.mjs';
import { BASE } from './public.mjs';

/**
 * @typedef {import('./element-tables.mjs').Core} Core
 * @typedef {import('./element-tables.mjs').Option} Option
 * @typedef {{family: string, spec: Option}} Use an option as one family has it
 * @typedef {{name: string, attribute: string, type: string, description: string, default?: string | undefined}} Property
 */

/** @param {Iterable<string>} words */
const oneOf = (words) => [...words].map((word) => `'${word}'`).join(' | ');

/** The types of the attributes that are no option and take some words only. @param {Core} core @returns {Record<string, string>} */
const typesOf = ({ conventions, DETAILS, FITS, networks }) => ({
  network: oneOf(networks.map(({ id }) => id)),
  preset: oneOf(new Set(networks.flatMap(({ presets }) => Object.keys(presets)))),
  convention: `${oneOf(Object.keys(conventions))} | \`custom(\${string})\``,
  detail: oneOf(DETAILS),
  'image-fit': oneOf(FITS),
  theme: oneOf(['light', 'dark']),
});

/** What properties take that no attribute can say. @type {Record<string, string>} */
const BESIDE = { model: '{ save(handler: string | object): Promise<unknown> }' };

/** Every option of every family, each name once. @param {Core} core @returns {Property[]} */
function optionProperties(core) {
  const uses = core.networks.flatMap(({ title, options }) => options.map((spec) => ({ family: title, spec })));
  const byName = group(uses, ({ spec }) => spec.name);
  return [...byName].map(([name, those]) => ({
    name,
    attribute: core.attributeOf(name),
    type: [...new Set(those.map(({ spec }) => typeOf(spec)))].join(' | '),
    default: only(those.map(({ spec }) => defaultOf(core, spec))),
    description: describe(core, those),
  }));
}

/** @param {Option} spec */
function typeOf({ type, values = [] }) {
  switch (type) {
    case 'choice':
      return oneOf(values.map(({ value }) => value));
    case 'flag':
      return 'boolean';
    case 'blocks':
      return '[t: number, c: number, n: number, s: number][]';
    case 'resolution':
      return 'number | [height: number, width: number]';
    default:
      return 'number';
  }
}

/** As the attribute says it; nothing where leaving it out has a meaning of its own. @param {Core} core @param {Option} spec */
const defaultOf = ({ formatOption }, spec) => (spec.default === null ? '' : formatOption(spec, spec.default));

/** What all of them are, if they are one. @param {string[]} texts */
const only = ([first, ...others]) => (others.every((text) => text === first) ? first || undefined : undefined);

/** What the type and the common default do not say; what is the same in several families, once. @param {Core} core @param {Use[]} uses */
function describe(core, uses) {
  const common = only(uses.map(({ spec }) => defaultOf(core, spec)));
  const said = group(uses, ({ spec }) => {
    const isListed = spec.type === 'choice' || spec.type === 'flag';
    const standard = defaultOf(core, spec) || (spec.whenAbsent ?? '');
    const facts = [isListed ? '' : valuesOf(spec), standard === common ? '' : `default: ${standard}`].filter(Boolean);
    return facts.length ? `${spec.description} (${facts.join('; ')})` : spec.description;
  });
  return [...said].map(([text, those]) => `${those.map(({ family }) => family).join(', ')}: ${text}`).join('\n');
}

/** @param {string} name */
const camelCase = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

/** @param {Core} core @returns {import('@custom-elements-manifest/analyzer').Plugin} */
export const optionsAreProperties = (core) => ({
  name: 'options-are-properties',
  moduleLinkPhase({ moduleDoc }) {
    const base = moduleDoc.declarations?.find(({ name }) => name === BASE);
    if (!base || !('attributes' in base)) return;
    const types = typesOf(core);
    // What says its type itself is an attribute only.
    const common = (base.attributes ?? []).filter(({ name, fieldName, type }) => !fieldName && !type && name);
    const properties = common.map(({ name, description = '' }) => {
      return { name: camelCase(name), attribute: name, description, type: types[name] ?? 'string' };
    });
    const all = [...properties, ...optionProperties(core)];
    const others = (base.attributes ?? []).filter((one) => !common.includes(one));
    const fields = others.filter(({ fieldName }) => fieldName);
    base.attributes = [...fields, ...all.map(attributeFor), ...others.filter((one) => !fields.includes(one))];
    base.members = [...(base.members ?? []), ...all.map(memberFor)];
  },
});

/** A flag's attribute says which. @param {Property} property */
const attributeFor = ({ attribute, name, type, ...rest }) => ({
  name: attribute,
  fieldName: name,
  type: { text: type.replace(/\bboolean\b/, "'true' | 'false'") },
  ...rest,
});

/** What is a number to those who write code may be given as one: `depth = 50`. @param {string} name @param {string} type */
const givenToo = (name, type) =>
  [
    type,
    ...(BESIDE[name] ? [BESIDE[name]] : []),
    ...[...type.matchAll(/'(\d+(\.\d+)?)'/g)].map(([, count]) => Number(count)),
  ].join(' | ');

/** Absent where the attribute is. @param {Property} property */
const memberFor = ({ attribute, name, type, description }) => ({
  kind: /** @type {const} */ ('field'),
  name,
  attribute,
  reflects: true,
  type: { text: `${givenToo(name, type)} | null | undefined` },
  description,
});
