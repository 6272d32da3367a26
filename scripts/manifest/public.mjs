// What goes into dist/custom-elements.json: what a page may use, each thing once, at paths that are in the package.
import { readFileSync } from 'node:fs';
import { basename, normalize } from 'node:path';

/**
 * @typedef {{text: string, references?: {name: string, module: string, start: number, end: number}[]}} Type
 * @typedef {{name: string, description?: string, default?: string, type?: Type, fieldName?: string,
 *   inheritedFrom?: object}} Item
 * @typedef {Item & {kind: 'field' | 'method', privacy?: string, static?: boolean, readonly?: boolean, attribute?: string,
 *   return?: {type: Type}, parameters?: {name: string, type: Type, optional?: boolean}[]}} Member
 * @typedef {{kind: string, name: string, tagName?: string, description?: string, superclass?: {name: string,
 *   module?: string, package?: string}, attributes?: Item[], members?: Member[], events?: Item[], slots?: Item[],
 *   cssParts?: Item[], cssProperties?: Item[]}} Declaration
 * @typedef {{kind: string, path: string, declarations: Declaration[], exports: {kind: string, name: string,
 *   declaration: {name: string, module?: string}}[]}} Module
 * @typedef {{schemaVersion: string, modules: Module[]}} Manifest
 */

const lists = /** @type {const} */ (['attributes', 'members', 'events', 'slots', 'cssParts', 'cssProperties']);
const ofBrowser = (/** @type {string} */ name) => ({ name, package: 'global:' });

/** The base class of the elements that show a network: what they have of it is said there, once. */
export const BASE = 'NetElement';
const EVENTS = 'src/elements/shared/events.ts';

/** @type {{exports: Record<string, Record<string, string>>}} */
const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The file behind an entry of the package: `dist/core.js` for `./core`. @param {string} name */
const fileOf = (name) => normalize(exports[name]?.default ?? exports[name]?.import ?? '').replaceAll('\\', '/');

/** The front door, which registers every element and exports what is not an element's own. */
export const FRONT = fileOf('.');

/** Where the package has what a source file declares: its own entry, the front door, or a declaration. @param {string} source */
export function publicPath(source) {
  if (source === EVENTS) return FRONT;
  if (/\/net-[\w-]+\/net-[\w-]+\.ts$/.test(source))
    return fileOf('./elements/*.js').replace('*', basename(source, '.ts'));
  return source.replace(/^src/, 'dist/types').replace(/\.ts$/, '.d.ts');
}

/** The last plugin: turns what the sources have into what the package offers. */
export const publicOnly = () => ({
  name: 'public-only',
  /** @param {{customElementsManifest: any}} input */
  packageLinkPhase({ customElementsManifest }) {
    /** @type {Manifest} */
    const { modules } = customElementsManifest;
    const base = modules.flatMap(({ declarations }) => declarations).find(({ name }) => name === BASE);
    const classes = eventClasses(modules.find(({ path }) => path === EVENTS));
    for (const module of modules) {
      module.declarations = module.declarations.filter(({ kind }) => kind === 'class');
      for (const declaration of module.declarations) {
        for (const event of declaration.events ?? []) event.type = eventType(event.name, classes);
        trim(declaration, declaration === base ? undefined : base);
      }
      const names = module.declarations.map(({ name }) => name);
      module.exports = module.exports.filter(({ declaration }) => names.includes(declaration.name));
      for (const { declaration } of module.exports) declaration.module = publicPath(module.path);
    }
    for (const module of modules) module.path = publicPath(module.path);
  },
});

/** @param {Declaration} declaration @param {Declaration} [base] */
function trim(declaration, base) {
  for (const list of lists) {
    const items = (declaration[list] ?? []).filter((item) => isPublic(item) && isOwn(item, base?.[list]));
    if (items.length) Object.assign(declaration, { [list]: items.map(tidy) });
    else delete declaration[list];
  }
  for (const member of declaration.members ?? [])
    member.description ??= declaration.attributes?.find(({ fieldName }) => fieldName === member.name)?.description;
  if (declaration.superclass?.name === BASE)
    declaration.superclass.module = publicPath('src/elements/shared/net-element.ts');
  else declaration.superclass = ofBrowser(declaration.superclass?.name === 'Event' ? 'Event' : 'HTMLElement'); // Lit is our affair
}

/** @param {Partial<Member>} item */
const isPublic = (item) => !item.privacy && !item.static;

/** What a class says anew of what it inherits is its own. @param {Item} item @param {Item[]} [inherited] */
function isOwn({ name, description, inheritedFrom }, inherited = []) {
  return !inheritedFrom || inherited.find((one) => one.name === name)?.description !== description;
}

/** @param {Item} item @returns {Item} */
function tidy({ default: value = '', ...item }) {
  delete item.inheritedFrom;
  const standard = 'fieldName' in item ? attributeDefault(value, item) : value;
  return isExpression(standard) ? item : { ...item, default: standard };
}

/** As it would stand in the tag, where it would stand there. @param {string} value @param {Item} attribute */
const attributeDefault = (value, { type }) => (type?.text === 'boolean' ? '' : value.replace(/^'(.*)'$/, '$1'));

/** A default that only our sources understand tells a reader nothing. @param {string} value */
const isExpression = (value) => /^$|=>|^new |^undefined$|^[A-Z_]{3,}$/.test(value);

/** The class of each event by its name, from `static readonly type`. @param {Module} [module] */
const eventClasses = (module) =>
  new Map(
    module?.declarations.map(({ name, members = [] }) => [members.find(({ name }) => name === 'type')?.default, name]),
  );

/** @param {string} event @param {Map<string | undefined, string>} classes @returns {Type} */
function eventType(event, classes) {
  const name = classes.get(`'${event}'`);
  if (!name) throw new Error(`${event}: no class in ${EVENTS} has this type`);
  return { text: name, references: [{ name, module: FRONT, start: 0, end: name.length }] };
}
