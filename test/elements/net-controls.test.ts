import { expect, html } from '@open-wc/testing';
import { buildNetwork, conventions, familyOf, networks, noteOf } from '../../src/core/index.js';
import { conventionSources } from '../../src/core/accounts.js';
import '../../src/elements/net-controls/net-controls.js';
import { fixesOf } from '../../src/elements/net-controls/fixes.js';
import { scaleOf, isRanged } from '../../src/elements/net-controls/ranged-field.js';
import { tagOf } from '../../src/elements/net-controls/tag.js';
import type { NetControls } from '../../src/elements/net-controls/net-controls.js';
import type { NetErrorEvent, NetOptionsChangeEvent } from '../../src/elements/shared/events.js';
import { until } from '../support/page.js';
import { Reader } from '../support/reader.js';

const paper = (): Promise<Reader<NetControls>> => Reader.of(html`<net-controls preset="paper"></net-controls>`);

async function opened(): Promise<Reader<NetControls>> {
  const reader = await paper();
  for (const details of reader.all<HTMLDetailsElement>('details')) details.open = true;
  return reader;
}

/** Where conventions are written, and the form for one's own. */
async function openDesk(reader: Reader<NetControls>): Promise<void> {
  reader.find<HTMLDetailsElement>('[part=desk]').open = true;
  await until(() => reader.all('.source').length, 'the source');
}

describe('net-controls: accessible', () => {
  it('closed, and with every option open', async () => {
    await expect((await paper()).element).to.be.accessible();
    await expect((await opened()).element).to.be.accessible();
  });

  it('with a wrong number, a wrong table and a layer that does not fit', async () => {
    const reader = await opened();
    await reader.enter('#width', 'wide');
    await expect(reader.element).to.be.accessible();
    await reader.enter('#width', '1');
    await reader.enter('.blocks tbody input', 'six');
    await expect(reader.element).to.be.accessible();
    await reader.click('Blocks t, c, n, s: back to the preset’s');
    reader.state.changeOptions({ pool: '4x4', resolution: 96 });
    await reader.element.updateComplete;
    await expect(reader.element).to.be.accessible();
  });

  it('in a dark page', async () => {
    const reader = await Reader.of(html`<net-controls preset="paper" theme="dark"></net-controls>`);
    await expect(reader.element).to.be.accessible({ ignoredRules: ['color-contrast'] }); // the page behind stays white
  });
});

describe('net-controls: what it says', () => {
  it('has a control and a sentence for every option of every family', async () => {
    for (const { id, options } of networks) {
      const reader = await Reader.of(html`<net-controls network=${id}></net-controls>`);
      for (const { title, description } of options) {
        expect(reader.words('.field .head label, summary'), id).to.contain(title);
        expect(reader.words('.hint'), id).to.contain(description);
      }
    }
  });

  it('counts under the chosen convention, and says where that is written', async () => {
    const reader = await paper();
    expect(reader.words('.totals dd')).to.contain('3,504,872').and.contain('300,774,272');
    await reader.enter('#convention', 'paper');
    expect(reader.words('.totals dd')).to.contain('3,470,760');
    await openDesk(reader);
    expect(reader.words('[part=convention] .hint'))
      .to.contain(noteOf('paper'))
      .and.contain(conventionSources.paper)
      .and.contain('Code that tools meet: torchvision 0.14.1, torchvision/models/mobilenetv2.py');
  });

  it('never writes FLOPs for what are MACs', async () => {
    const reader = await paper();
    for (const { id, unit } of Object.values(conventions)) {
      await reader.enter('#convention', id);
      expect(reader.words('.totals dt'), id).to.contain(unit);
      expect(reader.words('.totals dt').includes('FLOPs'), id).to.equal(unit === 'FLOPs');
    }
  });

  it('links every convention to its source', async () => {
    const reader = await paper();
    await openDesk(reader);
    for (const id of Object.keys(conventions)) {
      await reader.enter('#convention', id);
      expect(reader.find<HTMLAnchorElement>('.source a').href, id).to.match(
        /^https:\/\/(github\.com|arxiv\.org)\/[\w./-]+$/,
      );
    }
  });

  it('composes a convention of one’s own, which is a choice like the others', async () => {
    const reader = await paper();
    await openDesk(reader);
    await reader.enter('#times-normValues', '2');
    expect(reader.state.convention).to.equal('custom(operations: macs, 2 norm-values)');
    expect(reader.words('.totals dd')).to.contain('314,130,496');
    expect(reader.words('#convention option:checked')).to.equal('Custom (MACs)');
    await reader.enter('#times-batch', '-1');
    expect(reader.state.convention, 'what cannot be').to.equal('custom(operations: macs, 2 norm-values)');
    await reader.enter('#times-batch', '8');
    expect(reader.words('.totals dd')).to.contain('2,513,043,968');
    await reader.enter('[part=composer] input[type=text]', 'stem, stage1');
    expect(reader.state.convention).to.equal('custom(operations: macs, 2 norm-values; only: stem, stage1; batch: 8)');
    await expect(reader.element).to.be.accessible();
    await reader.enter('#convention', 'torchvision');
    expect(reader.words('.totals dd')).to.contain('300,774,272');
  });

  it('tells the difference from the preset', async () => {
    const reader = await paper();
    await reader.enter('#width', '0.75');
    expect(reader.words('.totals dd')).to.contain('2,636,424 −25 % against the preset');
    expect(reader.words('[part=choice]')).to.contain('changed');
  });
});

