import { compilerTypes } from './scripts/manifest/compiler-types.mjs';
import { publicOnly } from './scripts/manifest/public.mjs';
import { optionsAreProperties } from './scripts/manifest/option-properties.mjs';
import { tokensAreProperties } from './scripts/manifest/token-properties.mjs';

/** Built before the manifest. @type {import('./scripts/manifest/element-tables.mjs').Core} */
const core = await import(new URL('dist/core.js', import.meta.url).href);

/**
 * `define('net-graph', NetGraph)`, our registration that tolerates a page with the tag already, gives the class its tag.
 * @type {import('@custom-elements-manifest/analyzer').Plugin}
 */
const defineNamesTheTag = {
  name: 'define-names-the-tag',
  analyzePhase({ ts, node, moduleDoc }) {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'define') return;
    const [tag, element] = node.arguments;
    if (!tag || !element || !ts.isStringLiteral(tag)) return;
    const name = element.getText();
    const declaration = moduleDoc.declarations?.find((one) => one.name === name);
    if (!declaration)
      throw new Error(`${moduleDoc.path} defines <${tag.text}> by ${name}, which is not declared there`);
    Object.assign(declaration, { tagName: tag.text, customElement: true });
    moduleDoc.exports ??= [];
    moduleDoc.exports.push({
      kind: 'custom-element-definition',
      name: tag.text,
      declaration: { name, module: moduleDoc.path },
    });
  },
  /** An event that is dispatched without a word in the doc block goes by the argument of its constructor: the doc blocks say them all. */
  packageLinkPhase({ customElementsManifest }) {
    for (const declaration of customElementsManifest.modules.flatMap(({ declarations = [] }) => declarations))
      if ('events' in declaration)
        declaration.events = declaration.events?.filter(({ name }) => name?.startsWith('net-'));
  },
};

const types = compilerTypes();

export default {
  globs: ['src/elements/net-*/net-*.ts', 'src/elements/shared/net-element.ts', 'src/elements/shared/events.ts'],
  overrideModuleCreation: types.modules,
  outdir: 'dist',
  litelement: true,
  plugins: [defineNamesTheTag, optionsAreProperties(core), types.plugin, tokensAreProperties(), publicOnly()],
};
