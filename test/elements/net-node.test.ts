import { expect, html } from '@open-wc/testing';
import { memoryOf } from '../../src/core/accounts.js';
import type { EngineeringView } from '../../src/elements/net-node/engineering-view.js';
import type { TrainingView } from '../../src/elements/net-node/training-view.js';
import '../../src/elements/net-node/net-node.js';
import type { NetNode } from '../../src/elements/net-node/net-node.js';
import { nodeSentence } from '../../src/words/op-sentences.js';
import { until, wordsOf } from '../support/page.js';
import { Reader } from '../support/reader.js';

const at = (select: string, preset = 'paper'): Promise<Reader<NetNode>> =>
  Reader.of(html`<net-node preset=${preset} select=${select}></net-node>`);

describe('net-node: accessible', () => {
  for (const path of ['', 'stage3', 'stage3/block2', 'stage3/block2/expand', 'stage3/block2/add', 'input']) {
    it(path || 'nothing selected', async () => {
      await expect((await at(path)).element).to.be.accessible();
    });
  }
});

describe('net-node: what it says', () => {
  it('says of every node what it does, in the words of its kind', async () => {
    const reader = await at('', 'post');
    for (const node of reader.state.network.nodes) {
      reader.state.select(node.id);
      await reader.element.updateComplete;
      expect(reader.words('[part=sentence]'), node.id).to.equal(nodeSentence(node));
    }
  });

  it('has shapes, window, costs under the convention and their share', async () => {
    const facts = (await at('stage2/block1/depthwise/conv')).words('[part=facts] div');
    expect(facts).to.contain('Input 112×112×96').and.contain('Output 56×56×96').and.contain('3×3, stride 2, padding 1');
    expect(facts).to.contain('Parameters (torchvision) 864').and.contain('2,709,504 0.9');
  });

  it('tells two inputs of an addition', async () => {
    expect((await at('stage2/block2/add')).words('[part=facts]')).to.contain('56×56×24 and 56×56×24');
  });

  it('tells what other code calls it', async () => {
    const names = (await at('stage2/block1/expand/conv', 'post')).words('[part=names] div');
    expect(names)
      .to.contain('in torchvision features.2.conv.0.0')
      .and.contain('group2.group_2_bottleneck_0.conv_expand');
  });

  it('tells whether a block has a shortcut', async () => {
    expect((await at('stage2/block1')).words('[part=sentence]')).to.contain('no shortcut');
    expect((await at('stage2/block2')).words('[part=sentence]')).to.contain('adds its input.');
    expect((await at('stage2/block1', 'post')).words('[part=sentence]')).to.contain('adds its input through a 1×1');
  });
});

describe('net-node: blocks with branches', () => {
  it('names squeeze-and-excitation, of which only the product lies on the main path', async () => {
    expect(await sentenceAt('mobilenet-v3', 'stage3/block2')).to.contain(
      'Runs expansion, depthwise, squeeze-and-excitation and projection, one after the other, and adds its input.',
    );
  });

  const sentenceAt = async (network: string, select: string): Promise<string> => {
    const reader = await Reader.of<NetNode>(html`<net-node network=${network} select=${select}></net-node>`);
    return reader.words('[part=sentence]');
  };

  it('says what stands beside what, and that both are put side by side', async () => {
    expect(await sentenceAt('squeezenet', 'stage1/block1')).to.equal(
      'Runs squeeze and expand 1×1, one after the other; beside them expand 3×3. The channels of both branches are put side by side.',
    );
    expect(await sentenceAt('shufflenet-v1', 'stage1/block1')).to.contain('beside them average pooling');
    expect(await sentenceAt('shufflenet-v1', 'stage1/block2')).to.contain('and adds its input.');
    expect(await sentenceAt('shufflenet-v2', 'stage1/block1')).to.contain('beside them depthwise and pointwise.');
  });
});