describe('net-controls: what it does', () => {
  it('follows every step of a slider', async () => {
    const reader = await paper();
    for (const side of [128, 160, 192]) {
      await reader.drag('[part=main] .field:nth-child(2) [type=range]', side);
      expect(reader.state.network.inputShape[0]).to.equal(side);
      expect(reader.find<HTMLInputElement>('#resolution').value).to.equal(`${side}`);
    }
    expect(reader.eventNames).to.deep.equal(Array(3).fill('net-options-change'));
  });

  it('takes published values by a click', async () => {
    const reader = await paper();
    await reader.click('0.35');
    expect(reader.state.network.options['width']).to.equal(0.35);
    expect(reader.words('[aria-label^=Width] :checked + span')).to.equal('0.35');
  });

  it('steps a typed number with the arrow keys, within its range', async () => {
    const reader = await paper();
    reader.find('#width').focus();
    await reader.press('ArrowDown');
    expect(reader.state.network.options['width']).to.equal(0.95);
    await reader.enter('#width', '4');
    await reader.press('ArrowUp');
    expect(reader.state.network.options['width']).to.equal(4);
  });

  it('keeps only what differs from the preset', async () => {
    const reader = await paper();
    await reader.enter('#width', '0.5');
    expect((reader.events.at(-1) as NetOptionsChangeEvent).options).to.deep.equal({ preset: 'paper', width: 0.5 });
    await reader.enter('#width', '1');
    expect(reader.state.choice.options).to.deep.equal({ preset: 'paper' });
  });

  it('takes an image that is not square', async () => {
    const reader = await paper();
    await reader.enter('#resolution', '192x256');
    expect(reader.state.network.inputShape).to.deep.equal([192, 256, 3]);
  });

  it('leaves t as in the table, and comes back to that', async () => {
    const reader = await paper();
    await reader.enter('#expansion', '4');
    expect(reader.state.choice.options).to.deep.equal({ preset: 'paper', expansion: 4 });
    await reader.click('as in the table');
    expect(reader.state.choice.options).to.deep.equal({ preset: 'paper' });
  });

  it('turns every variant and back', async () => {
    const reader = await opened();
    const flag = reader.all<HTMLInputElement>('[type=checkbox]')[0]!;
    flag.click();
    expect(reader.state.network.options['unitExpansion']).to.equal(true);
    await reader.element.updateComplete;
    reader.all<HTMLInputElement>('[name=bottleneck]')[1]!.click();
    expect(reader.state.network.options['bottleneck']).to.equal('classical');
    await reader.enter('select#strides', 'cifar');
    expect(reader.state.network.options['strides']).to.equal('cifar');
    await reader.click('Reset');
    expect(reader.state.choice.options).to.deep.equal({ preset: 'paper' });
    expect(reader.all<HTMLInputElement>('[name=bottleneck]')[0]!.checked).to.equal(true);
  });

  it('replaces everything by a preset', async () => {
    const reader = await paper();
    await reader.enter('#width', '0.5');
    await reader.enter('[part=choice] label:nth-of-type(2) select', 'post');
    expect(reader.state.choice.options).to.deep.equal({ preset: 'post' });
    expect(reader.words('.totals dd')).to.contain('2,293,914').and.contain('91,154,944');
  });

  it('reaches a screen reader when a change is made, not on the way', async () => {
    const reader = await paper();
    await reader.drag('[type=range]', 0.5);
    expect(reader.words('[role=status]')).to.equal('');
    await reader.enter('[type=range]', '0.5');
    await reader.element.updateComplete;
    expect(reader.words('[role=status]')).to.equal('MobileNetV2 0.5 @ 224: 1.97 M parameters, 97.1 M MACs');
  });
});

