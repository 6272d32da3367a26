import { describe, expect, it } from 'vitest';
import { wordsOfAct } from '../../src/explorer/act-words.js';
import { History } from '../../src/explorer/history.js';
import { FIRST_SNAPSHOT, type Snapshot } from '../../src/explorer/snapshot.js';
import { ExplorerState, type StateChangeEvent } from '../../src/explorer/state.js';
import { cases } from '../support/cases.js';
import { Seeded } from '../support/seeded.js';

/** What a state says after each of these acts, begun with what it says before. */
function snapshotsOf(...acts: readonly ((state: ExplorerState) => unknown)[]): Snapshot[] {
  const state = new ExplorerState();
  return [
    state.snapshot,
    ...acts.map((act) => {
      act(state);
      return state.snapshot;
    }),
  ];
}

const paths = ['stem', 'stage1', 'stage2', 'stage3', 'stage4', 'stage5'];
const selections = snapshotsOf(...paths.map((path) => (state: ExplorerState) => state.select(path)));
const widths = snapshotsOf(
  ...[0.9, 0.8, 0.7, 0.6].map((width) => (state: ExplorerState) => state.changeOptions({ width })),
);

describe('a history', () => {
  it('goes back through every act and forward again', () => {
    const history = new History(selections[0]!);
    for (const snapshot of selections.slice(1)) expect(history.record(snapshot)).to.equal('pushed');
    for (const snapshot of selections.slice(0, -1).toReversed()) expect(history.undo()).to.equal(snapshot);
    expect(history.undo()).to.equal(undefined);
    for (const snapshot of selections.slice(1)) expect(history.redo()).to.equal(snapshot);
    expect(history.redo()).to.equal(undefined);
  });

  it('what is done after an undo takes the place of what was undone', () => {
    const [first, second, third, other] = selections as [Snapshot, Snapshot, Snapshot, Snapshot];
    const history = new History(first);
    history.record(second);
    history.record(third);
    history.undo();
    history.record(other);
    expect([history.next, history.previous]).to.deep.equal([undefined, second]);
  });

  it('the same chosen again is no act', () => {
    const history = new History(selections[0]!);
    expect(history.record(structuredClone(selections[0]!))).to.equal('same');
    expect(history.previous).to.equal(undefined);
  });

  it('a slider that is held makes one act of all its values; let go, the next value is another', () => {
    const history = new History(widths[0]!);
    expect(widths.slice(1, 4).map((snapshot) => history.record(snapshot, true))).to.deep.equal([
      'pushed',
      'amended',
      'amended',
    ]);
    expect(history.record(widths[4]!, false)).to.equal('pushed');
    expect([history.undo(), history.undo()]).to.deep.equal([widths[3], widths[0]]);
  });

  it('takes a pin that is moved over a tensor for one act, and what is pinned elsewhere for another', () => {
    const pinned = (selected: string, ...pin: [number, number, number]): Snapshot => ({
      ...FIRST_SNAPSHOT,
      selected,
      closeup: { ...FIRST_SNAPSHOT.closeup, channel: pin[2], pin },
    });
    const history = new History(FIRST_SNAPSHOT);
    expect(history.record(pinned('stem', 0, 0, 1))).to.equal('pushed');
    expect(history.record(pinned('stem', 0, 1, 1), true)).to.equal('pushed');
    expect(history.record(pinned('stem', 0, 2, 1), true)).to.equal('amended');
    expect(history.record(pinned('head', 0, 2, 1), true)).to.equal('pushed');
    expect(history.undo()!.closeup.pin).to.deep.equal([0, 2, 1]);
    expect(history.undo()!.closeup.pin).to.deep.equal([0, 0, 1]);
  });

  it('other acts with a hand on something are acts of their own', () => {
    const history = new History(selections[0]!);
    const outcomes = selections.slice(1).map((snapshot) => history.record(snapshot, true));
    expect(new Set(outcomes)).to.deep.equal(new Set(['pushed']));
  });

  it('a slider that goes on after an undo does not change what was gone back to', () => {
    const history = new History(widths[0]!);
    history.record(widths[1]!, true);
    history.record(selections[1]!);
    history.undo();
    history.record(widths[2]!, true);
    expect(history.undo()).to.equal(widths[1]);
  });

  it('what no reader did is undone with the act before it', () => {
    const [first, second, third] = selections as [Snapshot, Snapshot, Snapshot];
    const history = new History(first);
    history.record(second);
    expect(history.amend(third)).to.equal('amended');
    expect([history.present, history.previous]).to.deep.equal([third, first]);
  });

  it('passes over an act that came to nothing', () => {
    const [first, second, third] = selections as [Snapshot, Snapshot, Snapshot];
    const history = new History(first);
    history.record(second);
    history.record(third);
    history.amend(second); // refused, so that what was there is back
    expect(history.undo()).to.equal(first);
  });

  it('forgets the oldest acts where there are more than it keeps, and the numbers of the others stay', () => {
    const history = new History(selections[0]!, 100, 3);
    for (const snapshot of selections.slice(1)) history.record(snapshot);
    expect([history.id, history.at(102), history.at(106)]).to.deep.equal([106, undefined, selections[6]]);
    const undone = [history.undo(), history.undo(), history.undo(), history.undo()];
    expect(undone).to.deep.equal([selections[5], selections[4], selections[3], undefined]);
  });

  it('is anywhere at once by a number', () => {
    const history = new History(selections[0]!, 7);
    for (const snapshot of selections.slice(1)) history.record(snapshot);
    for (const [index, snapshot] of selections.entries()) {
      expect(history.go(7 + index)).to.equal(snapshot);
      expect(history.id).to.equal(7 + index);
    }
    expect([history.go(6), history.go(99), history.go('7'), history.go(undefined)]).to.deep.equal(
      Array(4).fill(undefined),
    );
  });

  it('random acts, undone and done again in any order, are never another', () => {
    const random = new Seeded(12);
    for (let run = 0; run < cases(20, 200); run++) {
      const history = new History(selections[0]!, 0, 500);
      let [expected, place] = [[selections[0]!], 0];
      for (let step = 0; step < 40; step++) {
        const kind = random.integer(0, 2);
        if (kind === 0) {
          const next = random.oneOf(selections);
          if (next !== expected[place]) expected = [...expected.slice(0, ++place), next];
          history.record(next);
        } else {
          const to = place + (kind === 1 ? -1 : 1);
          expect(kind === 1 ? history.undo() : history.redo()).to.equal(expected[to]);
          if (expected[to]) place = to;
        }
        expect(history.present).to.equal(expected[place]);
      }
    }
  });
});

