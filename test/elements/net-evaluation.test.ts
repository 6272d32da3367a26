import { expect, fixture, html } from '@open-wc/testing';
import { executeServerCommand, sendKeys, sendMouse } from '@web/test-runner-commands';
import { zipSync } from 'fflate';
import '../../src/elements/net-evaluation/net-evaluation.js';
import '../../src/index.js';
import type { NetEvaluation } from '../../src/elements/net-evaluation/net-evaluation.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import type { NetExport } from '../../src/elements/net-export/net-export.js';
import { openEngine } from '../../src/runtime/index.js';
import expected from '../golden/folder/expected.json';
import { until, wordsOf } from '../support/page.js';
import { Reader } from '../support/reader.js';

/** In the project, so that the browser finds them on the disk. */
const FOLDER = 'test/golden/folder/images';
const OTHERS = ['unknown/00.png', 'bird/notes.txt', 'ship/broken.png'];
const PATHS = [...expected.files.map(({ path }) => path), ...OTHERS];
const FOLDERS = new Set(PATHS.map((path) => path.split('/')[0])).size;

const blobOf = async (path: string): Promise<Blob> => (await fetch(`/${FOLDER}/${path}`)).blob();

async function zipOf(paths: readonly string[]): Promise<File> {
  const files = await Promise.all(
    paths.map(async (path) => [`images/${path}`, new Uint8Array(await (await blobOf(path)).arrayBuffer())] as const),
  );
  return new File([zipSync(Object.fromEntries(files))], 'images.zip');
}

const NODE = expected.node;

const small = (select = NODE) =>
  Reader.of<NetEvaluation>(html`<net-evaluation preset="post" width="0.25" select=${select}></net-evaluation>`);

/** Hands a file to the field that the button opens. */
async function give(reader: Reader<NetEvaluation>, file: File): Promise<void> {
  const data = new DataTransfer();
  data.items.add(file);
  const input = reader.find<HTMLInputElement>('input[accept]');
  input.files = data.files;
  input.dispatchEvent(new Event('change'));
  await reader.element.updateComplete;
}

const ended = (reader: Reader<NetEvaluation>) =>
  until(() => !reader.all('[part=progress]').length && reader.words('[part=confusion]'), 'the end of the run');

async function evaluated(reader: Reader<NetEvaluation>): Promise<void> {
  await give(reader, await zipOf(PATHS));
  await ended(reader);
}

const press = async (target: HTMLElement): Promise<void> => {
  target.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = target.getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
};

/** A folder as a browser gives it when one is dropped. */
function directoryOf(fullPath: string, children: readonly object[]): FileSystemDirectoryEntry {
  const createReader = () => {
    let rest = children;
    return { readEntries: (take: (some: readonly object[]) => void) => (take(rest), (rest = [])) };
  };
  return { isFile: false, fullPath, createReader } as object as FileSystemDirectoryEntry;
}

/** By PyTorch's logits. */
const orderOf = (logits: readonly number[]): number[] => [...logits.keys()].sort((a, b) => logits[b]! - logits[a]!);
const right = expected.files.filter((file) => orderOf(file.logits)[0] === file.class).length;
const rightInFive = expected.files.filter((file) => orderOf(file.logits).slice(0, 5).includes(file.class)).length;
const cellOf = (truth: number, predicted: number): string[] =>
  expected.files
    .filter((file) => file.class === truth && orderOf(file.logits)[0] === predicted)
    .map(({ path }) => path);

const recordsOf = async (reader: Reader<NetEvaluation>, at: number): Promise<Record<string, unknown>[]> => {
  const table = await reader.all<NetExport>('net-export')[at]!.table!();
  return table.rows.map((row) => Object.fromEntries(table.columns.map((name, column) => [name, row[column]])));
};

