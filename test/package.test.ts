import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, unknown> };
const pages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'];

/** The entries that a text names, `./core` for `mobilenet-explorer/core`; `<tag>` stands for any. */
const entriesIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?<!\w\/)mobilenet-explorer(\/[\w./<>-]+)?(?=['`])/g)].map(
    ([, path = '']) => `.${path.replace('<tag>', '*')}`,
  );

describe('the package', () => {
  for (const page of pages)
    it(`exports every entry that ${page} names`, () => {
      const named = entriesIn(readFileSync(page, 'utf8'));
      expect(named.filter((entry) => !(entry in exports))).to.deep.equal([]);
    });

  it('finds the entries that it is to judge', () => {
    expect(entriesIn('`mobilenet-explorer/elements/<tag>.js`, `mobilenet-explorer`')).to.deep.equal([
      './elements/*.js',
      '.',
    ]);
  });
});
