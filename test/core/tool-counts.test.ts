/** Each tool's own figure, printed by the tool itself, against the convention that bears its name. */
import { describe, expect, it } from 'vitest';
import { buildNetwork, countOperations, countParameters } from '../../src/core/index.js';
import { conventionSources } from '../../src/core/accounts.js';
import given from '../golden/tool-counts.json';
import more from '../golden/tool-counts-more.json';

type Counts = readonly [parameters: number | null, operations: number];

/** Those that run somebody's modules. */
const TOOLS = ['ptflops', 'thop', 'fvcore', 'torchinfo', 'torchprofile', 'torchsummaryX', 'calflops'] as const;

describe('conventions that bear a tool’s name', () => {
  for (const [module, row] of Object.entries(given.rows)) {
    for (const tool of TOOLS.filter((name) => name in row)) {
      it(`${tool}: ${module}, as the tool printed it`, () => {
        const [id, options] = row.network as [string, Record<string, unknown>];
        expect(countOperations(buildNetwork(id, options), tool)).to.equal((row as Record<string, unknown>)[tool]);
      });
    }
  }

  for (const { module, network, ...counts } of more.rows) {
    const [id, options] = network as [string, Record<string, unknown>];
    it(`${module}, ${JSON.stringify(options)}: every tool’s operations and parameters`, () => {
      const built = buildNetwork(id, options);
      for (const tool of TOOLS) {
        const [parameters, operations] = counts[tool] as unknown as Counts;
        expect(countOperations(built, tool), `${tool}, operations`).to.equal(operations);
        if (parameters !== null) expect(countParameters(built, tool), `${tool}, parameters`).to.equal(parameters);
      }
    });
  }

  it('name the version that printed the figures', () => {
    for (const tool of TOOLS) {
      const commit = more.versions[tool].split('@')[1]!.slice(0, 7);
      expect(conventionSources[tool], tool).to.contain(`(${commit})`);
    }
  });
});