describe('net-node: for the engineer', () => {
  const opened = async (select: string, preset = 'paper') => {
    const reader = await at(select, preset);
    reader.find<HTMLDetailsElement>('[part=engineering]').open = true;
    await until(() => reader.element.shadowRoot!.querySelector('net-engineering-view')?.shadowRoot, 'the view');
    const view = reader.find<EngineeringView>('net-engineering-view');
    await view.updateComplete;
    return { reader, view };
  };
  const wordsIn = (view: EngineeringView, selector: string): string =>
    [...view.shadowRoot!.querySelectorAll(selector)].map(wordsOf).join(' | ');

  it('is accessible, also with the curve as a table', async () => {
    const { reader, view } = await opened('stage2/block1');
    view.shadowRoot!.querySelector<HTMLDetailsElement>('[part=steps]')!.open = true;
    await until(() => view.shadowRoot!.querySelector('[part=steps] table'), 'the table');
    await expect(reader.element).to.be.accessible();
  });

  it('is not there before a reader opens it', async () =>
    expect((await at('stage2/block1')).all('net-engineering-view').length).to.equal(0));

  it('tells receptive field, stride and intensity of what is selected, and follows the selection', async () => {
    const { reader, view } = await opened('head/conv');
    expect(wordsIn(view, 'dl div')).to.contain('491×491').and.contain('stride 32').and.contain('MACs per byte');
    reader.state.select('stage1');
    await reader.element.updateComplete;
    await view.updateComplete;
    expect(wordsIn(view, 'dl div')).not.to.contain('491×491').and.not.contain('MACs per byte');
  });

  it('tells weights and peaks at three precisions, and the table of the curve has every step', async () => {
    const { reader, view } = await opened('');
    expect(wordsIn(view, '[part=memory] tbody th')).to.equal('fp32 | fp16 | int8');
    view.shadowRoot!.querySelector<HTMLDetailsElement>('[part=steps]')!.open = true;
    await until(() => view.shadowRoot!.querySelector('[part=steps] table'), 'the table');
    const { network } = reader.state;
    const steps = memoryOf(network).steps.length + memoryOf(network, { fuseBlocks: true }).steps.length;
    expect(view.shadowRoot!.querySelectorAll('[part=steps] tbody tr').length).to.equal(steps);
  });

  it('tells what a step of training costs, for a batch and an optimiser', async () => {
    const { view } = await opened('', 'torchvision');
    const training = view.shadowRoot!.querySelector<TrainingView>('net-training-view')!;
    const rows = () => wordsOf(training.shadowRoot!.querySelector('table')!);
    expect(rows()).to.contain('backwards 18.9 G MACs').and.contain('activations kept 2.51 GB');
    const [batch, optimiser] = training.shadowRoot!.querySelectorAll<HTMLInputElement>('input, select') as never as [
      HTMLInputElement,
      HTMLInputElement,
    ];
    batch.value = '2';
    optimiser.value = 'adam';
    for (const field of [batch, optimiser]) field.dispatchEvent(new Event('change'));
    await training.updateComplete;
    expect(rows()).to.contain('activations kept 157 MB').and.contain('the optimiser’s own 28.0 MB');
    batch.value = '0';
    batch.dispatchEvent(new Event('change'));
    await training.updateComplete;
    expect(batch.validationMessage).to.equal('batch: expected a whole number from 1 to 65536, got 0');
    expect(rows()).to.contain('activations kept 157 MB');
  });

  it('a click on the step of the peak selects it', async () => {
    const { reader, view } = await opened('');
    view.shadowRoot!.querySelector<HTMLButtonElement>('[part=peaks] button')!.click();
    expect(reader.state.selected).to.equal(memoryOf(reader.state.network).peak.id);
    expect(reader.eventNames).to.deep.equal(['net-select']);
  });
});

describe('net-node: what it does', () => {
  it('walks along layers, blocks and stages', async () => {
    const reader = await at('');
    const walk = async (words: RegExp): Promise<void> => {
      reader
        .all<HTMLButtonElement>('.walk button')
        .find(({ ariaLabel }) => words.test(ariaLabel!))!
        .click();
      await reader.element.updateComplete;
    };
    await walk(/^Next/);
    expect(reader.state.selected).to.equal('input');
    await walk(/^Next/);
    expect(reader.state.selected).to.equal('stem');
    reader.state.select('stage2/block2');
    await reader.element.updateComplete;
    await walk(/^Next/);
    expect(reader.state.selected).to.equal('stage3/block1');
    reader.state.select('stage3/block1/project/norm');
    await reader.element.updateComplete;
    await walk(/^Next/);
    expect(reader.state.selected).to.equal('stage3/block2/expand/conv');
    await walk(/^Previous/);
    expect(reader.state.selected).to.equal('stage3/block1/project/norm');
    expect(reader.eventNames).to.deep.equal(Array(5).fill('net-select'));
  });

  it('ends where the network ends', async () => {
    const reader = await at('classifier');
    expect(reader.all<HTMLButtonElement>('.walk button').map(({ disabled }) => disabled)).to.deep.equal([false, true]);
  });

  it('climbs by its path', async () => {
    const reader = await at('stage2/block1/expand/conv');
    await reader.click('block1');
    expect(reader.state.selected).to.equal('stage2/block1');
    await reader.click('mobilenet-v2');
    expect(reader.state.selected).to.equal('');
  });

  it('tells a screen reader where the selection went, not what a slider does', async () => {
    const reader = await at('');
    expect(reader.words('[role=status]')).to.equal('');
    reader.state.select('stage2/block1');
    await reader.element.updateComplete;
    expect(reader.words('[role=status]')).to.contain('stage 2, block 1').and.contain('5,136 parameters');
    reader.state.changeOptions({ width: 0.5 });
    await reader.element.updateComplete;
    expect(reader.words('[role=status]')).to.equal(''); // nor the numbers of another width, to who reads on
  });
});
