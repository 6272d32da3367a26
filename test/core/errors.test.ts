import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  buildNetwork,
  costOf,
  nodeOf,
  OptionError,
  parseConvention,
  ShapeError,
  UnknownNameError,
  UnknownNodeError,
} from '../../src/core/index.js';
import { problemOf } from '../../src/explorer/problem.js';

function errorOf(act: () => unknown): unknown {
  try {
    return void act();
  } catch (error) {
    return error;
  }
}

const network = buildNetwork('mobilenet-v2');
const withBlocks = (blocks: unknown) => (): unknown => buildNetwork('mobilenet-v2', { blocks });

describe('errors say in fields what their sentences say', () => {
  it('an option: its name, what was expected and what came', () => {
    const error = errorOf(() => buildNetwork('mobilenet-v2', { width: -1 })) as OptionError;
    expect(error).to.be.instanceOf(OptionError).and.include({ option: 'width', received: -1, row: undefined });
    expect(error.message).to.equal(`option width: expected ${error.expected}, got -1`);
    expect(error.rule).to.equal('expected a number from 0.05 to 4, got -1');
  });

  it('a cell of a table: its row and column', () => {
    const error = errorOf(
      withBlocks([
        [1, 16, 1, 1],
        [6, 24, 2, 0],
      ]),
    ) as OptionError;
    expect(error).to.include({ option: 'blocks', row: 2, column: 's' });
    expect(error.received).to.deep.equal([6, 24, 2, 0]);
    expect(errorOf(withBlocks([[6, 24]]))).to.include({ option: 'blocks', row: 1, column: undefined });
    expect(errorOf(withBlocks([]))).to.include({ option: 'blocks', row: undefined });
  });

  it('a name that nothing has: what it is of, and the names there are', () => {
    expect(errorOf(() => buildNetwork('vgg')))
      .to.be.instanceOf(UnknownNameError)
      .and.include({ what: 'network', received: 'vgg' });
    const option = errorOf(() => buildNetwork('alexnet', { wdith: 1 })) as UnknownNameError;
    expect(option).to.include({ what: 'option', received: 'wdith', family: 'alexnet' });
    expect(option.expected).to.include('resolution');
    const convention = errorOf(() => parseConvention('mine')) as UnknownNameError;
    expect(convention.expected).to.include('torchvision');
  });

  it('a path at which there is nothing', () => {
    const fields = { node: 'stage9', network: 'mobilenet-v2' };
    expect(errorOf(() => nodeOf(network, 'stage9')))
      .to.be.instanceOf(UnknownNodeError)
      .and.include(fields);
    expect(errorOf(() => costOf(network).of('stage9')))
      .to.be.instanceOf(UnknownNodeError)
      .and.include(fields);
  });

  it('a layer that does not fit because of an option: both', () => {
    const error = errorOf(() => buildNetwork('shufflenet-v1', { stem: 512 })) as ShapeError;
    expect(error).to.be.instanceOf(ShapeError).and.include({ option: 'stem' });
    expect(error.message).to.equal(`${error.node}: ${error.rule}`);
  });

  it('a problem of a page has them too', () => {
    const { node, rule } = problemOf(
      'options',
      errorOf(() => buildNetwork('mobilenet-v2', { preset: 'post', stemStride: '2' })),
    );
    expect([node, rule]).to.deep.equal(['pool', 'a 4×4 window does not fit a 2×2 input']);
    const cell = problemOf('options', errorOf(withBlocks([[6, 24, 2, 0]])));
    expect([cell.option, cell.row, cell.column]).to.deep.equal(['blocks', 1, 's']);
  });
});

/** Browsers name the address of a module that they could not load in words only. */
const FOREIGN = ['core/late-chunk.ts'];
const READS_WORDS =
  /\b(?:message|problem|failure)[?!]?\.(?:startsWith|endsWith|includes|match|replace|split|slice|indexOf)\(|\.(?:exec|test)\([^)]*\b(?:message|problem|failure)\b/;

it('no code reads the words of an error', () => {
  const root = new URL('../../src/', import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const reading = files.filter((file) => READS_WORDS.test(readFileSync(new URL(file, root), 'utf8')));
  expect(reading).to.deep.equal(FOREIGN);
});
