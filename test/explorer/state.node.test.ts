import { describe, expect, it } from 'vitest';
import { formatCloseup, parseCloseup } from '../../src/explorer/closeup-text.js';
import type { Snapshot } from '../../src/explorer/snapshot.js';
import { Choices } from '../../src/explorer/choices.js';
import { pinValue } from '../../src/explorer/shown-node.js';
import { ExplorerState, type StateChangeEvent } from '../../src/explorer/state.js';
import { cases } from '../support/cases.js';
import { explore } from '../support/random-explorer.js';
import { Seeded } from '../support/seeded.js';

/** What a state tells, in its order. */
function heard(state: ExplorerState): string[] {
  const aspects: string[] = [];
  state.addEventListener('change', (event) => aspects.push((event as StateChangeEvent).aspect));
  return aspects;
}

const small = { network: 'mobilenet-v2', options: { width: 0.5, resolution: 96 } };
const files = ['a.safetensors', 'b.safetensors'].map((name) => new File([''], name));
const blob = new Blob(['']);

describe('a state', () => {
  const acts: Readonly<Record<string, readonly [(state: ExplorerState) => unknown, ...aspects: string[]]>> = {
    choose: [(state) => state.choose(structuredClone(small)), 'network'],
    chooseTexts: [(state) => state.chooseTexts(new Map([['width', '0.35']])), 'network'],
    changeOptions: [(state) => state.changeOptions({ width: 0.75 }), 'network'],
    'choose, what cannot be built': [(state) => state.choose({ network: 'vgg', options: {} }), 'problem', 'network'],
    select: [(state) => state.select('stem'), 'selection'],
    hover: [(state) => state.hover('stem'), 'hover'],
    setConvention: [(state) => state.setConvention('keras'), 'convention'],
    setDetail: [(state) => state.setDetail('layers'), 'view'],
    'setDetail, of some groups': [(state) => state.setDetail('blocks', ['stage2', 'stage3']), 'view'],
    setCloseup: [(state) => state.setCloseup({ tab: 'count', channel: 3 }), 'closeup'],
    setTableOrder: [(state) => state.setTableOrder({ column: 'ratio', ascending: true }), 'table'],
    setImage: [(state) => state.setImage({ kind: 'sample', id: 'ship' }), 'image'],
    'setImage, a file': [(state) => state.setImage({ kind: 'blob', blob, title: 'me.jpg' }), 'image'],
    setWeights: [(state) => state.setWeights({ kind: 'random', seed: 7 }), 'weights'],
    'setWeights, files': [(state) => state.setWeights({ kind: 'files', files: [...files], title: 'a' }), 'weights'],
    setTagProblems: [(state) => state.setTagProblems([{ source: 'page', message: 'wrong' }]), 'tag'],
    restore: [(state) => state.restore({ ...state.snapshot, selected: 'stem', detail: 'layers' }), 'selection', 'view'],
  };
  for (const [name, [act, ...aspects]] of Object.entries(acts))
    it(`${name}: tells the change once, and nothing where the same is asked for again`, () => {
      const state = new ExplorerState();
      const told = heard(state);
      act(state);
      expect(told).to.deep.equal(aspects);
      act(state);
      expect(told).to.deep.equal(aspects);
    });

  it('pins a value of a member of the selected group there, and selects any other node', () => {
    const state = new ExplorerState();
    state.select('stage2/block1');
    pinValue(state, 'stage2/block1/expand/conv', [1, 2, 3]);
    expect([state.selected, state.closeup.member]).to.deep.equal(['stage2/block1', 'stage2/block1/expand/conv']);
    expect([state.closeup.pin, state.closeup.channel]).to.deep.equal([[1, 2, 3], 3]);
    pinValue(state, 'stem/conv', [4, 5, 6]);
    expect([state.selected, state.closeup.member, state.closeup.pin]).to.deep.equal(['stem/conv', '', [4, 5, 6]]);
    expect(() => pinValue(state, 'nowhere', [0, 0, 0])).to.throw(RangeError, 'unknown node: nowhere');
  });

  it('moves the pin to the channel that is enlarged, and takes it away with the map', () => {
    const state = new ExplorerState();
    pinValue(state, 'stem/conv', [4, 5, 6]);
    state.setCloseup({ channel: 7 });
    expect(state.closeup.pin).to.deep.equal([4, 5, 7]);
    state.setCloseup({ channel: undefined });
    expect(state.closeup.pin).to.equal(undefined);
    pinValue(state, 'stem/conv', [4, 5, 6]);
    state.setCloseup({ show: 'weights' });
    expect(state.closeup.pin).to.equal(undefined);
  });

  it('toggle: tells each', () => {
    const state = new ExplorerState();
    const told = heard(state);
    state.toggle('stage2');
    state.toggle('stage2');
    expect(told).to.deep.equal(['view', 'view']);
    expect(state.toggled.size).to.equal(0);
  });

  it('a family that has to be loaded: tells that it waits, that it does no longer, and the network', async () => {
    const state = new ExplorerState();
    const told = heard(state);
    state.choose({ network: 'squeezenet', options: {} });
    expect([told, state.pending, state.network.id]).to.deep.equal([['pending'], 'squeezenet', 'mobilenet-v2']);
    expect(await state.ready).to.equal(undefined);
    expect([told, state.pending, state.network.id]).to.deep.equal([
      ['pending', 'pending', 'network'],
      undefined,
      'squeezenet',
    ]);
  });

  it('a selection that the next network does not have: is none, in one telling', () => {
    const state = new ExplorerState();
    state.select('stage2/block1');
    const told = heard(state);
    state.choose({ network: 'mobilenet-v2', options: { blocks: [[1, 16, 1, 1]] } });
    expect([told, state.selected]).to.deep.equal([['network', 'selection'], '']);
  });

  it('the close-up of a node is not that of the next one, nor of a network that does not have it', () => {
    const state = new ExplorerState();
    const member = 'stage2/block1/expand/conv';
    const lookInto = (): void => {
      state.select('stage2/block1');
      state.setCloseup({ tab: 'look', member, channel: 7, order: 'mean' });
    };
    const seen = (): unknown[] => [state.closeup.member, state.closeup.channel, state.closeup.tab, state.closeup.order];
    lookInto();
    state.changeOptions({ width: 0.5 });
    expect(seen(), 'another width').to.deep.equal([member, 7, 'look', 'mean']);
    state.select('stage3/block1');
    expect(seen(), 'another node').to.deep.equal(['', undefined, 'look', 'mean']);
    lookInto();
    state.setCloseup({ show: 'weights' });
    expect(seen(), 'other tensors').to.deep.equal([member, undefined, 'look', 'mean']);
    state.setCloseup({ channel: 1 });
    state.choose({ network: 'mobilenet-v2', options: { blocks: [[1, 16, 1, 1]] } });
    expect(seen(), 'another network').to.deep.equal(['', undefined, 'look', 'mean']);
    expect(() => state.setCloseup({ member: 'stage9' })).to.throw(RangeError, 'unknown node: stage9');
  });

  it('what is told first finds all in force', () => {
    const state = new ExplorerState();
    const seen: unknown[] = [];
    state.addEventListener('change', () => seen.push(state.snapshot));
    const snapshot: Snapshot = {
      ...state.snapshot,
      choice: small,
      selected: 'stem',
      weights: { kind: 'random', seed: 2 },
    };
    void state.restore(snapshot);
    expect(seen).to.deep.equal([snapshot, snapshot, snapshot]);
  });

  it('a problem is told each time that it comes, and once that it is gone', () => {
    const state = new ExplorerState();
    const told = heard(state);
    state.setProblem('image', undefined);
    state.setProblem('image', { source: 'image', message: 'wrong' });
    state.setProblem('image', { source: 'image', message: 'wrong' });
    state.setProblem('image', undefined);
    state.setProblem('image', undefined);
    expect(told).to.deep.equal(['problem', 'problem', 'problem']);
  });

  it('lets nobody write its fields from outside', () => {
    const state = new ExplorerState();
    const fields = [Choices, ExplorerState].flatMap((part) =>
      Object.entries(Object.getOwnPropertyDescriptors(part.prototype)),
    );
    const readable = fields.filter(([, { get }]) => get).map(([name]) => name);
    expect(readable).to.include.members(['choice', 'network', 'cost', 'image', 'weights', 'selected', 'snapshot']);
    for (const name of readable) expect(() => Reflect.set(state, name, 'x') || name).not.to.throw();
    for (const name of readable) expect(Reflect.set(state, name, 'x'), name).to.equal(false);
  });

  it('takes options that cannot be read as a problem', () => {
    const state = new ExplorerState();
    const endless: Record<string, unknown> = {};
    endless['width'] = endless;
    const choose = (): string | undefined =>
      state.choose({ network: 'mobilenet-v2', options: endless as never })?.option;
    expect([choose(), choose()]).to.deep.equal(['width', 'width']);
  });
});

