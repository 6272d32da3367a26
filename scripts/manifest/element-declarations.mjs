// Writes the declaration of an element from the manifest.
import { dirname, join, normalize, relative } from 'node:path';
import { FRONT } from './public.mjs';

/**
 * @typedef {import('./public.mjs').Declaration} Declaration
 * @typedef {import('./public.mjs').Member} Member
 */

export const TYPES = join('dist', 'types');

/** The declaration file of a module of the manifest. @param {string} path */
export function declaredIn(path) {
  const [, tag] = /^dist\/elements\/(.*)\.js$/.exec(path) ?? [];
  if (tag) return join(TYPES, 'elements', tag, `${tag}.d.ts`);
  return path === FRONT ? join(TYPES, 'elements', 'shared', 'events.d.ts') : normalize(path);
}

/** @param {Declaration} declaration @param {string} file */
export function elementDeclaration({ name, tagName, description, superclass, members = [] }, file) {
  const [base] = superclass?.module ? [{ name: superclass.name, module: superclass.module }] : [];
  return [
    `import '${pathFrom(file, declaredIn(FRONT))}';`, // documents and elements hear the events
    ...importLines(file, [...(base ? [base] : []), ...members.flatMap(namesIn)]),
    ...comment(description),
    `export declare class ${name} extends ${superclass?.name} {`,
    ...members.flatMap((member) => [...comment(member.description, '  '), `  ${memberText(member)}`]),
    '}',
    ...(tagName
      ? ['declare global {', '  interface HTMLElementTagNameMap {', `    '${tagName}': ${name};`, '  }', '}']
      : []),
    '',
  ].join('\n');
}

/** What the types of a member name. @param {Member} member */
const namesIn = ({ type, return: returned, parameters = [] }) =>
  [type, returned?.type, ...parameters.map((one) => one.type)].flatMap((one) => one?.references ?? []);

/** One a name that is declared elsewhere. @param {string} file @param {{name: string, module: string}[]} names */
export const importLines = (file, names) =>
  [...new Map(names.map(({ name, module }) => [name, declaredIn(module)]))]
    .filter(([, declared]) => declared !== file)
    .map(([name, declared]) => `import type { ${name} } from '${pathFrom(file, declared)}';`);

/** @param {Member} member */
function memberText({ kind, name, type, readonly, parameters = [], return: returned }) {
  if (kind === 'method') {
    const list = parameters.map(({ name, optional, type }) => `${name}${optional ? '?' : ''}: ${type.text}`);
    return `${name}(${list.join(', ')}): ${returned?.type.text};`;
  }
  const isOptional = type?.text.endsWith(' | undefined');
  return `${readonly ? 'readonly ' : ''}${name}${isOptional ? '?' : ''}: ${type?.text};`;
}

/** @param {string} [text] @param {string} [indent] */
export function comment(text = '', indent = '') {
  if (!text) return [];
  const lines = text
    .replaceAll('*/', '*\\/')
    .split('\n')
    .map((line) => `${indent} *${line ? ` ${line}` : ''}`);
  return [`${indent}/**`, ...lines, `${indent} */`];
}

/** @param {string} from @param {string} to */
function pathFrom(from, to) {
  const path = relative(dirname(from), to)
    .replaceAll('\\', '/')
    .replace(/\.d\.ts$/, '.js');
  return path.startsWith('.') ? path : `./${path}`;
}
