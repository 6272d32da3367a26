/** What a link says of an explorer beside its network: read part by part, so that what cannot be read leaves the others. */
import { excerpt, nearestName, parseConvention } from '../../core/index.js';
import { parseCloseup } from '../../explorer/closeup-text.js';
import { parseImage } from '../../explorer/image-choice.js';
import { isVersion, LINK_VERSION, linkNames } from '../../explorer/link-names.js';
import { overrideNames, parseOverride } from '../../explorer/overrides.js';
import { parseDetail, parseFit } from '../../explorer/parse-look.js';
import type { ErrorSource } from '../../explorer/problem.js';
import type { ExplorerState } from '../../explorer/state.js';
import { parseTableOrder } from '../../explorer/table-order.js';
import { parseClassNames, parseImageValues, parseWeights, saying, type Said } from '../../explorer/weights/choice.js';
import { loadOverlay } from './load-overlay.js';

export type Texts = ReadonlyMap<string, string>;

/** Throws `RangeError` for a version that is not ours; a `v` beside nothing of ours is the page's own. */
function checkVersion(texts: Texts): void {
  const text = texts.get('v') ?? '';
  const isOurs = isVersion(text) && linkNames.some((name) => texts.has(name));
  if (isOurs && Number(text) !== LINK_VERSION)
    throw new RangeError(
      `v: expected ${LINK_VERSION}, got ${excerpt(text)}: the link is of another version, of which what is known here is shown`,
    );
}

/** Reads each part by itself: what cannot be read leaves the others. */
function readView(state: ExplorerState, texts: Texts, attempt: Attempt): void {
  const names = ['select', 'view', 'toggled', 'convention', 'closeup', 'ranked'];
  const [path, detail, toggled, convention, closeup, ranked] = names.map((name) => texts.get(name));
  attempt('page', () => path !== undefined && state.select(path));
  attempt('page', () => closeup !== undefined && state.setCloseup(parseCloseup(closeup)));
  attempt('page', () => {
    if (detail === undefined && toggled === undefined) return;
    const groups = (toggled ?? '').split(' ').filter((group) => state.has(group));
    state.setDetail(detail === undefined ? state.detail : parseDetail('view', detail), groups);
  });
  attempt('page', () => ranked !== undefined && state.setTableOrder(parseTableOrder(ranked)));
  for (const name of overrideNames.filter((one) => texts.has(one)))
    attempt('page', () => state.setOverride(name, parseOverride(name, texts.get(name)!)));
  attempt('page', () => convention && state.setConvention(parseConvention(convention)));
}

/** What names a part of the network, or a way of looking at it. */
const CLOSE: readonly string[] = ['select', 'closeup', 'ranked'];

/** Reads a part, and says what is wrong with it. */
export type Attempt = (source: ErrorSource, read: () => unknown) => void;

function readInputs(state: ExplorerState, texts: Texts, attempt: Attempt): void {
  const [weights, image] = [texts.get('weights'), texts.get('image')];
  const [values, names] = [texts.get('image-values'), texts.get('class-names')];
  attempt('page', () => weights !== undefined && state.setWeights(parseWeights(weights, true)));
  const say = (said: Said): void => state.setWeights(saying(state.weights, said));
  attempt('page', () => values !== undefined && say({ imageValues: parseImageValues(values) }));
  attempt('page', () => names !== undefined && say({ classNames: parseClassNames(names, true) }));
  // Not a problem of the image: another one runs, and what is wrong with the link stays said.
  attempt('page', () => image !== undefined && state.setImage(parseImage(image, true)));
  if (texts.has('overlay')) void readOverlay(state, texts, attempt);
  attempt('page', () => texts.has('image-fit') && state.setFit(parseFit(texts.get('image-fit')!)));
}

async function readOverlay(state: ExplorerState, texts: Texts, attempt: Attempt): Promise<void> {
  const { parseOverlay } = await loadOverlay();
  attempt('page', () => state.setOverlay(parseOverlay(texts.get('overlay')!, texts.get('overlay-as') ?? '', true)));
}

/** Reads everything that a link says of what is shown; whether it names a part of the network, or a way of looking at it. */
export function readLink(state: ExplorerState, texts: Texts, attempt: Attempt): boolean {
  attempt('page', () => checkVersion(texts));
  readView(state, texts, attempt);
  readInputs(state, texts, attempt);
  return CLOSE.some((name) => texts.has(name));
}

/** A sentence about each parameter that is nearly ours; those of others are left alone. */
export function misspeltNames(texts: Texts, hasPrefix: boolean): readonly string[] {
  const others = [...texts.keys()].filter(
    (name) => !linkNames.includes(name) && (hasPrefix || !FOREIGN.includes(name)),
  );
  return others.flatMap((name) => {
    const nearest = nearestName(name, linkNames, hasPrefix ? undefined : CAUTIOUS);
    return nearest === undefined ? [] : `${name}: there is no such parameter; is ${nearest} meant?`;
  });
}

/** Words that pages have for parameters of their own, and that are a letter from one of ours. */
const FOREIGN: readonly string[] = ['block', 'compare', 'group', 'images', 'measures', 'mode', 'models'];
/** Where parameters have no prefix that says whose they are, fewer slips are taken for some: `page` is no `image`. */
const CAUTIOUS = 5;
