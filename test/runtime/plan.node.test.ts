import { describe, expect, it } from 'vitest';
import { buildNetwork, NetworkBuilder, nodesOf } from '../../src/core/index.js';
import { keptOf, pathTo, planOf } from '../../src/runtime/plan.js';
import { randomOptions } from '../support/random-options.js';

const network = buildNetwork('mobilenet-v2');

describe('plan', () => {
  it('keeps what parts hand to each other, and nothing inside a block', () => {
    const blocks = network.groups.filter(({ role }) => role === 'block').map(({ end }) => network.nodes[end - 1]!.id);
    expect([...keptOf(network)]).to.have.members([
      'input',
      'stem/activation',
      ...blocks,
      'head/activation',
      'pool',
      'classifier',
    ]);
  });

  it('fuses every convolution with its norm and its activation', () => {
    const { steps } = planOf(network);
    expect(
      steps
        .filter((step) => nodesOf(step).some(({ kind }) => kind === 'batch-norm'))
        .every((step) => nodesOf(step).length > 1),
    ).to.equal(true);
    expect(steps.length).to.equal(1 + 52 + 10 + 1 + 1); // input, convolutions, additions, pool, classifier
  });

  it('gives norms their own step where no convolution comes before', () => {
    const { steps } = planOf(buildNetwork('mobilenet-v2', { activationPosition: 'pre-activation' }));
    const alone = steps.filter(({ kind, output }) => kind === 'node' && output.endsWith('pre/norm'));
    expect(alone.length).to.equal(17);
  });

  it('covers every node once, in an order that has each input before its readers: 200 random networks', () => {
    for (let seed = 0; seed < 200; seed++) {
      const some = buildNetwork('mobilenet-v2', randomOptions(seed));
      const { steps, kept } = planOf(some);
      expect(steps.flatMap((step) => nodesOf(step).map(({ id }) => id)).sort(), `${seed}`).to.deep.equal(
        some.nodes.map(({ id }) => id).sort(),
      );
      const done = new Set<string>();
      for (const { inputs, output } of steps) {
        expect(
          inputs.every((input) => done.has(input)),
          `${seed} ${output}`,
        ).to.equal(true);
        done.add(output);
      }
      expect(
        [...kept].every((id) => done.has(id)),
        `${seed}`,
      ).to.equal(true);
    }
  });

  it('counts as readers of a result only steps that run, so that it is freed after the last of them', () => {
    const builder = new NetworkBuilder('partly', 'partly known', {});
    const image = builder.add('image', 'input', { shape: [4, 4, 2] }, []);
    const pool = builder.add('pool', 'max-pool', { kernel: 2, stride: 2, padding: 0 }, [image]);
    const strange = { className: 'Strange', why: 'not known here', shape: [2, 2, 2], tensors: [] } as const;
    const unknown = builder.add('unknown', 'unknown', strange, [pool]);
    const relu = builder.add('relu', 'activation', { function: 'relu' }, [pool]);
    builder.add('add', 'add', {}, [unknown, relu]);
    const { steps, readers, obstacles } = planOf(builder.finish());
    expect(steps.map(({ output }) => output)).to.deep.equal(['image', 'pool', 'relu']);
    expect([...readers]).to.deep.equal([
      ['image', 1],
      ['pool', 1],
    ]);
    expect([...obstacles.keys()]).to.deep.equal(['unknown', 'add']);
  });

  it('reruns only what lies between the kept results and the target', () => {
    const plan = planOf(network);
    const path = pathTo(plan, 'stage2/block2/depthwise/norm', (id) => plan.kept.has(id));
    expect(path.map(({ output }) => output)).to.deep.equal([
      'stage2/block2/expand/activation',
      'stage2/block2/depthwise/activation',
    ]);
    expect(pathTo(plan, 'stage2/block2/add', (id) => plan.kept.has(id))).to.deep.equal([]);
  });
});
