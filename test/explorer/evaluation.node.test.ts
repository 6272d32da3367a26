import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { buildNetwork } from '../../src/core/index.js';
import { beginEvaluation, evaluate, type EvaluationTask } from '../../src/explorer/evaluation/evaluate.js';
import {
  folderOfEntries,
  folderOfFiles,
  folderOfZip,
  type Folder,
  type FolderFile,
} from '../../src/explorer/evaluation/folder.js';
import { foldersIn, matchClasses } from '../../src/explorer/evaluation/match-classes.js';
import { intervalOf, Scores, type Outcome } from '../../src/explorer/evaluation/scores.js';
import { MOST_IMAGES, TopImages } from '../../src/explorer/evaluation/top-images.js';
import { partsRight, wordsOfMatch } from '../../src/words/evaluation-words.js';
import { Seeded } from '../support/seeded.js';

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
const file = (path: string): FolderFile => ({ path, open: async () => new Blob([png]) });
const pathsOf = ({ title, files }: Folder) => [title, ...files.map(({ path }) => path)];
const chosen = (...paths: string[]): File[] =>
  paths.map((path) => Object.defineProperty(new File([png], path), 'webkitRelativePath', { value: path }));

describe('a reader’s folder', () => {
  it('loses its name, leaves out what systems put there, and gives one image of each class after the other', () => {
    const folder = folderOfFiles(chosen('pets/cat/b.png', 'pets/.DS_Store', 'pets/cat/a.png', 'pets/dog/c.png'));
    expect(pathsOf(folder)).to.deep.equal(['pets', 'cat/a.png', 'dog/c.png', 'cat/b.png']);
    expect(foldersIn(folder)).to.deep.equal(['cat', 'dog']);
  });

  it('in a folder of its own, as archives have it, is that folder', async () => {
    const zip = zipSync({
      'data/': new Uint8Array(),
      'data/test/cat/a.png': png,
      'data/test/dog/x/b.png': png,
      '__MACOSX/a': png,
    });
    const folder = await folderOfZip(new File([zip], 'data.zip'));
    expect(pathsOf(folder)).to.deep.equal(['test', 'cat/a.png', 'dog/x/b.png']);
    expect(new Uint8Array(await (await folder.files[0]!.open()).arrayBuffer())).to.deep.equal(png);
  });

  it('of images alone has no classes', () => {
    const folder = folderOfFiles(chosen('holiday/a.png', 'holiday/b.png'));
    expect([pathsOf(folder), foldersIn(folder)]).to.deep.equal([['holiday', 'a.png', 'b.png'], []]);
  });

  it('is read to its end, where a browser gives a hundred entries at a time', async () => {
    const leaf = (fullPath: string) => ({
      isFile: true,
      fullPath,
      file: (take: (file: File) => void) => take(new File([png], fullPath)),
    });
    const directory = (fullPath: string, children: readonly object[]) => ({
      isFile: false,
      fullPath,
      createReader: () => {
        let at = 0;
        return { readEntries: (take: (some: readonly object[]) => void) => take(children.slice(at, (at += 100))) };
      },
    });
    const cats = directory(
      '/pets/cat',
      Array.from({ length: 250 }, (_, at) => leaf(`/pets/cat/${at}.png`)),
    );
    const folder = await folderOfEntries([directory('/pets', [cats]) as object as FileSystemEntry]);
    expect([folder.title, folder.files.length]).to.deep.equal(['pets', 250]);
    expect((await folder.files[7]!.open()).size).to.equal(4);
  });

  it('that is no zip is said', async () => {
    const problem = await folderOfZip(new File(['no zip at all'], 'pets.zip')).catch((error: Error) => error.message);
    expect(problem).to.match(/^pets\.zip: .*expected the list of its files/);
  });
});