describe('an act in words', () => {
  const acts: Readonly<Record<string, (state: ExplorerState) => unknown>> = {
    'width multiplier': (state) => state.changeOptions({ width: 0.5 }),
    preset: (state) => state.choose({ network: 'mobilenet-v2', options: { preset: 'paper' } }),
    selection: (state) => state.select('stem'),
    'way of counting': (state) => state.setConvention('keras'),
    'detail of the graph': (state) => state.setDetail('layers'),
    'opened groups': (state) => state.toggle('stage2'),
    'order of the table': (state) => state.setTableOrder({ column: 'ratio', ascending: true }),
    tab: (state) => state.setCloseup({ tab: 'count' }),
    'enlarged channel': (state) => state.setCloseup({ channel: 3 }),
    image: (state) => state.setImage({ kind: 'sample', id: 'ship' }),
    weights: (state) => state.setWeights({ kind: 'random', seed: 2 }),
  };
  for (const [words, act] of Object.entries(acts))
    it(words, () => {
      const [before, after] = snapshotsOf(act) as [Snapshot, Snapshot];
      expect(wordsOfAct(before, after, new ExplorerState().families)).to.equal(words);
    });
});

describe('a change of a state', () => {
  /** Whether each change was a reader's act. */
  function acts(state: ExplorerState): boolean[] {
    const told: boolean[] = [];
    state.addEventListener('change', (event) => told.push((event as StateChangeEvent).isAct));
    return told;
  }

  it('is an act, unless it is asked for quietly, or what was chosen is put back', async () => {
    const state = new ExplorerState();
    const told = acts(state);
    const { snapshot } = state;
    state.select('stem');
    state.quietly(() => state.select('stage2'));
    state.select('stage3');
    await state.restore(snapshot);
    expect(told).to.deep.equal([true, false, true, false]);
  });

  it('that is asked for quietly stays quiet where its network has to be loaded first', async () => {
    const state = new ExplorerState();
    state.quietly(() => state.choose({ network: 'shufflenet-v2', options: {} }));
    const told = acts(state);
    await state.ready;
    expect(state.network.id).to.equal('shufflenet-v2');
    expect(told).not.to.include(true);
  });
});
