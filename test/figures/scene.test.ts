import { describe, expect, it } from 'vitest';
import type { Looks } from '../../src/figures/looks.js';
import { mixColours } from '../../src/figures/mix-colours.js';
import { group, rect, text, type Scene, type Shape } from '../../src/figures/scene.js';
import { printSvg } from '../../src/figures/svg-text.js';
import { colourOf, tokens, type Token } from '../../src/figures/tokens.js';
import { chartScenes, graphScenes } from '../support/scenes.js';

/** Elements that are opened are closed in turn, nothing stands between them that XML forbids. */
function faultsOf(xml: string): readonly string[] {
  const open: string[] = [];
  const faults: string[] = [];
  const rest = xml.replace(
    /<(\/?)([a-z]+)((?: [\w:-]+="[^"<]*")*)(\/?)>/g,
    (_, end: string, name: string, _all, empty: string) => {
      if (end && open.pop() !== name) faults.push(`${name} is closed out of turn`);
      if (!end && !empty) open.push(name);
      return '';
    },
  );
  if (/[<>]|&(?!(amp|lt|gt|quot);)/.test(rest)) faults.push(`left over: ${rest.slice(0, 80)}`);
  return [...faults, ...open.map((name) => `${name} is not closed`)];
}

const allOf = (shapes: readonly Shape[]): readonly Shape[] =>
  shapes.flatMap((shape) => [shape, ...(typeof shape.content === 'object' ? allOf(shape.content) : [])]);

/** Roles that say what something is and leave its looks to others. */
const SILENT = new Set([
  '',
  'place',
  'leaf',
  'header',
  'item',
  'ways',
  'bars',
  'title',
  'dot',
  'sticky',
  'place',
  'failure',
]);

const namesIn = (looks: Looks): ReadonlySet<string> =>
  new Set(Object.keys(looks).flatMap((selector) => selector.match(/(?<=\.)[\w-]+/g) ?? []));

const colours = (svg: string): readonly string[] =>
  [...svg.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour!);

const scene = (shapes: readonly Shape[], looks: Looks): Scene => ({ title: 'a', viewBox: [0, 0, 9, 9], looks, shapes });

describe('printSvg(scene)', () => {
  for (const [name, make] of [...graphScenes, ...chartScenes])
    it(`${name}: is well-formed, in classes and in both themes, every colour plain, every number a number`, () => {
      const made = make();
      for (const options of [{}, { theme: 'light' }, { theme: 'dark' }] as const) {
        const svg = printSvg(made, options);
        expect(faultsOf(svg)).to.deep.equal([]);
        expect(svg).not.to.match(/NaN|undefined|Infinity|\[object/);
        if ('theme' in options) {
          expect(colours(svg).filter((colour) => !/^(#[\da-f]{6}|none)$/.test(colour))).to.deep.equal([]);
          expect(svg).not.to.match(/ class=| part=| data-/);
        }
      }
    });

  for (const [name, make] of [...graphScenes, ...chartScenes])
    it(`${name}: every role has a look, and whatever is painted a colour`, () => {
      const { looks, shapes } = make();
      const known = namesIn(looks);
      const roles = new Set(allOf(shapes).flatMap(({ role }) => role.split(' ')));
      expect([...roles].filter((role) => !known.has(role) && !SILENT.has(role))).to.deep.equal([]);
      const svg = printSvg({ title: '', viewBox: [0, 0, 1, 1], looks, shapes }, { theme: 'light' });
      expect(svg.match(/<(rect|path|circle|text)(?![^>]* fill=)[^>]*>/g)).to.equal(null);
    });

  it('writes what XML would read as its own, and leaves out what it forbids', () => {
    const svg = printSvg(scene([text('"a"', {}, 'a < b & c > d\u0001')], {}));
    expect(svg).to.contain('class="&quot;a&quot;"').and.contain('>a &lt; b &amp; c &gt; d<');
  });

  it('lets later looks have their way, and looks inside something reach nothing else', () => {
    const looks: Looks = { '.b': { fill: 'ink' }, rect: { fill: 'paper' }, '.c .a': { fill: 'danger' } };
    const box = { width: 1, height: 1 };
    const svg = printSvg(scene([rect('a b', box), group('c', [rect('a', box)])], looks), { theme: 'light' });
    expect(colours(svg)).to.deep.equal([tokens.paper[0], tokens.danger[0]]);
  });

  it('takes looks from what is around at any distance', () => {
    const looks: Looks = { rect: { fill: 'paper' }, '.outer .inner rect': { fill: 'danger' } };
    const inside = group('inner', [group('', [rect('', { width: 1, height: 1 })])]);
    const svg = printSvg(scene([group('outer', [inside]), inside], looks), { theme: 'light' });
    expect(colours(svg)).to.deep.equal([tokens.danger[0], tokens.paper[0]]);
  });

  it('takes tints from the shape or from what is around it, and a page’s own colours for tokens', () => {
    const looks: Looks = { '.x': { tint: 'accent' }, '.y': { tint: 'danger' }, rect: { fill: 'tint' } };
    const box = { width: 1, height: 1 };
    const shapes = [group('x', [rect('', box), rect('y', box)])];
    const svg = printSvg(scene(shapes, looks), { theme: 'dark', colours: { accent: 'rgb(1, 2, 3)' } });
    expect(colours(svg)).to.deep.equal(['#010203', tokens.danger[1]]);
  });

  it('leaves out what cannot be seen, and groups of nothing else', () => {
    const looks: Looks = { '.hit': { fill: 'transparent' } };
    const shapes = [group('', [rect('hit', { width: 1, height: 1 })])];
    expect(printSvg(scene(shapes, looks), { theme: 'light' })).not.to.match(/<(g|rect)/);
    expect(printSvg(scene(shapes, looks))).to.match(/<g><rect class="hit"/);
  });
});

describe('tokens', () => {
  it('have a colour on light and on dark paper', () => {
    for (const token of Object.keys(tokens) as Token[])
      for (const theme of ['light', 'dark'] as const) expect(colourOf(token, theme), token).to.match(/^#[\da-f]{6}$/);
  });

  it('that stand for another follow what a page makes of it', () => {
    expect(colourOf('kind-unknown', 'light', { 'ink-soft': '#123456' })).to.equal('#123456');
  });
});

describe('mixColours(colour, share, other)', () => {
  it('gives back either colour at the ends', () => {
    const [a, b] = ['#2f74d0', '#14181f'];
    expect([mixColours(a, 100, b), mixColours(a, 0, b)]).to.deep.equal([a, b]);
  });
  it('says which colour it cannot read', () => {
    expect(() => mixColours('teal', 50, '#fff')).to.throw(RangeError, 'colour: expected #rrggbb or rgb(…), got teal');
  });
});