describe('classes of folders', () => {
  const names = ['Persian cat', 'great_white shark', 'crane', 'crane'];

  it('are found by name, then but for case and signs; where two classes are called so, neither', () => {
    const match = matchClasses(['Persian cat', 'Great-White-Shark', 'crane', 'dog'], names);
    expect(match.matched).to.deep.equal([
      { folder: 'Persian cat', index: 0, by: 'name' },
      { folder: 'Great-White-Shark', index: 1, by: 'spelling' },
    ]);
    expect(match.unmatched).to.deep.equal(['crane', 'dog']);
    expect(wordsOfMatch(match, names)).to.equal(
      '2 of 4 folders have the name of a class (1 but for case, signs or spaces); the images in crane, dog are not judged.',
    );
  });

  it('are taken in sorted order where none has the name of a class and there are as many', () => {
    const folders = ['n10', 'n02', 'n9', 'N1'].map((name) => file(`${name}/a.png`));
    const sorted = foldersIn({ title: '', files: folders });
    expect(sorted).to.deep.equal(['N1', 'n02', 'n10', 'n9']); // as Python's sorted() does
    const match = matchClasses(sorted, names);
    expect(match.matched.map(({ index, by }) => `${index} ${by}`)).to.deep.equal([
      '0 order',
      '1 order',
      '2 order',
      '3 order',
    ]);
    expect(wordsOfMatch(match, names)).to.contain('sorted order, so N1 is Persian cat, n02 is great_white shark');
  });

  it('are counted in words that agree, each in a sentence of its own', () => {
    const inOrder = wordsOfMatch(matchClasses(['1', '2', '3', '4'], names), names);
    expect(inOrder).to.match(/3 is crane and so on\.$/);
    const sentences = (...folders: string[]): string => wordsOfMatch(matchClasses(folders, names), names);
    expect(sentences('Persian cat', 'a', 'b')).to.equal(
      '1 of 3 folders has the name of a class; the images in a, b are not judged.',
    );
    expect(sentences('Persian cat')).to.equal('The one folder has the name of a class.');
    expect(sentences('Persian cat', 'great_white shark')).to.equal('All 2 folders have the name of a class.');
  });

  it('are none where neither fits, which is said', () => {
    const match = matchClasses(['a', 'b'], names);
    expect(match).to.deep.equal({ matched: [], unmatched: ['a', 'b'] });
    expect(wordsOfMatch(match, names)).to.equal(
      'No folder has the name of one of the 4 classes, and there are not as many of them (a, b): no image is judged.',
    );
  });
});

describe('scores', () => {
  const random = new Seeded(14);
  const outcomes = Array.from({ length: 500 }, (_, at): Outcome => {
    const top = [0, 1, 2, 3, 4, 5, 6].sort(() => random.next() - 0.5).slice(0, 5);
    return {
      file: file(`${at}`),
      truth: random.next() < 0.1 ? undefined : Math.floor(random.next() * 7),
      top,
      probability: random.next(),
    };
  });
  const scores = new Scores();
  outcomes.forEach((outcome) => scores.add(outcome));
  const judged = outcomes.filter(({ truth }) => truth !== undefined);

  it('count what is right first, and among the first five', () => {
    expect([scores.judged, scores.right, scores.rightInSecond]).to.deep.equal([
      judged.length,
      judged.filter(({ truth, top }) => top[0] === truth).length,
      judged.filter(({ truth, top }) => top.some((index) => index === truth)).length,
    ]);
  });

  it('are told among the first few where there are more classes than these', () => {
    const found = { right: 3, rightInSecond: 4 };
    expect(partsRight(found, 5, 5)).to.deep.equal([['right', 3]]);
    expect(partsRight(found, 6, 5)).to.deep.equal([
      ['right', 3],
      ['among the first 5', 4],
    ]);
  });

  it('keep the images behind each cell, which add up to all', () => {
    expect(scores.confusion.reduce((sum, { count }) => sum + count, 0)).to.equal(judged.length);
    for (const { truth, predicted, count } of scores.confusion) {
      const behind = scores.behind(truth, predicted);
      const expected = judged.filter((one) => one.truth === truth && one.top[0] === predicted);
      expect(behind).to.have.members(expected);
      expect([count, scores.count(truth, predicted)]).to.deep.equal([expected.length, expected.length]);
      expect(behind.every((one, at) => !at || one.probability <= behind[at - 1]!.probability)).to.equal(true);
    }
    expect(scores.behind(99, 0)).to.deep.equal([]);
  });

  it('say within which shares the true one lies: those from which the found one is as far as chance goes', () => {
    for (const [right, count] of [
      [8581, 10_000],
      [3, 7],
      [0, 12],
      [12, 12],
    ] as const)
      for (const [end, share] of intervalOf(right, count).entries()) {
        const isEdge = (right === 0 && end === 0) || (right === count && end === 1);
        const z = Math.abs(right / count - share) / Math.sqrt((share * (1 - share)) / count || 1);
        expect(z).to.be.closeTo(isEdge ? 0 : 1.959964, 1e-6);
      }
  });
});

