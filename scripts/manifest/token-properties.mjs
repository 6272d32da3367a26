// Gives the manifest the colours of `src/figures/tokens.ts` as custom properties: name, comment, values on light and dark.
import { readFileSync } from 'node:fs';
import { BASE } from './public.mjs';

const FILE = 'src/figures/tokens.ts';

/** @typedef {import('./public.mjs').Declaration} Declaration */

/** Every `--net-*` colour. @param {any} ts */
function colourProperties(ts) {
  const source = ts.createSourceFile(FILE, readFileSync(FILE, 'utf8'), ts.ScriptTarget.ES2022, true);
  const declared = source.statements
    .flatMap((/** @type {any} */ one) => one.declarationList?.declarations ?? [])
    .find((/** @type {any} */ { name }) => name.text === 'tokens');
  const { properties } = declared.initializer.expression.expression; // { … } as const satisfies …
  return properties.map((/** @type {any} */ property) => ({
    name: `--net-${property.name.text}`,
    description: property.jsDoc?.at(-1).comment,
    syntax: '<color>',
    default: valueOf(property.initializer),
  }));
}

/** @param {any} initializer two colours, or another token's name */
const valueOf = ({ elements, text }) =>
  elements ? `light-dark(${elements.map((/** @type {any} */ one) => one.text).join(', ')})` : `var(--net-${text})`;

/** Elements that show a network have them of their base class, the others each for itself. */
export function tokensAreProperties() {
  /** @type {any} */
  let ts;
  return {
    name: 'tokens-are-properties',
    /** @param {{ts: any}} input */
    initialize(input) {
      ts = input.ts;
    },
    /** @param {{customElementsManifest: any}} input */
    packageLinkPhase({ customElementsManifest }) {
      /** @type {Declaration[]} */
      const all = customElementsManifest.modules.flatMap((/** @type {any} */ { declarations }) => declarations);
      const base = all.find(({ name }) => name === BASE);
      if (!base) return;
      base.cssProperties = [...(base.cssProperties ?? []), ...colourProperties(ts)];
      const theme = base.attributes?.filter(({ name }) => name === 'theme') ?? [];
      for (const one of all.filter(({ tagName, superclass }) => tagName && superclass?.name !== BASE)) {
        one.cssProperties = [...(one.cssProperties ?? []), ...base.cssProperties];
        one.attributes = [...(one.attributes ?? []), ...theme];
      }
    },
  };
}