describe('net-evaluation', () => {
  for (const theme of ['light', 'dark'])
    it(`is accessible, empty and with results, ${theme}`, async () => {
      const ground = await fixture(
        html`<div style="color-scheme: ${theme}; background: Canvas">
          <net-evaluation preset="post" width="0.25" select=${NODE}></net-evaluation>
        </div>`,
      );
      const reader = new Reader(ground.querySelector('net-evaluation')!);
      await reader.element.updateComplete;
      await expect(reader.element).to.be.accessible();
      await evaluated(reader);
      await press(reader.find('[role=gridcell]'));
      await until(() => reader.all('[part=behind] img').length, 'the images');
      reader.find<HTMLDetailsElement>('details').open = true;
      await expect(reader.element).to.be.accessible();
    });

  it('has as many right as PyTorch, at first and among five, each image taken for the same class', async () => {
    const reader = await small();
    await evaluated(reader);
    const [first, five] = reader.all('[part=scores] dd').map(wordsOf);
    expect(first).to.contain(`${right} of ${expected.files.length}`);
    expect(five).to.contain(`${rightInFive} of ${expected.files.length}`);
    const images = await recordsOf(reader, 2);
    const classes = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];
    for (const { path, logits } of expected.files) {
      const image = images.find(({ file }) => file === path)!;
      expect(image['taken for'], path).to.equal(classes[orderOf(logits)[0]!]);
      const sum = logits.reduce((all, value) => all + Math.exp(value), 0);
      expect(image['probability'], path).to.be.closeTo(Math.exp(Math.max(...logits)) / sum, 1e-4);
    }
    const confusion = await recordsOf(reader, 0);
    for (const row of confusion)
      expect(row['images']).to.equal(
        cellOf(classes.indexOf(row['class'] as string), classes.indexOf(row['taken for'] as string)).length,
      );
    expect(reader.words('[part=facts]')).to.contain(
      `${FOLDERS - 1} of ${FOLDERS} folders have the name of a class (3 but for case, signs or spaces); the images in unknown are not judged.`,
    );
  });

  it('lists what is no image, and what cannot be decoded', async () => {
    const reader = await small('');
    await evaluated(reader);
    expect(reader.words('[part=skipped] summary')).to.equal('2 files were left out');
    expect(reader.words('[part=skipped] tr'))
      .to.match(/bird\/notes\.txt ?is no image/)
      .and.contain('ship/broken.png');
    expect(reader.words('.hint')).to.contain('Select a layer');
  });

  it('shows the images behind a cell by mouse and by keys, and gives one of them to the network', async () => {
    const reader = await small();
    await evaluated(reader);
    const shown = () =>
      reader
        .all('[part=behind] button')
        .map(({ title }) => title)
        .sort();
    expect(reader.all('[aria-selected=true]')).to.have.length(0);
    const cell = (name: string) => reader.find(`[role=gridcell][aria-label^="${name}"]`);
    await press(cell('airplane taken for airplane'));
    await until(() => shown().length, 'the images');
    expect(shown()).to.deep.equal([...cellOf(0, 0)].sort());
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Enter' });
    await until(() => reader.words('[part=behind] p').startsWith('airplane taken for bird'), 'another cell');
    expect(shown()).to.deep.equal([...cellOf(0, 2)].sort());
    expect(reader.all('[role=gridcell][tabindex="0"]')).to.have.length(1);
    await press(cell('bird taken for bird'));
    const picture = await until(
      () => reader.all<HTMLButtonElement>('[part=behind] button:not(:disabled)')[0],
      'an image',
    );
    await press(picture);
    const { image } = reader.state;
    expect(image?.kind === 'blob' && image.title).to.equal(picture.title.split('/').at(-1));
    await until(() => reader.state.inspection.phase === 'ready', 'the image in the network');
  });

  it('ranks images by the channels of the selected layer, as PyTorch’s maps do', async () => {
    const reader = await small();
    await evaluated(reader);
    const all = [...expected.files, { ...expected.files[0]!, path: 'unknown/00.png' }];
    const rows = await recordsOf(reader, 1);
    for (const by of ['max', 'mean'] as const)
      for (const channel of expected.files[0]!.max.keys()) {
        const own = rows
          .filter((row) => row['channel'] === channel && row['by'] === by)
          .map((row) => row['value'] as number);
        const values = all.map((file) => file[by][channel]!).sort((a, b) => b - a);
        expect(own).to.have.length(9);
        own.forEach((value, at) => expect(value, `${by} ${channel}`).to.be.closeTo(values[at]!, 1e-3));
      }
    await reader.click('mean');
    const input = reader.find<HTMLInputElement>('.channel');
    input.focus();
    input.select();
    await sendKeys({ type: '3' });
    await reader.element.updateComplete;
    const best = rows.find((row) => row['channel'] === 3 && row['by'] === 'mean')!;
    expect(reader.find('[part=channel] .pictures button').title).to.equal(best['file']);
    reader.state.select('head/conv');
    await reader.element.updateComplete;
    await reader.click('Rank the images by head/conv');
    await ended(reader);
    expect(reader.words('h4')).to.contain('What the channels of head/conv answer');
  });

  it('gives images to the network as the photo is given: fitted, scaled and ordered as is chosen', async () => {
    const reader = await Reader.of<NetEvaluation>(
      html`<net-evaluation
        preset="post"
        width="0.25"
        weights="random:3"
        image-values="unit bgr"
        image-fit="squash"
      ></net-evaluation>`,
    );
    await evaluated(reader);
    expect(reader.words('.caution')).to.contain('The weights are random');
    const records = await recordsOf(reader, 1);
    const { inspection } = reader.state;
    for (const { path } of expected.files.slice(0, 3)) {
      reader.state.setImage({ kind: 'blob', blob: await blobOf(path), title: path });
      inspection.start();
      await until(() => inspection.phase === 'ready' && inspection.image?.title === path, 'the image in the network');
      const [first] = inspection.result!.top;
      const record = records.find(({ file }) => file === path)!;
      expect([record['taken for'], record['probability']]).to.deep.equal([first!.label, first!.probability]);
    }
  });

  it('stops with what it has, leaves no tensor, and goes on', async () => {
    const reader = await small('');
    const watcher = await openEngine();
    /** Engines close after their last call, and those of other tests a moment after their elements. */
    const emptied = async (): Promise<void> => {
      while ((await watcher.memory()).tensors) await new Promise((resolve) => setTimeout(resolve, 16));
    };
    await emptied();
    const held = 5;
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const files = await Promise.all(
      expected.files.slice(0, 12).map(async (one) => ({ ...one, blob: await blobOf(one.path) })),
    );
    const entries = files.map(({ blob }, at) => ({
      isFile: true,
      fullPath: `/photos/airplane/${String(at).padStart(2, '0')}.png`,
      file: async (take: (file: File) => void) => {
        if (at >= held) await gate;
        take(new File([blob], `${at}.png`));
      },
    }));
    reader.element.takeDropped([], [directoryOf('/photos', [directoryOf('/photos/airplane', entries)])]);
    await until(() => reader.words('[part=progress]').includes(`${held} of ${files.length}`), 'some images');
    await reader.click('Stop');
    release();
    expect(reader.words('[role=status]')).to.equal(`Stopped after ${held} of ${files.length} files.`);
    const rightIn = (list: typeof files): string =>
      `${list.filter((one) => orderOf(one.logits)[0] === 0).length} of ${list.length}`;
    expect(wordsOf(reader.find('[part=scores] dd'))).to.contain(rightIn(files.slice(0, held)));
    await emptied();
    await reader.click('Go on');
    await ended(reader);
    expect(wordsOf(reader.find('[part=scores] dd'))).to.contain(rightIn(files));
    await emptied();
    await watcher.close();
  });

  it('says what is wrong with a file, and keeps what was found of the last one', async () => {
    const reader = await small('');
    await evaluated(reader);
    await give(reader, new File(['no zip'], 'pets.zip'));
    await until(() => reader.words('[part=error]'), 'the sentence');
    expect(reader.words('[part=error]')).to.contain('pets.zip');
    expect(wordsOf(reader.find('[part=scores] dd'))).to.contain(`${right} of`);
    expect(reader.eventNames).to.include('net-error');
  });

  it('evaluates the last of several folders that are given in a row, whichever is read first', async () => {
    const reader = await small('');
    let release = (): void => {};
    const entry = {
      isFile: false,
      createReader: () => ({ readEntries: (take: (some: never[]) => void) => void (release = () => take([])) }),
    };
    reader.element.takeDropped([], [entry as object as FileSystemDirectoryEntry]);
    await reader.element.updateComplete;
    expect(reader.words('[part=progress] [role=status]')).to.equal('Reading the folder…');
    await evaluated(reader);
    release();
    await reader.element.updateComplete;
    expect(reader.words('[part=error]')).to.equal('');
    expect(wordsOf(reader.find('[part=scores] dd'))).to.contain(`${right} of ${expected.files.length}`);
  });

  it('says that what it has found is of another network, once that is chosen', async () => {
    const reader = await small('');
    await evaluated(reader);
    reader.state.setFit('squash');
    await reader.element.updateComplete;
    expect(reader.words('.hint')).to.contain('What is shown is of what was chosen before.');
  });

  it('offers what there is more to be found: of no layer nothing, and of a folder that could not be run all', async () => {
    const reader = await small();
    await evaluated(reader);
    const offers = () => reader.all('.line > button').slice(2).map(wordsOf);
    expect(offers()).to.deep.equal([]);
    reader.state.select('');
    await reader.element.updateComplete;
    expect(offers()).to.deep.equal([]);
    reader.state.select('head/conv');
    await reader.element.updateComplete;
    expect(offers()).to.deep.equal(['Rank the images by head/conv']);
    reader.state.setWeights({ kind: 'address', href: 'no-such-weights.safetensors', isLinked: false });
    await give(reader, await zipOf(PATHS));
    await until(() => reader.words('[part=error]') && !reader.all('[part=progress]').length, 'the sentence');
    expect(offers()).to.deep.equal([`Evaluate ${reader.state.network.title}`]);
    expect(reader.words('.hint')).to.contain('What is shown is of what was chosen before.');
  });

  it('shows no picture of the folder before, and keeps none that is not shown', async () => {
    const { createObjectURL, revokeObjectURL } = URL;
    const held = new Set<string>();
    URL.createObjectURL = (blob) => {
      const address = createObjectURL(blob);
      held.add(address);
      return address;
    };
    URL.revokeObjectURL = (address) => (held.delete(address), revokeObjectURL(address));
    try {
      const reader = await small('');
      const blob = await blobOf(expected.files[0]!.path);
      let release = (): void => {};
      const gate = new Promise<void>((resolve) => (release = resolve));
      const drop = async (opened: (time: number) => Promise<void>): Promise<void> => {
        let times = 0;
        const file = async (take: (file: File) => void) => (await opened(++times), take(new File([blob], '0.png')));
        const entry = { isFile: true, fullPath: '/photos/airplane/0.png', file };
        reader.element.takeDropped([], [directoryOf('/photos', [directoryOf('/photos/airplane', [entry])])]);
        await until(() => reader.all('[part=progress]').length, 'the start');
        await ended(reader);
      };
      const images = () => reader.all('[part=behind] img').length;
      const isCounted = (cell: HTMLElement) => wordsOf(cell) === '1';
      const choose = () => press(reader.all('[role=gridcell]').find(isCounted)!);
      await drop(async () => {});
      await choose();
      await until(images, 'the picture');
      expect(held.size).to.equal(1);
      await drop((time) => (time > 1 ? gate : Promise.resolve())); // the second time for the picture
      await until(() => !held.size, 'the end of what is not shown');
      await choose();
      await until(() => reader.all('[part=behind] button').length, 'the place of the picture');
      expect(images()).to.equal(0);
      release();
      await until(images, 'the picture of the other folder');
    } finally {
      Object.assign(URL, { createObjectURL, revokeObjectURL });
    }
  });

  it('takes a folder that is dropped on it, and one that is dropped anywhere on an explorer', async () => {
    const reader = await small('');
    const drop = (element: Element) => {
      const { left, top } = element.getBoundingClientRect();
      return executeServerCommand('drop-files', { x: left + 20, y: top + 20, paths: [FOLDER] });
    };
    await drop(reader.element);
    await ended(reader);
    expect(wordsOf(reader.find('[part=scores] dd'))).to.contain(`${right} of ${expected.files.length}`);
    expect(reader.words('[part=facts]')).to.contain(`images: ${PATHS.length} files in ${FOLDERS} folders`);
    reader.element.remove();

    const explorer = await fixture<NetExplorer>(html`<net-explorer preset="post" width="0.25"></net-explorer>`);
    const inspector = await until(() => explorer.shadowRoot!.querySelector('net-inspector:defined'), 'the workbench');
    await until(() => explorer.shadowRoot!.querySelector('net-image:defined'), 'the image');
    await drop(explorer);
    const inner = await until(() => inspector.shadowRoot!.querySelector('net-evaluation:defined'), 'the evaluation');
    const inside = new Reader(inner as NetEvaluation);
    await ended(inside);
    expect(wordsOf(inside.find('[part=scores] dd'))).to.contain(`${right} of ${expected.files.length}`);
    expect(explorer.state!.closeup.tab).to.equal('count');
  });

  it('says so where a page is without it, and takes what is dropped beside', async () => {
    const explorer = await fixture<NetExplorer>(html`<net-explorer width="0.25" tabs="look"></net-explorer>`);
    await until(() => explorer.shadowRoot!.querySelector('net-inspector:defined'), 'the workbench');
    await until(() => explorer.shadowRoot!.querySelector('net-image:defined'), 'the image');
    const { left, top } = explorer.getBoundingClientRect();
    const paths = [FOLDER, `${FOLDER}/${PATHS[0]}`];
    await executeServerCommand('drop-files', { x: left + 20, y: top + 20, paths });
    const said = await until(() => explorer.shadowRoot!.querySelector('[part=error]'), 'the sentence');
    expect(wordsOf(said)).to.equal(
      'folders: this page is without the tab Count, where folders of images are evaluated',
    );
    expect(explorer.state!.closeup.tab).to.equal('');
    const image = await until(() => explorer.state!.image, 'the image that lay beside');
    expect(image).to.include({ kind: 'blob', title: PATHS[0]!.split('/').at(-1) });
  });
});