describe('the images that channels answer most strongly', () => {
  it('are the first of all, sorted', () => {
    const random = new Seeded(5);
    const images = Array.from({ length: 100 }, (_, at) => ({
      file: file(`${at}`),
      values: [random.next(), Math.round(4 * random.next())],
    }));
    const top = new TopImages(2);
    images.forEach(({ file, values }) => top.add(file, values));
    for (const channel of [0, 1]) {
      const sorted = [...images].sort((a, b) => b.values[channel]! - a.values[channel]!).slice(0, MOST_IMAGES);
      expect(top.of(channel)).to.deep.equal(sorted.map(({ file, values }) => ({ file, value: values[channel] })));
    }
    expect(top.of(2)).to.deep.equal([]);
  });
});

describe('the run over a folder', () => {
  const folder: Folder = {
    title: 'pets',
    files: [
      file('cat/1.png'),
      { path: 'cat/notes.txt', open: async () => new Blob(['words']) },
      file('cat/2.png'),
      file('dog/3.png'),
    ],
  };
  const network = buildNetwork('mobilenet-v2', { width: 0.25, resolution: 32, classes: 2 });
  const match = matchClasses(foldersIn(folder), ['cat', 'dog']);
  const task = (run: EvaluationTask['engine']['run']): EvaluationTask => ({
    engine: { run, activation: async () => expect.fail('no layer is ranked') },
    network,
    folder,
    match,
    fit: 'crop',
    node: '',
  });
  const result = {
    top: [{ index: 0, label: 'cat', probability: 0.8 }],
    logits: new Float32Array(2),
    milliseconds: 1,
    backend: 'cpu',
  } as const;

  it('lists what is no image and what cannot be decoded, and goes on', async () => {
    let runs = 0;
    const one = task(async () => {
      if (++runs === 2) throw Object.assign(new Error('could not be decoded'), { code: 'image-undecodable' });
      return result;
    });
    const evaluation = beginEvaluation(one);
    await evaluate(one, evaluation, new AbortController().signal);
    expect(evaluation.skipped).to.deep.equal([
      { path: 'cat/notes.txt', why: 'is no image' },
      { path: 'cat/2.png', why: 'could not be decoded' },
    ]);
    expect([evaluation.done, evaluation.scores.judged, evaluation.scores.right]).to.deep.equal([4, 2, 1]);
  });

  it('stops at a signal with what it has, goes on from there, and sees each image once', async () => {
    const stopping = new AbortController();
    const seen: unknown[] = [];
    const one = task(async (image) => (seen.push(image), result));
    const evaluation = beginEvaluation(one);
    const stopped = evaluate(one, evaluation, stopping.signal, () => evaluation.done === 2 && stopping.abort());
    expect(await stopped.catch((error: Error) => error.name)).to.equal('AbortError');
    expect([evaluation.done, seen.length]).to.deep.equal([2, 1]);
    await evaluate(one, evaluation, new AbortController().signal);
    expect([evaluation.done, seen.length, evaluation.scores.judged]).to.deep.equal([4, 3, 3]);
  });

  it('does not leave out a file that was being opened when it was stopped', async () => {
    for (const opened of [async () => Promise.reject(new Error('is gone')), async () => new Blob(['words'])]) {
      const stopping = new AbortController();
      const open = (): Promise<Blob> => (stopping.abort(), opened());
      const one = { ...task(async () => result), folder: { title: 'pets', files: [{ path: 'cat/1.png', open }] } };
      const evaluation = beginEvaluation(one);
      const stopped = evaluate(one, evaluation, stopping.signal);
      expect(await stopped.catch((error: Error) => error.name)).to.equal('AbortError');
      expect([evaluation.done, evaluation.skipped]).to.deep.equal([0, []]);
      await evaluate(one, evaluation, new AbortController().signal);
      expect([evaluation.done, evaluation.skipped.length]).to.deep.equal([1, 1]);
    }
  });

  it('ends with what is wrong with the engine, and where there are no classes', async () => {
    for (const [run, words] of [
      [
        () => Promise.reject(Object.assign(new Error('the worker has gone'), { code: 'worker-lost' })),
        'the worker has gone',
      ],
      [async () => ({ ...result, top: [] }), 'expected a network that ends in classes'],
      [async () => ({ ...result, top: [], unknown: 'middle/odd' }), 'middle/odd: the network runs only up to here'],
    ] as const) {
      const one = task(run);
      const failure = evaluate(one, beginEvaluation(one), new AbortController().signal);
      expect(await failure.catch((error: Error) => error.message)).to.contain(words);
    }
  });
});