describe('net-controls: the table of blocks', () => {
  it('is the paper’s, and edits of it are the network’s', async () => {
    const reader = await opened();
    const cells = reader.all<HTMLInputElement>('.blocks tbody input').map(({ value }) => Number(value));
    expect(cells.slice(0, 8)).to.deep.equal([1, 16, 1, 1, 6, 24, 2, 2]);
    await reader.enter('[aria-label="row 2, n: repeats"]', '3');
    expect(reader.state.network.nodes.some(({ id }) => id.startsWith('stage2/block3/'))).to.equal(true);
    await reader.enter('[aria-label="row 2, n: repeats"]', '2');
    expect(reader.state.choice.options).to.deep.equal({ preset: 'paper' });
  });

  it('gains and loses rows, down to one', async () => {
    const reader = await opened();
    await reader.click('Add a row');
    expect(reader.all('.blocks tbody tr')).to.have.length(8);
    for (let rows = 8; rows > 1; rows--) await reader.click(`Remove row ${rows}`);
    expect(reader.state.network.options['blocks']).to.deep.equal([[1, 16, 1, 1]]);
    expect(reader.find<HTMLButtonElement>('.remove').disabled).to.equal(true);
  });

  it('takes and gives one line of text', async () => {
    const reader = await opened();
    await reader.enter('.line input', '1,16,1,1; 6,24,2,2');
    expect(reader.all('.blocks tbody tr')).to.have.length(2);
    expect(reader.find<HTMLInputElement>('.line input').value).to.equal('1,16,1,1;6,24,2,2');
  });

  it('shows t as it is built, and an edit keeps it', async () => {
    const reader = await opened();
    await reader.enter('#expansion', '4');
    expect(reader.find<HTMLInputElement>('[aria-label="row 2, t: expansion"]').value).to.equal('4');
    const before = reader.state.cost.total.macs;
    await reader.enter('[aria-label="row 1, c: output channels"]', '24');
    await reader.enter('[aria-label="row 1, c: output channels"]', '16');
    expect(reader.state.cost.total.macs).to.equal(before);
    expect(reader.state.network.options['expansion']).to.equal(null);
  });

  it('marks the cell that is wrong, and keeps what was typed', async () => {
    const reader = await opened();
    await reader.enter('[aria-label="row 2, c: output channels"]', '0.5');
    expect(reader.all('.blocks td [aria-invalid]').map((cell) => cell.ariaLabel)).to.deep.equal([
      'row 2, c: output channels',
    ]);
    expect(reader.words('[part=error]')).to.contain('row 2: expected c a whole number');
    expect(reader.find<HTMLInputElement>('[aria-label="row 2, c: output channels"]').value).to.equal('0.5');
    await reader.enter('.line input', 'six of one');
    expect(reader.find<HTMLInputElement>('.line input').value).to.equal('six of one');
    expect(reader.all('.blocks tbody tr')).to.have.length(7);
  });
});

