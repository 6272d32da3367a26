// What a reader does to an explorer, one act each. Runs in the page: an act finds its target by chance and either acts at
// once or says what mouse and keyboard do to it, which scripts/soak.mjs then does for real: a browser keeps books of real
// input (undo, focus, what is under the pointer) that made-up events never reach.

/**
 * @typedef {{explorer: HTMLElement, random: () => number}} Reader
 * @typedef {{move?: readonly [number, number], click?: boolean, wheel?: number, type?: string, keys?: readonly string[]}} Input
 */

/** Every element that matches, in shadow roots too. @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
function all(root, selector) {
  const found = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
  const inner = root instanceof Element && root.shadowRoot ? all(root.shadowRoot, selector) : [];
  const below = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? all(shadowRoot, selector) : [],
  );
  return [...found, ...inner, ...below];
}

/** @template T @param {Reader} reader @param {readonly T[]} values */
const oneOf = ({ random }, values) => values[Math.floor(random() * values.length)];

/** What asks for a device, a file or another host, or trains. */
const LEFT_ALONE = /camera|file|copy|fetch|download|train|run it/i;

/** One of the elements that match, in view. @param {Reader} reader @param {string} selector */
function target(reader, selector) {
  const found = all(reader.explorer, selector).filter(
    (element) => element.checkVisibility() && !LEFT_ALONE.test(`${element.textContent} ${element.ariaLabel}`),
  );
  const element = oneOf(reader, found);
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return element;
}

/** @param {HTMLElement | undefined} element @returns {Input} */
function at(element) {
  if (!element) return {};
  const { left, top, width, height } = element.getBoundingClientRect();
  return { move: [left + width / 2, top + Math.min(height / 2, 40)] };
}

/** @param {HTMLElement | undefined} element @returns {Input} */
const clickOn = (element) => (element ? { ...at(element), click: true } : {});

/** @param {HTMLElement | undefined} element @param {readonly string[]} keys @returns {Input} */
function pressIn(element, keys) {
  element?.focus();
  return element ? { keys } : {};
}

/** @type {Record<string, (reader: Reader) => Input>} */
export const acts = {
  select: (reader) => clickOn(target(reader, '[role=treeitem] .hit')),
  open: (reader) => pressIn(target(reader, '[role=treeitem][aria-expanded]'), ['Enter']),
  keys: (reader) =>
    pressIn(target(reader, '[role=treeitem]'), ['ArrowRight', 'ArrowDown', '+', 'ArrowUp', '-', 'End', 'Home', '0']),
  hover: (reader) => at(target(reader, '[role=treeitem] .hit, tr, [role=option], canvas')),
  zoom: (reader) => ({ ...at(target(reader, 'svg[role=tree]')), wheel: oneOf(reader, [-240, 240]) }),
  depth: (reader) => clickOn(target(reader, '[aria-label="Depth of detail"] button')),
  slide: (reader) => pressIn(target(reader, 'input[type=range]'), ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'PageUp']),
  type: (reader) => {
    const field = target(reader, 'input:is([type=number], [type=text])');
    if (field instanceof HTMLInputElement) field.select();
    return { ...pressIn(field, ['Tab']), type: reader.random() < 0.2 ? 'nonsense' : `${1 + reader.random() * 96}` };
  },
  tick: (reader) => clickOn(target(reader, 'input:is([type=checkbox], [type=radio])')),
  pick: (reader) => pressIn(target(reader, 'select'), [reader.random() < 0.5 ? 'ArrowDown' : 'ArrowUp']),
  preset: (reader) => clickOn(target(reader, '.presets button')),
  fold: (reader) => clickOn(target(reader, 'summary')),
  press: (reader) => clickOn(target(reader, 'button')),
  sort: (reader) => clickOn(target(reader, 'th button')),
  image: (reader) => clickOn(target(reader, '[part=samples] button')),
  activations: (reader) => clickOn(target(reader, 'net-activations, net-activation-view, net-channel-map, canvas')),
  weights: (reader) => clickOn(target(reader, 'net-weights, [part=weights] button')),
  save: (reader) => clickOn(target(reader, '[aria-label="Save as"] button')),
  resize: ({ explorer, random }) => {
    explorer.style.inlineSize = random() < 0.3 ? '360px' : '';
    return {};
  },
  scroll: ({ random }) => {
    scrollTo(0, random() * document.body.scrollHeight);
    return {};
  },
};
