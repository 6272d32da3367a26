/** Which input channels each output channel of a grouped convolution sees, as a scene. */
import { layoutGroupedConvolution, type Channel } from './grouped-convolution.js';
import type { Looks } from './looks.js';
import { circle, line, text, type Scene } from './scene.js';

const WIDTH = 480;
const HEIGHT = 150;
const [INPUT_Y, OUTPUT_Y] = [24, HEIGHT - 24];

/** How grouped convolutions look. */
export const convolutionLooks: Looks = {
  '.even': { stroke: 'kind-pointwise', fill: 'kind-pointwise' },
  '.odd': { stroke: 'kind-depthwise', fill: 'kind-depthwise' },
  line: { 'stroke-width': 1, opacity: 0.7 },
  text: { fill: 'ink-soft', 'font-size': '12px' },
};

const tint = (group: number): string => (group % 2 ? 'odd' : 'even');

const drawChannels = (channels: readonly Channel[], cy: number) =>
  channels.map(({ x, group }) => circle(tint(group), { cx: x, cy, r: 5 }));

export function sceneOfConvolution(inputs: number, outputs: number, groups: number, title: string): Scene {
  const figure = layoutGroupedConvolution(inputs, outputs, groups, WIDTH);
  const middle = { x: WIDTH / 2, 'text-anchor': 'middle' } as const;
  return {
    title,
    viewBox: [0, 0, WIDTH, HEIGHT],
    looks: convolutionLooks,
    shapes: [
      ...figure.connections.map(({ from, to, group }) =>
        line(tint(group), { x1: from, y1: INPUT_Y, x2: to, y2: OUTPUT_Y }),
      ),
      ...drawChannels(figure.inputs, INPUT_Y),
      ...drawChannels(figure.outputs, OUTPUT_Y),
      text('', { ...middle, y: 12 }, `${inputs} input channels`),
      text('', { ...middle, y: HEIGHT - 4 }, `${outputs} output channels`),
    ],
  };
}
