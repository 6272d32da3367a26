import { describe, expect, it } from 'vitest';
import { costOf, countParameters, findNode, formatShape, type Network } from '../../src/core/index.js';
import { readLayersModel } from '../../src/formats/index.js';
import { functional, image, layer, layer3, modelJson, sequential } from '../support/keras-json.js';

const conv = (name: string, reads: readonly string[], config = {}) =>
  layer('Conv2D', name, reads, { filters: 4, kernel_size: [3, 3], padding: 'same', ...config });

const networkOf = (topology: object): Network => readLayersModel(modelJson(topology)).network;
const kindsOf = ({ nodes }: Network): string[] => nodes.map(({ kind }) => kind);
const shapesOf = ({ nodes }: Network): string[] => nodes.map(({ outputShape }) => formatShape(outputShape));

describe('readLayersModel: topologies', () => {
  it('a functional model, whatever the order of its layers in the file', () => {
    const layers = [image(), layer('Add', 'sum', ['a', 'b']), conv('b', ['a']), conv('a', ['image'])];
    const topology = functional(layers);
    topology.config.output_layers = [['sum', 0, 0]];
    expect(networkOf(topology).nodes.map(({ id }) => id)).to.deep.equal(['image', 'a', 'b', 'sum']);
  });

  it('Keras’ own JSON, an old bare list of layers, and Keras 3’s inbound nodes', () => {
    const first = conv('a', [], { batch_input_shape: [null, 8, 8, 3] });
    expect(kindsOf(readLayersModel(sequential([first])).network)).to.deep.equal(['input', 'conv2d']);
    expect(kindsOf(networkOf({ class_name: 'Sequential', config: [first] }))).to.deep.equal(['input', 'conv2d']);
    const third = [
      layer('InputLayer', 'image', [], { batch_shape: [null, 8, 8, 3] }),
      layer3('Conv2D', 'a', [['image', [8, 8, 3]]], { filters: 4, kernel_size: [3, 3] }),
      layer3('Conv2D', 'b', [['image', [8, 8, 3]]], { filters: 4, kernel_size: [3, 3] }),
      layer3('Add', 'sum', [
        ['a', [6, 6, 4]],
        ['b', [6, 6, 4]],
      ]),
    ];
    expect(kindsOf(networkOf(functional(third)))).to.deep.equal(['input', 'conv2d', 'conv2d', 'add']);
  });

  it('height and width that are left open, with the size that is asked for', () => {
    const topology = functional([image([null, null, 3]), conv('a', ['image'], { strides: [2, 2] })]);
    expect(shapesOf(networkOf(topology))).to.deep.equal(['224×224×3', '112×112×4']);
    const { network, notes, isOpen } = readLayersModel(modelJson(topology), { resolution: [64, 96] });
    expect(shapesOf(network)).to.deep.equal(['64×96×3', '32×48×4']);
    expect(isOpen).to.equal(true);
    expect(notes[0]).to.equal('The file leaves height and width open; 64×96 is taken here, and can be changed.');
  });

  it('finds blocks and stages in names, units in what follows a convolution', () => {
    const block = (stage: number, at: number, from: string) => {
      const name = `conv${stage}_block${at}`;
      return [
        conv(`${name}_1_conv`, [from]),
        layer('BatchNormalization', `${name}_1_bn`, [`${name}_1_conv`]),
        layer('Activation', `${name}_1_relu`, [`${name}_1_bn`], { activation: 'relu' }),
        conv(`${name}_2_conv`, [`${name}_1_relu`]),
      ];
    };
    const stem = layer('ZeroPadding2D', 'stem_pad', ['image'], {
      padding: [
        [0, 1],
        [0, 1],
      ],
    });
    const layers = [
      image(),
      stem,
      conv('stem', ['stem_pad']),
      ...block(2, 1, 'stem'),
      ...block(2, 2, 'conv2_block1_2_conv'),
      ...block(3, 1, 'conv2_block2_2_conv'),
    ];
    const { groups, nodes } = networkOf(functional(layers));
    expect(groups.map(({ role, id }) => `${role} ${id}`)).to.deep.equal([
      'unit stem',
      'stage conv2',
      'block conv2/block1',
      'unit conv2/block1/1_conv',
      'block conv2/block2',
      'unit conv2/block2/1_conv',
      'block conv3_block1',
      'unit conv3_block1/1_conv',
    ]);
    expect(nodes.slice(1, 6).map(({ id }) => id)).to.deep.equal([
      'stem/pad',
      'stem/conv',
      'conv2/block1/1_conv/conv',
      'conv2/block1/1_conv/norm',
      'conv2/block1/1_conv/activation',
    ]);
  });

  it('finds a node by the name that Keras has for it', () => {
    const inner = functional([image([8, 8, 3], 'inner_image'), conv('inner', ['inner_image'])]);
    const nested = { ...inner, name: 'model_1', inbound_nodes: [[['image', 0, 0, {}]]] };
    const { network, layers } = readLayersModel(
      modelJson(functional([image(), nested]), { 'model_1/inner/kernel': [3, 3, 3, 4] }),
    );
    expect(findNode(network, 'keras', 'model_1/inner')?.kind).to.equal('conv2d');
    expect(layers.get('model_1/inner')).to.equal('model_1/inner');
  });

  it('a window that dilates along one axis alone: Keras’ valid leaves 8 − 2·(3 − 1) columns, and 8 − (3 − 1) rows', () => {
    const dilated = (rate: readonly number[]) =>
      shapesOf(networkOf(functional([image(), conv('a', ['image'], { padding: 'valid', dilation_rate: rate })])))[1];
    expect([dilated([1, 2]), dilated([2, 1]), dilated([2, 2])]).to.deep.equal(['6×4×4', '4×6×4', '4×4×4']);
  });

  it('PReLU’s slopes, one along each axis that shares them: axes are counted from 1, before which is the batch', () => {
    const slopes = (axes: readonly number[]) =>
      costOf(networkOf(functional([image([8, 6, 3]), layer('PReLU', 'a', ['image'], { shared_axes: axes })]))).total
        .weights;
    expect([slopes([]), slopes([1]), slopes([2]), slopes([3]), slopes([1, 2])]).to.deep.equal([144, 18, 24, 48, 3]);
  });

  it('counts a layer once that is used twice', () => {
    const twice = {
      ...conv('a', ['image'], { filters: 3 }),
      inbound_nodes: [[['image', 0, 0, {}]], [['a', 0, 0, {}]]],
    };
    const topology = functional([image(), twice]);
    topology.config.output_layers = [['a', 1, 0]];
    const { network, notes } = readLayersModel(modelJson(topology));
    const [, first, second] = costOf(network).layers;
    expect(countParameters({ network, path: first!.id }, 'keras')).to.equal(3 * 3 * 3 * 3 + 3);
    expect(countParameters({ network, path: second!.id }, 'keras')).to.equal(0);
    expect(second!.macs).to.equal(first!.macs);
    expect(notes).to.deep.equal(['Used more than once with the same weights, which are counted once: a.']);
  });
});

