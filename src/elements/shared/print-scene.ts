import { html, nothing, svg, unsafeCSS, type CSSResult, type TemplateResult } from 'lit';
import { cssOf, type Looks } from '../../figures/looks.js';
import { attributesOf, formatViewBox, type Scene, type Shape } from '../../figures/scene.js';

/** One template for all shapes of the same tag and attributes: Lit knows a template by the identity of its strings. */
const templates = new Map<string, TemplateStringsArray>();

/** What stands around the values: `<rect x=`, ` width=`, `></rect>`. */
function stringsOf(tag: string, names: readonly string[], isEmpty: boolean): TemplateStringsArray {
  const key = `${tag} ${names.join(' ')} ${isEmpty}`;
  const known = templates.get(key);
  if (known) return known;
  const pieces = [...names.map((name) => ` ${name}=`), ...(isEmpty ? [`></${tag}>`] : ['>', `</${tag}>`])];
  const strings = [`<${tag}${pieces[0]!}`, ...pieces.slice(1)];
  const made = Object.assign(strings, { raw: strings });
  templates.set(key, made);
  return made;
}

/** What is inside a shape: its title, its words, the shapes that it holds. */
const printContent = ({ title, content = [] }: Shape) => [
  title === undefined ? nothing : svg`<title>${title}</title>`,
  typeof content === 'string' ? content : printShapes(content),
];

/** Prints a shape into a page, with all that is in it; what a reader can do with it is for the element to add. */
export function printShape(shape: Shape): TemplateResult<2> {
  const { tag, title, content } = shape;
  const given = Object.entries(attributesOf(shape)).filter(([, value]) => value !== undefined);
  const names = given.map(([name]) => name);
  const values: unknown[] = given.map(([, value]) => value);
  const isEmpty = title === undefined && content === undefined;
  if (!isEmpty) values.push(title === undefined && typeof content === 'string' ? content : printContent(shape));
  return svg(stringsOf(tag, names, isEmpty), ...values);
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