describe('net-controls: what cannot be built', () => {
  for (const [option, text] of [
    ['width', 'wide'],
    ['width', '9'],
    ['resolution', '224x'],
    ['classes', '1.5'],
    ['expansion', '<b>'],
  ] as const) {
    it(`${option} ${text}: said beside the field, which keeps it; the last good network stays`, async () => {
      const reader = await paper();
      const { network } = reader.state;
      await reader.enter(`#${option}`, text);
      expect(reader.find<HTMLInputElement>(`#${option}`).value).to.equal(text);
      expect(reader.find(`#${option}`).getAttribute('aria-invalid')).to.equal('true');
      expect(reader.words(`#${option}-error`)).to.match(new RegExp(`^${option}: expected .*, got `));
      expect(reader.find(`#${option}`).getAttribute('aria-describedby')).to.equal(`${option}-error`);
      expect(reader.state.network).to.equal(network);
      const [event] = reader.events as NetErrorEvent[];
      expect([event!.type, event!.source]).to.deep.equal(['net-error', 'options']);
    });
  }

  it('an empty field is the preset’s value', async () => {
    const reader = await paper();
    await reader.enter('#width', '0.5');
    await reader.enter('#width', '');
    expect(reader.state.choice.options).to.deep.equal({ preset: 'paper' });
    expect(reader.find<HTMLInputElement>('#width').value).to.equal('1');
  });

  it('a layer that does not fit: names it and offers ways out that work', async () => {
    const reader = await Reader.of<NetControls>(html`<net-controls preset="post"></net-controls>`);
    await reader.enter('#resolution', '24');
    expect(reader.words('[part=error]'))
      .to.contain('pool: a 4×4 window does not fit a 3×3 input')
      .and.contain('Pooling: global');
    expect(reader.words('.totals small')).to.equal('');
    await reader.click('Pooling: global');
    expect(reader.state.complete).to.equal(true);
    expect(reader.state.choice.options).to.deep.equal({ preset: 'post', resolution: 24, pool: 'global' });
  });

  it('fixesOf: every one builds', () => {
    const options = { preset: 'post', resolution: 24 };
    const fixes = fixesOf(familyOf('mobilenet-v2'), options);
    expect(fixes).to.not.be.empty;
    for (const { option, value } of fixes) buildNetwork('mobilenet-v2', { ...options, [option]: value });
  });

  it('an unknown preset in the tag is said, and no other is shown until it is mended', async () => {
    const reader = await Reader.of<NetControls>(html`<net-controls preset="nonsense"></net-controls>`);
    expect(reader.words('[part=error]')).to.contain('option preset: expected one of');
    expect(reader.all('[part=totals]')).to.be.empty;
    reader.element.setAttribute('preset', 'post');
    await reader.element.updateComplete;
    expect(reader.all('[part=error]')).to.be.empty;
    expect(reader.all('[part=totals]')).to.have.length(1);
  });
});

describe('net-controls: the tag', () => {
  it('is offered, unless the author does not want it', async () => {
    expect((await paper()).words('[part=choice] button')).to.equal('Copy tag');
    const reader = await Reader.of<NetControls>(html`<net-controls preset="paper" no-tag></net-controls>`);
    expect(reader.all('[part=choice] button')).to.be.empty;
  });
});

describe('scaleOf(spec, value)', () => {
  it('spans the published values and the value', () => {
    for (const spec of familyOf('mobilenet-v2').options.filter(isRanged)) {
      const scale = scaleOf(spec, spec.default);
      for (const mark of (scale && spec.marks) ?? [])
        expect(mark, spec.name).to.be.within(scale!.minimum, scale!.maximum);
    }
    const width = familyOf('mobilenet-v2').options.filter(isRanged)[0]!;
    expect(scaleOf(width, 4)?.maximum).to.equal(4);
    expect(scaleOf(width, 400)?.maximum).to.equal(width.maximum);
  });
});

describe('tagOf(state)', () => {
  it('says only what differs, so that the tag shows the same', async () => {
    const reader = await paper();
    await reader.enter('#width', '0.5');
    await reader.enter('#convention', 'fvcore');
    expect(tagOf(reader.state)).to.equal(
      '<net-explorer preset="paper" width="0.5" convention="fvcore"></net-explorer>',
    );
  });

  it('says the family where nothing else is said: a bare tag shows the post’s network', async () => {
    const reader = await Reader.of<NetControls>(html`<net-controls network="mobilenet-v2"></net-controls>`);
    expect(tagOf(reader.state)).to.equal('<net-explorer network="mobilenet-v2"></net-explorer>');
  });
});
