import { html, noChange, unsafeCSS, type CSSResult, type TemplateResult } from 'lit';
import { Directive, directive, type ChildPart, type DirectiveParameters, type DirectiveResult } from 'lit/directive.js';
import { cssOf, type Looks } from '../../figures/looks.js';
import { formatViewBox, type Scene, type Shape } from '../../figures/scene.js';

const SVG = 'http://www.w3.org/2000/svg';

/** A shape that is in a page, and the shapes in it. */
interface Printed {
  readonly element: SVGElement;
  shape: Shape | undefined;
  inner: readonly Printed[];
}

/** Whether one element can show either: they differ in numbers and words alone. */
const isAlike = (one: Shape, other: Shape): boolean =>
  one.tag === other.tag &&
  one.role === other.role &&
  one.part === other.part &&
  one.path === other.path &&
  one.hidden === other.hidden &&
  typeof one.title === typeof other.title &&
  typeof one.content === typeof other.content;

/** What stays of a shape as long as it only moves or says something else. */
function make({ tag, role, part, path, hidden, title, content }: Shape): Printed {
  const element = document.createElementNS(SVG, tag);
  if (role) element.setAttribute('class', role);
  if (part) element.setAttribute('part', part);
  if (path !== undefined) element.setAttribute('data-path', path);
  if (hidden) element.setAttribute('aria-hidden', 'true');
  if (title !== undefined) element.append(document.createElementNS(SVG, 'title'));
  if (typeof content === 'string') element.append('');
  return { element, shape: undefined, inner: [] };
}

function update(printed: Printed, shape: Shape): void {
  const { element, shape: before } = printed;
  if (before === shape) return;
  printed.shape = shape;
  place(element, before?.geometry, shape.geometry);
  const { title, content = [] } = shape;
  if (title !== before?.title) element.firstChild!.textContent = title!;
  if (typeof content !== 'string') printed.inner = print(element, null, content, printed.inner);
  else if (content !== before?.content) (element.lastChild as Text).data = content;
}

type Numbers = Readonly<Record<string, string | number | undefined>>;

function place(element: SVGElement, before: Numbers = {}, now: Numbers): void {
  for (const name in before) if (!(name in now)) element.removeAttribute(name);
  for (const name in now) {
    const value = now[name];
    if (value === before[name]) continue;
    if (value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, `${value}`);
  }
}

/** Brings what stands before `end` up to date: shapes that are like the ones before are the same elements. */
function print(parent: Node, end: Node | null, shapes: readonly Shape[], before: readonly Printed[]): Printed[] {
  const after = shapes.map((shape, at) => {
    const old = before[at];
    const printed = old && isAlike(old.shape!, shape) ? old : make(shape);
    update(printed, shape);
    if (!old) parent.insertBefore(printed.element, end);
    else if (old !== printed) old.element.replaceWith(printed.element);
    return printed;
  });
  for (const { element } of before.slice(shapes.length)) element.remove();
  return after;
}

/**
 * Not templates of Lit: a figure has hundreds of shapes, and a template would give each of them two comments, a part for every
 * number, and for every combination of names a text to parse.
 */
class ShapesDirective extends Directive {
  private printed: Printed[] | undefined;
  private shapes: readonly Shape[] | undefined;

  override render(_shapes: readonly Shape[]): unknown {
    return noChange;
  }

  override update({ parentNode, endNode }: ChildPart, [shapes]: DirectiveParameters<this>): unknown {
    if (shapes === this.shapes) return noChange;
    this.shapes = shapes;
    if (this.printed) {
      this.printed = print(parentNode, endNode, shapes, this.printed);
      return noChange;
    }
    const fragment = document.createDocumentFragment();
    this.printed = print(fragment, null, shapes, []);
    return fragment;
  }
}

/** Prints shapes into a page, with all that is in them; what a reader can do with them is for the element to add. */
export const printShapes: (shapes: readonly Shape[]) => DirectiveResult<typeof ShapesDirective> =
  directive(ShapesDirective);

export const printShape = (shape: Shape): DirectiveResult<typeof ShapesDirective> => printShapes([shape]);

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