describe('readLayersModel: layers that are not known', () => {
  const after = (reads: string) => layer('Dense', 'head', [reads], { units: 5 });
  const tensors = { 'strange/table': [7, 9], 'strange/cell/kernel': [2, 2], 'head/kernel': [11, 5], 'head/bias': [5] };

  it('are drawn to the end, with the parameters that the file lists, and no shape is guessed', () => {
    const { network, notes } = readLayersModel(
      modelJson(functional([image(), layer('Strange', 'strange', ['image']), after('strange')]), tensors),
    );
    expect(kindsOf(network)).to.deep.equal(['input', 'unknown', 'unknown']);
    expect(shapesOf(network)).to.deep.equal(['8×8×3', '?', '?']);
    const { layers, total } = costOf(network);
    expect(layers.map(({ id: path }) => countParameters({ network, path }, 'keras'))).to.deep.equal([0, 67, 60]);
    expect([total.macs, total.outputElements]).to.deep.equal([0, 0]);
    expect(notes).to.deep.equal([
      'Not known here: Strange (strange). What comes out of it has no known shape, nor has the layer after. The totals leave out their operations, and the network runs only as far as all layers are known.',
    ]);
  });

  it('are passed where the file itself says what comes out', () => {
    const layers = [
      image(),
      layer3('Strange', 'strange', [['image', [8, 8, 3]]]),
      layer3('Dense', 'head', [['strange', [11]]], { units: 5 }),
    ];
    const { network } = readLayersModel(modelJson(functional(layers), tensors));
    expect(kindsOf(network)).to.deep.equal(['input', 'unknown', 'dense']);
    expect(shapesOf(network)).to.deep.equal(['8×8×3', '1×1×11', '1×1×5']);
    const built = [
      image(),
      layer('Strange', 'strange', ['image']),
      { ...after('strange'), build_config: { input_shape: [null, 11] } },
    ];
    expect(kindsOf(networkOf(functional(built)))).to.deep.equal(['input', 'unknown', 'dense']);
  });

  it('are also those with a setting that cannot be followed', () => {
    const { network } = readLayersModel(
      modelJson(functional([image(), conv('a', ['image'], { data_format: 'channels_first' })])),
    );
    const [, node] = network.nodes;
    expect(node!.kind === 'unknown' && node!.attributes.why).to.equal('expected channels last, got "channels_first"');
  });
});

