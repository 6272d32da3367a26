/** A live example of each element, as an author would write it; the site's pages show and run it. */
export interface Example {
  readonly code: string;
  /** Height that it takes, in pixels, at 1280 and at 390: what is below does not move when it comes. */
  readonly room: readonly [wide: number, phone: number];
}

const example = (wide: number, phone: number, code: string): Example => ({ code, room: [wide, phone] });

export const examples: Readonly<Record<string, Example>> = {
  'net-activations': example(
    760,
    900,
    `<net-model preset="post" image="frog" select="stage3/block1">
  <net-activations></net-activations>
</net-model>`,
  ),
  'net-blocks': example(
    725,
    1425,
    '<net-blocks left="resnet?depth=50" right="mobilenet-v2?preset=paper"></net-blocks>',
  ),
  'net-budget': example(
    584,
    939,
    '<net-budget preset="torchvision" max-operations="150M" max-memory="2 MB"></net-budget>',
  ),
  'net-claims': example(2035, 2905, '<net-claims></net-claims>'),
  'net-compare': example(
    1552,
    2971,
    `<net-compare
  networks="mobilenet-v2?preset=torchvision; resnet?depth=18; shufflenet-v2"
  max-operations="600M"
></net-compare>`,
  ),
  'net-controls': example(415, 1053, '<net-controls preset="paper"></net-controls>'),
  'net-convolution': example(248, 238, '<net-convolution inputs="12" outputs="12" groups="3"></net-convolution>'),
  'net-detective': example(408, 712, '<net-detective preset="paper" figure="3.47M"></net-detective>'),
  'net-diff': example(1090, 1163, '<net-diff preset="torchvision"></net-diff>'),
  'net-evaluation': example(48, 89, '<net-evaluation preset="post"></net-evaluation>'),
  'net-experiment': example(310, 476, '<net-experiment name="activation-position" brief></net-experiment>'),
  'net-explorer': example(768, 2450, '<net-explorer preset="post" image="ship"></net-explorer>'),
  'net-export': example(
    520,
    620,
    `<net-model preset="torchvision">
  <net-table></net-table>
</net-model>`,
  ),
  'net-formula': example(588, 854, '<net-formula preset="post" path="stage4/block2"></net-formula>'),
  'net-graph': example(471, 1576, '<net-graph preset="paper" width="0.75" resolution="192"></net-graph>'),
  'net-image': example(
    340,
    430,
    `<net-model preset="post" image="cat">
  <net-image></net-image>
</net-model>`,
  ),
  'net-ledger': example(715, 896, '<net-ledger preset="paper"></net-ledger>'),
  'net-legend': example(86, 224, '<net-legend preset="paper"></net-legend>'),
  'net-microscope': example(
    49,
    98,
    `<net-microscope
  preset="post"
  image="ship"
  select="stage2/block2/depthwise/conv"
  pin="9,20,12"
></net-microscope>`,
  ),
  'net-model': example(
    506,
    1682,
    `<net-model id="mine" preset="post" image="frog">
  <net-graph></net-graph>
</net-model>
<p>In all <net-value for="mine" of="parameters"></net-value> parameters.</p>`,
  ),
  'net-node': example(194, 305, '<net-node preset="paper" select="stage2/block2"></net-node>'),
  'net-overlay': example(
    540,
    1750,
    `<net-model preset="torchvision">
  <net-graph></net-graph>
  <net-overlay></net-overlay>
</net-model>`,
  ),
  'net-save': example(193, 345, '<net-save preset="post" image="ship" select="stage4/block2"></net-save>'),
  'net-search': example(
    516,
    1666,
    `<net-model preset="paper">
  <net-search></net-search>
  <net-graph></net-graph>
</net-model>`,
  ),
  'net-table': example(520, 620, '<net-table preset="torchvision"></net-table>'),
  'net-value': example(
    49,
    74,
    `<p>
  The paper’s network has <net-value preset="paper" of="parameters"></net-value> parameters and
  <net-value preset="paper" of="macs"></net-value> MACs.
</p>`,
  ),
  'net-weights': example(139, 182, '<net-weights preset="post"></net-weights>'),
};
