import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { attributeOf, familyOf, formatOption, optionOf, type OptionValue } from '../../../core/index.js';
import { openedModels } from '../../../explorer/opened.js';
import { isDepth, networkAttributes, parseChoice, type NetworkChoice } from '../../../explorer/source.js';
import type { ExplorerState } from '../../../explorer/state.js';

interface Host extends ReactiveControllerHost {
  /** `undefined`: the address is left alone; else what its parameters begin with. */
  readonly urlPrefix?: string | undefined;
  readonly state: ExplorerState | undefined;
}

/** Browsers refuse hundreds of changes of the address in a row, which a slider would make. */
const REST_MS = 250;

/** A choice as parameters: attribute names and texts. */
export function choiceToTexts({ network, options }: NetworkChoice): Map<string, string> {
  const family = familyOf(network);
  const model = openedModels.get(network);
  const texts = Object.entries(options).map(([name, value]): [string, string] => {
    const text = name === 'preset' ? String(value) : formatOption(optionOf(family, name), value as OptionValue);
    return [attributeOf(name), text];
  });
  if (!model) return new Map([['network', network], ...texts]);
  // What a reader has on disk no address leads to.
  return new Map(model.address ? [['model', model.address], ...texts] : []);
}

/** Everything in the state that a reader would want to find again. */
function toTexts(state: ExplorerState): Map<string, string> {
  const texts = choiceToTexts(state.choice);
  if (state.selected) texts.set('select', state.selected);
  texts.set('view', state.depth);
  texts.set('convention', state.convention);
  if (state.toggled.size) texts.set('toggled', [...state.toggled].join(' '));
  if (state.weights) texts.set('weights', state.weights);
  if (state.image?.sample) texts.set('image', state.image.sample);
  return texts;
}

async function fromTexts(state: ExplorerState, texts: ReadonlyMap<string, string>): Promise<void> {
  if (texts.has('model')) await (await import('../../../explorer/imported.js')).openLinkedModel(state, texts);
  else if (networkAttributes.some((name) => texts.has(name) && !isDepth(texts.get(name)!)))
    state.choose(parseChoice(texts));
  const path = texts.get('select');
  if (path !== undefined && (path === '' || state.has(path))) state.select(path);
  const depth = texts.get('view') ?? texts.get('depth') ?? null;
  if (isDepth(depth))
    state.setDepth(
      depth,
      (texts.get('toggled') ?? '').split(' ').filter((group) => state.has(group)),
    );
  const convention = texts.get('convention');
  if (convention) state.setConvention(convention);
  if (texts.has('weights')) state.setWeights(texts.get('weights'), true);
  const sample = texts.get('image');
  if (sample) state.setImage({ image: sample, title: sample, sample });
}

/** Keeps a state in the page's address, and takes it from there when the page opens or the reader goes back. */
export class UrlController implements ReactiveController {
  private following: ExplorerState | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What the tag itself says, which need not be written. */
  private initial: ReadonlyMap<string, string> = new Map();

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('popstate', this.read);
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.read);
    this.follow(undefined);
  }

  hostUpdate(): void {
    this.follow(this.host.urlPrefix === undefined ? undefined : this.host.state);
  }

  private follow(state: ExplorerState | undefined): void {
    if (state === this.following) return;
    clearTimeout(this.timer);
    this.following?.removeEventListener('change', this.schedule);
    this.following = state;
    if (!state) return;
    this.initial = toTexts(state);
    this.read();
    state.addEventListener('change', this.schedule);
  }

  private readonly schedule = (): void => {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write(), REST_MS);
  };

  private readonly read = (): void => {
    const state = this.following;
    if (!state) return;
    const prefix = this.host.urlPrefix ?? '';
    const given = [...new URLSearchParams(location.search)].filter(([name]) => name.startsWith(prefix));
    const texts = new Map(given.map(([name, text]) => [name.slice(prefix.length), text]));
    fromTexts(state, texts).catch((error: Error) =>
      state.setProblem('options', { source: 'options', message: `address: ${error.message}` }),
    );
  };

  private write(): void {
    if (!this.following) return;
    const prefix = this.host.urlPrefix ?? '';
    const address = new URL(location.href);
    const texts = toTexts(this.following);
    for (const name of KNOWN) address.searchParams.delete(prefix + name);
    for (const [name, text] of this.differences(texts)) address.searchParams.set(prefix + name, text);
    history.replaceState(history.state, '', readable(address));
  }

  /** What the tag does not say itself. A choice is written whole or not at all: half of one would be another network. */
  private differences(texts: ReadonlyMap<string, string>): [string, string][] {
    const differs = (name: string): boolean => this.initial.get(name) !== texts.get(name);
    const otherNetwork = networkAttributes.some(differs);
    const said = [...texts].filter(([name]) => (networkAttributes.includes(name) ? otherNetwork : differs(name)));
    // Undoing the tag's own selection has to be said, or it would come back.
    return differs('select') && !texts.has('select') ? [...said, ['select', '']] : said;
  }
}

const KNOWN: readonly string[] = [...networkAttributes, 'select', 'view', 'convention', 'toggled', 'weights', 'image'];

/** Paths and tables stay legible: these signs need no escape in a query. */
const readable = (address: URL): string => address.href.replace(/%2F/g, '/').replace(/%2C/g, ',').replace(/%3B/g, ';');
