import { describe, expect, it } from 'vitest';
import { buildNetwork, elementsOf, nodeOf, type Network, type Shape } from '../../src/core/index.js';
import table3 from '../golden/published/mobilenet_v2_paper_table3_memory.json';

/** Where the paper prints more channels than its own table 2 has between two layers at that resolution. */
const unexplained: Readonly<Record<string, string>> = {
  '56x56': '24 by table 2; 32 channels come only after the next stride',
  '28x28': '32 by table 2; 64 channels come only after the next stride',
  '14x14': '96 by table 2; 160 channels come only after the next stride',
};

const BYTES_PER_VALUE = 2;

describe('the paper’s table 3, memory', () => {
  const network = buildNetwork('mobilenet-v2');

  for (const { resolution, mobilenet_v2: printed } of table3.rows) {
    const side = Number(resolution.split('x')[0]);
    const reason = unexplained[resolution];
    it(`${resolution}: ${printed.channels} channels of 16 bits are within 1.5 kB of the printed ${printed.printed_kb}`, () => {
      const bytes = elementsOf([side, side, printed.channels]) * BYTES_PER_VALUE;
      expect(bytes).to.equal(printed.computed_bytes);
      expect(bytes / 1000).to.be.closeTo(Number(printed.printed_kb), 1.5);
    });
    it(`${resolution}: ${printed.channels} channels are ${reason ? `not there (${reason})` : 'there'}`, () => {
      const widest = Math.max(
        ...handedOn(network)
          .filter(([height]) => height === side)
          .map(([, , channels]) => channels),
      );
      expect(widest === printed.channels).to.equal(!reason);
    });
  }
});

/** What bottlenecks hand to each other, and the features after pooling. */
function handedOn(network: Network): Shape[] {
  const blocks = network.groups.filter(({ role }) => role === 'block');
  return [...blocks.map(({ end }) => network.nodes[end - 1]!), nodeOf(network, 'pool')].map((node) => node.outputShape);
}