describe('a snapshot', () => {
  /** One in which a reader has done something. */
  async function explored(seed: number): Promise<ExplorerState> {
    const state = new ExplorerState();
    await explore(state, new Seeded(seed));
    return state;
  }

  it('is all of it: 200 random ones, put back in another state, are equal', async () => {
    const other = new ExplorerState();
    for (let seed = 0; seed < cases(200, 200); seed++) {
      const state = await explored(seed);
      expect(await other.restore(state.snapshot)).to.equal(undefined);
      expect(other.snapshot, `${seed}`).to.deep.equal(state.snapshot);
      expect(other.network, `${seed}`).to.deep.equal(state.network);
      expect([...other.toggled].sort(), `${seed}`).to.deep.equal([...state.toggled].sort());
    }
  });

  it('has a close-up that its text gives back', async () => {
    for (let seed = 0; seed < cases(20, 200); seed++) {
      const { closeup } = await explored(seed);
      expect(parseCloseup(formatCloseup(closeup)), formatCloseup(closeup)).to.deep.equal(closeup);
    }
  });

  for (const [text, sentence] of [
    ['tab:all', 'closeup tab: expected one of look, count, explain, got "all"'],
    ['channel:-1', 'closeup channel: expected a whole number from 0, got "-1"'],
    ['mean', 'closeup: expected tab:…, count:…, show:…, layer:…, channel:…, pin:…, sort:… or scale:…, got "mean"'],
    ['pin:3,5', 'closeup pin: expected row,column,channel, got "3,5"'],
  ] as const)
    it(`has none that is called ${text}`, () => {
      expect(() => parseCloseup(text)).to.throw(TypeError, sentence);
    });

  it('is told once an aspect that differs, and not at all where nothing does', async () => {
    for (let seed = 0; seed < cases(20, 100); seed++) {
      const [state, other] = [await explored(seed), await explored(seed + 1000)];
      const { snapshot } = state;
      const before = other.snapshot;
      const differs = (name: keyof Snapshot): boolean =>
        JSON.stringify(before[name]) !== JSON.stringify(snapshot[name]);
      const told = heard(other);
      await other.restore(snapshot);
      expect(new Set(told).size, `${seed}`).to.equal(told.length);
      expect(told.includes('network'), `${seed}`).to.equal(differs('choice'));
      expect(told.includes('view'), `${seed}`).to.equal(differs('detail') || differs('toggled'));
      expect(told.includes('convention'), `${seed}`).to.equal(differs('convention'));
      told.length = 0;
      await other.restore(state.snapshot);
      expect(told, `${seed}`).to.deep.equal([]);
    }
  });

  it('is plain: a structured clone of it is put back as well', async () => {
    const state = new ExplorerState();
    state.choose(small);
    state.toggle('stage2');
    const other = new ExplorerState();
    await other.restore(structuredClone(state.snapshot));
    expect(other.snapshot).to.deep.equal(state.snapshot);
  });

  it('of a family that is not here yet is put back when it is, all at once', async () => {
    const state = new ExplorerState();
    const told = heard(state);
    const snapshot: Snapshot = {
      ...state.snapshot,
      choice: { network: 'alexnet', options: {} },
      weights: { kind: 'random', seed: 3 },
    };
    const restored = state.restore(snapshot);
    expect(told).to.deep.equal(['pending']);
    await restored;
    expect(told).to.deep.equal(['pending', 'pending', 'network', 'weights']);
    expect(state.snapshot).to.deep.equal(snapshot);
  });
});
