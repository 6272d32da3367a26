import { html, nothing, svg, unsafeCSS, type CSSResult, type TemplateResult } from 'lit';
import { cssOf, type Looks } from '../../figures/looks.js';
import { formatViewBox, type Scene, type Shape } from '../../figures/scene.js';

/**
 * One template for all shapes of one tag, role and part that have the same geometry: Lit knows a template by the identity of
 * its strings. What is a name stands in it, so that a slider has only numbers to write.
 */
const templates = new Map<string, TemplateStringsArray>();

/** What stands around the values: `<rect class="slab" x=`, ` width=`, `></rect>`. */
function makeTemplate({ tag, role, part, hidden }: Shape, names: readonly string[], isEmpty: boolean) {
  if (!/^[\w -]*$/.test(role + (part ?? ''))) throw new RangeError(`role: expected names, got ${role} ${part}`);
  const head = `<${tag}${role && ` class="${role}"`}${part ? ` part="${part}"` : ''}${hidden ? ' aria-hidden="true"' : ''}`;
  const pieces = [...names.map((name) => ` ${name}=`), ...(isEmpty ? [`></${tag}>`] : ['>', `</${tag}>`])];
  const strings = [`${head}${pieces[0]!}`, ...pieces.slice(1)];
  return Object.assign(strings, { raw: strings });
}

/** What is inside a shape: its title, its words, the shapes that it holds. */
const printContent = ({ title, content = [] }: Shape) => [
  title === undefined ? nothing : svg`<title>${title}</title>`,
  typeof content === 'string' ? content : printShapes(content),
];

/** Prints a shape into a page, with all that is in it; what a reader can do with it is for the element to add. */
export function printShape(shape: Shape): TemplateResult<2> {
  const { tag, role, part, path, hidden, geometry, title, content } = shape;
  const isEmpty = title === undefined && content === undefined;
  const values: unknown[] = [];
  let key = `${tag} ${role} ${part} ${hidden} ${isEmpty}`;
  const attributes = path === undefined ? geometry : { 'data-path': path, ...geometry };
  for (const name in attributes) {
    key += ` ${name}`;
    values.push(attributes[name as keyof typeof attributes] ?? nothing);
  }
  if (!isEmpty) values.push(title === undefined && typeof content === 'string' ? content : printContent(shape));
  let strings = templates.get(key);
  if (!strings) templates.set(key, (strings = makeTemplate(shape, Object.keys(attributes), isEmpty)));
  return svg(strings, ...values);
}

export const printShapes = (shapes: readonly Shape[]): readonly TemplateResult<2>[] => shapes.map(printShape);

/**
 * A small figure as large as it is, for words to stand beside. Like every `<svg>` that draws a scene it keeps the scene as
 * its property, so that what is drawn can be printed again without the page.
 */
export const printSign = (scene: Scene): TemplateResult => {
  const [, , width, height] = scene.viewBox;
  return html`<svg .scene=${scene} width=${width} height=${height} viewBox=${formatViewBox(scene)} aria-hidden="true">
    ${printShapes(scene.shapes)}
  </svg>`;
};

/** The style sheet of a figure's roles; only inside `scope` where other drawings lie in the same element. */
export const stylesOf = (looks: Looks, scope?: string): CSSResult => unsafeCSS(cssOf(looks, scope && `${scope} `));
