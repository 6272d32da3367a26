/** What can be read on a screen, and where it stands: for tests of how things lie. */

type Sides = Readonly<Record<'left' | 'top' | 'right' | 'bottom', number>>;

export interface SeenText {
  readonly words: string;
  /** In the window, without what is cut off. */
  readonly box: Sides;
  /** Pixels. */
  readonly size: number;
  /** One text may stand in several lines. */
  readonly node: Text;
  /** The tag whose shadow root it is in. */
  readonly tag: string;
}

/** Every text under a root that is on the screen, in shadow roots too. */
export function seenTexts(root: ParentNode & Node): readonly SeenText[] {
  const frames: Frames = new Map();
  return textsIn(root).flatMap((text) => {
    const parent = parentOf(text) as Element;
    if (!isSeen(parent)) return [];
    const range = text.ownerDocument.createRange();
    range.selectNodeContents(text);
    const size = Number.parseFloat(getComputedStyle(parent).fontSize);
    const tag = (text.getRootNode() as Partial<ShadowRoot>).host?.localName ?? '';
    return [...range.getClientRects()]
      .map((box) => within(box, frameOf(parent, frames)))
      .filter((box) => box.right - box.left > 1 && box.bottom - box.top > 1 && !isCovered(parent, box))
      .map((box) => ({ words: text.data.trim().slice(0, 30), box, size, tag, node: text }));
  });
}

/** Texts that lie over each other, by more than letters of neighbouring lines reach into each other's. */
export function overprinted(texts: readonly SeenText[]): readonly string[] {
  return texts.flatMap((one, at) =>
    texts
      .slice(at + 1)
      .filter(({ box, node }) => {
        if (node === one.node) return false;
        const across = Math.min(one.box.right, box.right) - Math.max(one.box.left, box.left);
        const down = Math.min(one.box.bottom, box.bottom) - Math.max(one.box.top, box.top);
        return across > 1 && down > 3;
      })
      .map(({ words, tag }) => `“${one.words}” of ${one.tag} and “${words}” of ${tag}`),
  );
}

/** Drawn for others than readers, or only when it is opened. */
const UNSEEN = ['style', 'script', 'title', 'option', 'datalist'];

function textsIn(root: Node): Text[] {
  return [...root.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return (node as Text).data.trim() ? [node as Text] : [];
    const { localName, shadowRoot } = node as Element;
    if (node.nodeType !== Node.ELEMENT_NODE || UNSEEN.includes(localName)) return [];
    return shadowRoot ? textsIn(shadowRoot) : textsIn(node);
  });
}

/** Out of shadow roots too. */
const parentOf = (node: Node): Node | null => node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null;

function* around(element: Element): Iterable<Element> {
  for (let node: Node | null = element; node; node = parentOf(node)) if ('localName' in node) yield node as Element;
}

const isSeen = (element: Element): boolean =>
  element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true, opacityProperty: true }) &&
  ![...around(element)].some((one) => one.matches('.visually-hidden'));

/** What each element leaves of what is in it. */
type Frames = Map<Element, Sides>;

const within = (one: Sides, other: Sides): Sides => ({
  left: Math.max(one.left, other.left),
  top: Math.max(one.top, other.top),
  right: Math.min(one.right, other.right),
  bottom: Math.min(one.bottom, other.bottom),
});

function frameOf(element: Element, frames: Frames): Sides {
  const known = frames.get(element);
  if (known) return known;
  const [, parent] = around(element);
  const { innerWidth: right } = element.ownerDocument.defaultView!;
  const outer = parent ? frameOf(parent, frames) : { left: 0, top: -Infinity, right, bottom: Infinity };
  const cuts =
    !('ownerSVGElement' in element && element.ownerSVGElement) && getComputedStyle(element).overflow !== 'visible';
  const frame = cuts ? within(outer, element.getBoundingClientRect()) : outer;
  frames.set(element, frame);
  return frame;
}

/** Whether a sheet or a list lies over the middle of a box. */
function isCovered(element: Element, { left, top, right, bottom }: Sides): boolean {
  const { ownerDocument: document } = element;
  // Where it reaches out of the window, what is inside tells.
  const x = (left + right) / 2;
  const y = (top + Math.min(bottom, Math.max(top, document.documentElement.clientHeight - 1))) / 2;
  let found = document.elementFromPoint(x, y);
  for (let root = found?.shadowRoot; root; root = found?.shadowRoot) {
    const inner: Element | null = root.elementFromPoint(x, y);
    if (!inner || inner === found) break;
    found = inner;
  }
  const over = found && [...around(found)].find((one) => one.matches('.sheet, [popover], dialog'));
  return over !== undefined && over !== null && ![...around(element)].includes(over);
}