describe('readLayersModel: what is wrong is said in a sentence', () => {
  const wrong: readonly (readonly [what: string, json: unknown, sentence: RegExp])[] = [
    ['no JSON object', 7, /modelTopology: expected a Sequential or Functional model, got 7/],
    [
      'a graph model',
      { format: 'graph-model', modelTopology: {} },
      /format: expected a layers model, got "graph-model/,
    ],
    ['no layers', { class_name: 'Model', config: { name: 'net' } }, /net: expected a list of layers, got undefined/],
    ['two inputs', two(), /net: expected one input, an image, got "2: image, other"/],
    [
      'a name twice',
      modelJson(functional([image(), conv('a', ['image']), conv('a', ['image'])])),
      /net: expected every layer to have a name of its own, got "a twice"/,
    ],
    [
      'a reader of nobody',
      modelJson(functional([image(), conv('a', ['ghost'])])),
      /a: expected to read a layer of net, got "ghost"/,
    ],
    [
      'a circle',
      modelJson(functional([image(), layer('Add', 'a', ['image', 'b']), conv('b', ['a'])])),
      /net: expected layers that can run one after the other, got "a circle: a, b"/,
    ],
    [
      'no shape of the input',
      modelJson(sequential([conv('a', [])])),
      /chain: expected the shape of its input \(batch_input_shape\), got undefined/,
    ],
    [
      'open channels',
      modelJson(functional([image([8, 8, null]), conv('a', ['image'])])),
      /net: expected an input of height, width and channels/,
    ],
    [
      'an inbound node that is a number',
      modelJson(functional([image(), { ...conv('a', []), inbound_nodes: [5] }])),
      /a, inbound_nodes: expected a list of layers, got 5/,
    ],
    ['models nested without end', deep(200), /layers: expected models nested at most 16 deep/],
  ];

  function two() {
    const topology = functional([image(), image([8, 8, 3], 'other'), layer('Add', 'a', ['image', 'other'])]);
    topology.config.input_layers = [
      ['image', 0, 0],
      ['other', 0, 0],
    ];
    return modelJson(topology);
  }

  function deep(levels: number): object {
    let model: object = conv('a', [], { batch_input_shape: [null, 8, 8, 3] });
    for (let level = 0; level < levels; level++) model = sequential([model], `level${level}`);
    return modelJson(model);
  }

  for (const [what, json, sentence] of wrong)
    it(what, () => expect(() => readLayersModel(json)).to.throw(TypeError, sentence));

  it('a layer that does not fit ends the network, and is named with the rule', () => {
    const layers = [
      image(),
      conv('a', ['image']),
      conv('b', ['a'], { filters: 7 }),
      layer('Add', 'sum', ['a', 'b']),
      conv('c', ['sum']),
    ];
    const { network, misfit } = readLayersModel(modelJson(functional(layers)));
    expect(network.nodes.map(({ id }) => id)).to.deep.equal(['image', 'a', 'b']);
    expect(misfit?.message).to.equal('sum: 8×8×4 and 8×8×7 cannot be combined element by element');
  });

  it('models that use each other up do not hang', () => {
    // Each level uses the one below twice: 2¹⁶ layers, if somebody laid them all open.
    let model: object = { ...conv('a', []), inbound_nodes: [] };
    model = sequential([conv('a', [], { batch_input_shape: [null, 8, 8, 3], filters: 3 })], 'level0');
    for (let level = 1; level <= 16; level++) {
      const inner = {
        ...model,
        name: `level${level - 1}`,
        inbound_nodes: [[['image', 0, 0, {}]], [[`level${level - 1}`, 0, 0, {}]]],
      };
      const topology = functional([image(), inner as never]);
      topology.config.name = `level${level}`;
      topology.config.output_layers = [[`level${level - 1}`, 1, 0]];
      model = topology;
    }
    expect(() => readLayersModel(modelJson(model))).to.throw(
      TypeError,
      /expected at most 20000 layers, each use counted, got "more"/,
    );
  });

  it('10,000 layers are read and counted', () => {
    const layers = [
      image(),
      ...Array.from({ length: 9_999 }, (_, at) => conv(`conv_${at}`, [at ? `conv_${at - 1}` : 'image'])),
    ];
    const { network } = readLayersModel(modelJson(functional(layers)));
    expect(network.nodes).to.have.length(10_000);
    expect(countParameters(network, 'keras')).to.equal(3 * 3 * 3 * 4 + 4 + 9_998 * (3 * 3 * 4 * 4 + 4));
  });
});
