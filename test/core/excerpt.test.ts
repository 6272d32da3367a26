import { describe, expect, it } from 'vitest';
import { excerpt, excerptName, messageOf } from '../../src/core/index.js';
import { hostileValues } from '../support/hostile-options.js';

describe('excerpt(value)', () => {
  for (const [value, text] of [
    ['a', '"a"'],
    [1.5, '1.5'],
    [NaN, 'NaN'],
    [null, 'null'],
    [undefined, 'undefined'],
    [12n, '12n'],
    [[1, [2, 'x']], '[1,[2,"x"]]'],
    [{ a: 1, b: [true] }, '{"a":1,"b":[true]}'],
    [new Float32Array(4), '16 bytes'],
    ['x'.repeat(80), `"${'x'.repeat(59)}…`],
    [`${'x'.repeat(58)}💥y`, `"${'x'.repeat(58)}…`],
  ] as const) {
    it(`${text}`, () => expect(excerpt(value)).to.equal(text));
  }

  it('takes whatever there is, and gives a text of bounded length', () => {
    for (const make of hostileValues) {
      expect(excerpt(make()).length).to.be.within(1, 61);
      expect(excerptName(make()).length).to.be.within(0, 121);
      expect(messageOf(make()).length).to.be.within(0, 1001);
    }
  });

  it('looks at no more of a list than it shows', () => {
    let reads = 0;
    const list = new Proxy(
      Array.from({ length: 1_000_000 }, () => 1),
      {
        get: (target, key) => (reads++, Reflect.get(target, key)),
      },
    );
    excerpt(list);
    expect(reads).to.be.below(200);
  });
});

describe('messageOf(error)', () => {
  it('cuts what others have thrown', () => {
    expect(messageOf(new Error('short'))).to.equal('short');
    expect(messageOf(new Error('x'.repeat(11_000_000)))).to.have.length(1001);
    expect(messageOf('text')).to.equal('text');
  });
});
