import { range } from 'd3-array';

export interface Channel {
  readonly x: number;
  readonly group: number;
}

/** One K×K filter: from an input channel to an output channel. */
export interface Connection {
  readonly from: number;
  readonly to: number;
  readonly group: number;
}

export interface GroupedConvolution {
  readonly inputs: readonly Channel[];
  readonly outputs: readonly Channel[];
  readonly connections: readonly Connection[];
}

function row(channels: number, groups: number, width: number): Channel[] {
  const step = width / channels;
  return range(channels).map((channel) => ({
    x: (channel + 0.5) * step,
    group: Math.floor((channel * groups) / channels),
  }));
}

/** Where the channels of a grouped convolution stand in two rows of `width`, and which of them are connected. */
export function layoutGroupedConvolution(
  inputs: number,
  outputs: number,
  groups: number,
  width: number,
): GroupedConvolution {
  const above = row(inputs, groups, width);
  const below = row(outputs, groups, width);
  const connections = above.flatMap((input) =>
    below
      .filter(({ group }) => group === input.group)
      .map((output) => ({ from: input.x, to: output.x, group: input.group })),
  );
  return { inputs: above, outputs: below, connections };
}
