// Reads the import lines of a TypeScript or JavaScript text. Plain text work, so that scripts and tests share it.

/**
 * `when`: types leave no trace, `import()`, workers and addresses (`?url`) come later; only `now` is loaded with the file.
 * @typedef {{name: string, line: number, when: 'never' | 'now' | 'later'}} Import
 */

const form =
  /\b(?:(?:import|export)\s+(?<type>type\s+(?![\s,]*from\b))?(?:[^'";()]*?\bfrom\s*)?|(?<call>import)\s*\(\s*)(?<quote>['"])(?<name>[^'"]+)\k<quote>/g;

/** @param {string} text @returns {Import[]} */
export function importsIn(text) {
  return [...withoutComments(text).matchAll(form)].map(({ groups = {}, index }) => {
    const { type, call, name = '' } = groups;
    const when = type ? 'never' : call || name.includes('?') ? 'later' : 'now';
    return { name, line: text.slice(0, index).split('\n').length, when };
  });
}

/** Comments become blanks, so that places stay as they were. @param {string} text */
function withoutComments(text) {
  return text.replace(/\/\*[^]*?\*\/|(?<![:'"`\w])\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ' '));
}
