import { expect } from '@open-wc/testing';
import { InputError } from '../../src/explorer/errors.js';
import { formatImage, parseImage, type ImageChoice } from '../../src/explorer/image-choice.js';
import { formatWeights, nextRandom, parseWeights, type WeightsChoice } from '../../src/explorer/weights/choice.js';

const blob = new Blob(['']);
const files = [new File([''], 'mine.safetensors')];

describe('weights by their text', () => {
  const meant: Readonly<Record<string, WeightsChoice>> = {
    '': { kind: 'fitting' },
    random: { kind: 'random', seed: 1 },
    'random:0': { kind: 'random', seed: 0 },
    'random:7': { kind: 'random', seed: 7 },
    'random:4294967295': { kind: 'random', seed: 4294967295 },
    'post-cifar10-w1': { kind: 'checkpoint', id: 'post-cifar10-w1' },
    randomised: { kind: 'checkpoint', id: 'randomised' },
    'public:mobilenetv2-100': { kind: 'public', id: 'mobilenetv2-100' },
    'random-7.safetensors': { kind: 'address', href: 'random-7.safetensors', isLinked: false },
    './weights': { kind: 'address', href: './weights', isLinked: false },
    'https://other.example/model.json': { kind: 'address', href: 'https://other.example/model.json', isLinked: false },
  };
  for (const [text, choice] of Object.entries(meant))
    it(`"${text}" is ${JSON.stringify(choice)}, and has that text again`, () => {
      expect(parseWeights(text, false)).to.deep.equal(choice);
      expect(formatWeights(choice)).to.equal(text === 'random' ? 'random:1' : text);
    });

  for (const text of [
    'random:abc',
    'random:',
    'random:-1',
    'random:1.5',
    'random:4294967296',
    'random:1e3',
    'random:0x1',
  ])
    it(`"${text}" is refused, with what is expected`, () => {
      const sentence = `weights: expected random:<seed>, a whole number from 0 to 4294967295, got ${text}`;
      expect(() => parseWeights(text, false))
        .to.throw(InputError, sentence)
        .with.property('code', 'weights-seed');
    });

  it('are not named where they are a reader’s own, or the page’s', () => {
    const own: WeightsChoice[] = [
      { kind: 'files', files, title: 'mine.safetensors' },
      { kind: 'address', href: 'blob:https://page.example/1', isLinked: false },
    ];
    expect(own.map(formatWeights)).to.deep.equal([undefined, undefined]);
  });

  it('random ones have another seed each time, and begin anew after the last', () => {
    const seeds = [0, 7, 4294967295].map((seed) => nextRandom({ kind: 'random', seed }));
    expect([...seeds, nextRandom({ kind: 'fitting' })]).to.deep.equal(
      [1, 8, 1, 1].map((seed) => ({ kind: 'random', seed })),
    );
  });
});

describe('an image by its text', () => {
  const meant: Readonly<Record<string, ImageChoice | undefined>> = {
    '': undefined,
    ship: { kind: 'sample', id: 'ship' },
    'photos/me.jpg': { kind: 'address', href: 'photos/me.jpg', isLinked: true },
    'https://other.example/me.jpg': { kind: 'address', href: 'https://other.example/me.jpg', isLinked: true },
  };
  for (const [text, choice] of Object.entries(meant))
    it(`"${text}" is ${JSON.stringify(choice)}, and has that text again`, () => {
      expect(parseImage(text, true)).to.deep.equal(choice);
      expect(formatImage(choice)).to.equal(text);
    });

  it('is not named where it is a reader’s own', () => {
    expect(formatImage({ kind: 'blob', blob, title: 'camera' })).to.equal(undefined);
  });
});

describe('what cannot be an address', () => {
  for (const [what, parse] of [
    ['image', parseImage],
    ['weights', parseWeights],
  ] as const)
    for (const [text, isLinked] of [
      ['http://[', true],
      ['http://[', false],
      ['javascript:alert(1)', false],
      ['blob:https://page.example/1', true],
    ] as const)
      it(`is refused as ${what}${isLinked ? ' of a link' : ''}: ${text}`, () => {
        expect(() => parse(text, isLinked))
          .to.throw(InputError, `${what}: expected an address`)
          .and.to.include({ code: 'address-refused', source: what });
      });
});
