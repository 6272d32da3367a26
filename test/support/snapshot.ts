/** What is drawn as text: elements, geometry, classes, roles and words; no computed colour, nothing measured. */
import { getSnapshotConfig, removeFile, writeFile } from '@web/test-runner-commands';
import type { Scene } from '../../src/figures/scene.js';
import { lookOf, type Figure } from './snapshot-looks.js';

/** A drawing, and the size it is looked at in; its own where absent. */
export interface Drawing {
  readonly svg: Element;
  /** What it was drawn from. */
  readonly scene: Scene;
  readonly size?: readonly [width: number, height: number];
  readonly viewBox?: string;
}

/** What the tests of elements hold: names and states for assistive technology, and parts, which say what classes say. */
const LEFT_OUT = /^aria-|^(tabindex|part)$/;
/** Classes of a change that has just been made: an animation, not the figure. */
const PASSING = /(?<= |^)(glides|fresh|changed)(?= |$)/g;
const WORDS = new Set(['class', 'role', 'data-path', 'data-id']);
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;
const GAP = 12;

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
const collapse = (text: string): string => text.replace(/[ \t\n]+/g, ' ').trim();

/** Three decimals; what is smaller than that is 0, and never −0. */
const rounded = (text: string): string =>
  text.startsWith('#') ? text : text.replace(NUMBER, (number) => `${Number(Number(number).toFixed(3)) || 0}`);

const written = (attributes: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escape(`${value}`)}"`))
    .join('');

function attributesOf(element: Element): Record<string, string> {
  const kept = [...element.attributes].filter(({ name }) => !LEFT_OUT.test(name));
  return Object.fromEntries(
    kept
      .map(
        ({ name, value }) =>
          [name, WORDS.has(name) ? collapse(value.replace(PASSING, '')) : rounded(collapse(value))] as const,
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** An element a line, its children indented below it. */
function linesOf(element: Element, attributes: Record<string, string> = attributesOf(element)): readonly string[] {
  const name = element.localName;
  const open = `<${name}${written(attributes)}`;
  const children = [...element.children];
  if (children.length) return [`${open}>`, ...children.flatMap((child) => indented(linesOf(child))), `</${name}>`];
  const text = collapse(element.textContent ?? '');
  return [text ? `${open}>${escape(text)}</${name}>` : `${open}/>`];
}

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => ` ${line}`);

function sizeOf({ svg, size }: Drawing): readonly [number, number] {
  const [, , width = 0, height = 0] = (svg.getAttribute('viewBox') ?? '').split(' ').map(Number);
  return size ?? [Number(svg.getAttribute('width')) || width, Number(svg.getAttribute('height')) || height];
}

function placed(drawing: Drawing, y: number): readonly string[] {
  const { svg, viewBox } = drawing;
  const { viewBox: own, preserveAspectRatio } = attributesOf(svg) as Record<string, string | undefined>;
  const [width, height] = sizeOf(drawing).map((pixels) => rounded(`${pixels}`)) as [string, string];
  const root = { y: rounded(`${y}`), width, height, viewBox: viewBox ?? own ?? `0 0 ${width} ${height}` };
  const attributes = { ...root, ...(preserveAspectRatio && { preserveAspectRatio }) } as Record<string, string>;
  return [`<svg${written(attributes)}>`, ...[...svg.children].flatMap((child) => indented(linesOf(child))), '</svg>'];
}

/** The canonical text of drawings, one below the other: an SVG that stands alone and can be looked at. */
export function snapshotOf(figure: Figure, ...drawings: readonly Drawing[]): string {
  const sizes = drawings.map(sizeOf);
  const tops = sizes.map((_, at) => sizes.slice(0, at).reduce((sum, [, height]) => sum + height + GAP, 0));
  const width = Math.max(...sizes.map(([width]) => width));
  const height = tops.at(-1)! + sizes.at(-1)![1];
  const root = { xmlns: 'http://www.w3.org/2000/svg', width, height };
  const lines = [
    `<svg${written(root)}>`,
    ` <style>${lookOf(figure).join('')}</style>`,
    ...drawings.flatMap((drawing, at) => indented(placed(drawing, tops[at]!))),
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}

/** Where a text departs from another, for a message. */
function firstDifference(golden: string, found: string): string {
  const [before, after] = [golden.split('\n'), found.split('\n')];
  const at = before.findIndex((line, index) => line !== after[index]);
  const line = at < 0 ? before.length : at;
  const cut = (text = 'nothing'): string => text.trim().slice(0, 200);
  return `line ${line + 1}: expected ${cut(before[line])}, drawn is ${cut(after[line])}`;
}

const files = import.meta.glob<string>('../snapshots/*/*.svg', { query: '?raw', import: 'default' });

/** Every snapshot that lies in the folder, `graph/alexnet-blocks-vertical`; with those that have changed. */
export const snapshotNames = (): readonly string[] =>
  Object.keys(files).map((file) => file.slice('../snapshots/'.length, -'.svg'.length));

/** Compares with `test/snapshots/<name>.svg`, or writes it where `--update-snapshots` was given. */
export async function expectSnapshot(name: string, found: string): Promise<void> {
  const [path, changed] = [`../snapshots/${name}.svg`, `../snapshots/${name}-changed.svg`];
  const golden = await files[path]?.();
  const { updateSnapshots } = await getSnapshotConfig();
  if (golden === found || updateSnapshots) {
    if (golden !== found) await writeFile({ path, content: found });
    if (changed in files) await removeFile({ path: changed });
    return;
  }
  await writeFile({ path: changed, content: found });
  const difference = golden === undefined ? 'there is none yet' : firstDifference(golden, found);
  throw new Error(
    `test/snapshots/${name}.svg: ${difference}. Look at both with \`npm start\`, at /test/snapshots/; ` +
      '`npm run snapshots` takes what is drawn.',
  );
}
