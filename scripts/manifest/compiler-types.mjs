// Gives the manifest the types of public members as the compiler knows them: `Orientation` is a word of our sources,
// `'horizontal' | 'vertical'` is one of everybody's. The analyzer reads syntax only, but brings a compiler of its own.
import { readFileSync } from 'node:fs';
import { publicPath } from './public.mjs';

/**
 * @typedef {import('./public.mjs').Type} Type
 * @typedef {import('./public.mjs').Member} Member
 */

const compilerOptions = { strict: true, skipLibCheck: true, experimentalDecorators: true, types: ['vite/client'] };

/** The `overrideModuleCreation` of an analyzer's configuration, and the plugin that asks the same program. */
export function compilerTypes() {
  /** @type {any} the analyzer's own compiler, which is not the one that is installed beside it */
  let ts;
  /** @type {any} */
  let program;
  return {
    /** @param {{ts: any, globs: string[]}} input */
    modules({ ts: compiler, globs }) {
      ts = compiler;
      program = ts.createProgram(globs, {
        ...compilerOptions,
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
      });
      // Trees of their own: those of the program that are imported by another have absolute names.
      return globs.map((glob) => ts.createSourceFile(glob, readFileSync(glob, 'utf8'), ts.ScriptTarget.ES2022, true));
    },
    plugin: {
      name: 'compiler-types',
      /** @param {{customElementsManifest: any}} input */
      packageLinkPhase({ customElementsManifest }) {
        for (const { path, declarations = [] } of customElementsManifest.modules)
          for (const declaration of declarations)
            if (declaration.kind === 'class') describeMembers(ts, program, path, declaration);
      },
    },
  };
}

/** @param {any} ts @param {any} program @param {string} path @param {import('./public.mjs').Declaration} declaration */
function describeMembers(ts, program, path, declaration) {
  const checker = program.getTypeChecker();
  const node = program
    .getSourceFile(path)
    .statements.find((/** @type {any} */ one) => ts.isClassDeclaration(one) && one.name?.text === declaration.name);
  const write = writer(ts, checker, node);
  const type = checker.getTypeAtLocation(node);
  const said = new Map(saidTypes(node.getFullText()));
  declaration.members = [...(declaration.members ?? []), ...constructed(ts, checker, type)];
  for (const member of declaration.members) {
    const symbol = member.privacy || member.inheritedFrom ? undefined : type.getProperty(member.name);
    const declared = symbol?.valueDeclaration;
    if (!declared || !(ts.isClassElement(declared) || ts.isParameter(declared))) continue; // the core knows what it gave them
    const own = checker.getTypeOfSymbolAtLocation(symbol, node);
    const attribute = declaration.attributes?.find(({ fieldName }) => fieldName === member.name);
    if (member.kind === 'method') describeMethod(checker, write, member, own);
    else member.type = write(own);
    if (!attribute) continue;
    const text = said.get(attribute.name);
    attribute.type = text ? { text } : write(checker.getNonNullableType(own));
  }
}

/** The types of attributes that the doc block says, by their names. @param {string} text @returns {[string, string][]} */
const saidTypes = (text) =>
  [...text.matchAll(/@attr \{([^}]*)\} ([\w-]+)/g)].map(([, type = '', name = '']) => [name, type]);

/** Fields that the constructor's parameters declare, which the analyzer passes over. @param {any} ts @param {any} checker @param {any} type @returns {Member[]} */
function constructed(ts, checker, type) {
  const fields = type.getProperties().filter((/** @type {any} */ { valueDeclaration }) => {
    return valueDeclaration && ts.isParameter(valueDeclaration) && !isHidden(ts, valueDeclaration);
  });
  return fields.map((/** @type {any} */ symbol) => ({
    kind: 'field',
    name: symbol.name,
    readonly: true,
    description: ts.displayPartsToString(symbol.getDocumentationComment(checker)) || undefined,
  }));
}

/** @param {any} ts @param {any} declared */
const isHidden = (ts, declared) =>
  (ts.getCombinedModifierFlags(declared) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0;

/** @param {any} checker @param {(type: any) => Type} write @param {Member} member @param {any} type */
function describeMethod(checker, write, member, type) {
  const [signature] = type.getCallSignatures();
  member.return = { type: write(signature.getReturnType()) };
  member.parameters = signature.getParameters().map((/** @type {any} */ { name, valueDeclaration }) => ({
    name,
    type: write(checker.getTypeAtLocation(valueDeclaration)),
    ...(checker.isOptionalParameter(valueDeclaration) && { optional: true }),
  }));
  if (member.parameters?.length === 0) delete member.parameters;
}

/** Writes a type, and where the names in it are declared. @param {any} ts @param {any} checker @param {any} node */
function writer(ts, checker, node) {
  const { InTypeAlias, NoTruncation, UseSingleQuotesForStringLiteralType } = ts.TypeFormatFlags;
  const flags = InTypeAlias | NoTruncation | UseSingleQuotesForStringLiteralType;
  const moduleOf = (/** @type {string} */ name) =>
    sourceOf(ts, checker, checker.resolveName(name, node, ts.SymbolFlags.Type, false));
  return (/** @type {any} */ type) => {
    const text = partsOf(ts, type)
      .map((part) => checker.typeToString(part, node, flags))
      .join(' | ');
    const references = [...text.matchAll(/'[^']*'|\b[A-Z]\w+/g)].flatMap(({ 0: name, index }) => {
      const module = name.startsWith("'") ? undefined : moduleOf(name);
      return module ? [{ name, module: publicPath(module), start: index, end: index + name.length }] : [];
    });
    return references.length ? { text, references } : { text };
  };
}

/** A union of words is written word by word, whatever names parts of it have in our sources. @param {any} ts @param {any} type @returns {any[]} */
function partsOf(ts, type) {
  const { BooleanLiteral, StringLiteral, Undefined } = ts.TypeFlags;
  if (!type.isUnion() || type.types.some((/** @type {any} */ one) => one.flags & BooleanLiteral)) return [type];
  if (!type.types.some((/** @type {any} */ one) => one.flags & StringLiteral)) return [type];
  return [...type.types].sort((a, b) => (a.flags & Undefined) - (b.flags & Undefined));
}

/** The file of ours in which a type is declared. @param {any} ts @param {any} checker @param {any} symbol */
function sourceOf(ts, checker, symbol) {
  const declared = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const file = declared?.declarations?.[0]?.getSourceFile().fileName;
  return file && /(^|\/)(src\/.*)$/.exec(file)?.[2];
}
