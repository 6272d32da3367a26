/** Shows every snapshot; one that has changed comes first, the golden one and what was drawn under one slider. */
const files = import.meta.glob<string>('./*/*.svg', { query: '?url', import: 'default', eager: true });
const CHANGED = '-changed';

interface Snapshot {
  readonly name: string;
  readonly golden: string | undefined;
  readonly changed: string | undefined;
}

const nameOf = (path: string): string => path.slice('./'.length, -'.svg'.length);
const addressOf = (name: string): string | undefined => files[`./${name}.svg`];
const names = [...new Set(Object.keys(files).map((path) => nameOf(path).replace(new RegExp(`${CHANGED}$`), '')))];
const snapshots = names.map((name): Snapshot => ({
  name,
  golden: addressOf(name),
  changed: addressOf(`${name}${CHANGED}`),
}));

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const image = (src: string, alt: string): HTMLImageElement => element('img', { src, alt, loading: 'lazy' });
const caption = (text: string): HTMLElement => element('figcaption', {}, text);

const showGolden = ({ name, golden }: Snapshot): HTMLElement =>
  element('figure', {}, caption(name), element('a', { href: golden! }, image(golden!, name)));

/** Left of the slider lies the golden figure, right of it the new one. */
function showChanged({ name, golden, changed }: Snapshot): HTMLElement {
  const pair = element('div', { className: 'pair' });
  pair.append(...[golden, changed].flatMap((address) => (address ? image(address, name) : [])));
  const slider = element('input', { type: 'range', min: '0', max: '100', value: '50' });
  slider.setAttribute('aria-label', `${name}: how much is golden`);
  slider.addEventListener('input', () => pair.style.setProperty('--cut', `${slider.value}%`));
  const words = golden ? `${name}: golden left of the slider, drawn right of it` : `${name}: new`;
  return element('figure', { className: 'changed' }, caption(words), ...(golden ? [slider] : []), pair);
}

function showSection(id: string, shown: readonly HTMLElement[]): void {
  if (!shown.length) return;
  document.querySelector('main')!.append(element('section', { id }, element('h2', {}, id), ...shown));
  document.querySelector('nav')!.append(element('a', { href: `#${id}` }, `${id} (${shown.length})`));
}

const changes = snapshots.filter(({ changed }) => changed);
const goldens = snapshots.filter(({ golden }) => golden);
document.querySelector('#summary')!.textContent = `${goldens.length} snapshots, ${changes.length} changed.`;
showSection('changed', changes.map(showChanged));
for (const folder of new Set(goldens.map(({ name }) => name.split('/')[0]!)))
  showSection(folder, goldens.filter(({ name }) => name.startsWith(`${folder}/`)).map(showGolden));
