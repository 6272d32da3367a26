/** The register of conventions: what a paper or a tool calls "parameters" and "FLOPs". */
import { UnknownNameError } from './errors.js';
import { countUnder, type Countable, type Rule, type Terms } from './rules.js';

/** How the facts of a network are read. */
interface Reading {
  readonly title: string;
  readonly parameters: Rule;
  readonly operations: Rule;
  /** How a multiply–accumulate counts, whatever its author calls it: MACs once, FLOPs twice. */
  readonly unit: 'MACs' | 'FLOPs';
  /** What it counts, in one sentence. */
  readonly note: string;
  /** Where the rule is written down: project, file, function, commit. */
  readonly source: string;
}

const KERNELS_AND_BIASES: Terms = { weights: 1, biases: 1 };
/** What PyTorch's `model.parameters()` holds: moving statistics are buffers there. */
const TRAINABLE: Terms = { ...KERNELS_AND_BIASES, norm: 1 };
const ALL_TRAINABLE: Rule = { all: TRAINABLE };
/** Those of modules that are called, where a tool counts when its hook runs. */
const HOOKED_TRAINABLE: Rule = { hooks: TRAINABLE };
const PLAIN_MACS: Rule = { all: { macs: 1 } };
/** γ alone of batch norm's two trainable numbers a channel. */
const ONE_PER_NORM_CHANNEL = 0.5;

const POOL_READS: Terms = { maxPoolReads: 1, averagePoolReads: 1, adaptivePoolReads: 1 };
/** PyTorch writes a local response normalisation with two products and a sum a value, and an average pooling over channels. */
const RESPONSE_NORM: Terms = { responseNormValues: 3, responseNormReads: 1 };

const register = {
  paper: {
    title: 'Paper',
    parameters: { all: KERNELS_AND_BIASES },
    operations: PLAIN_MACS,
    unit: 'MACs',
    note: 'Kernels and biases without batch norm, and multiply–adds of convolutions and the classifier: how the authors’ tables are reproduced, theirs being truncated.',
    source:
      'arXiv:1801.04381, table 4; tensorflow/models, research/slim/nets/mobilenet/README.md, checkpoint table (0ba83cf)',
  },
  torchvision: {
    title: 'torchvision',
    parameters: ALL_TRAINABLE,
    operations: PLAIN_MACS,
    unit: 'MACs',
    note: 'Trainable parameters (num_params), and multiply–adds of convolutions and fully connected layers, which its weight metadata calls GFLOPS.',
    source: 'pytorch/vision, test/common_extended_utils.py, get_ops (3bc462f)',
  },
  keras: {
    title: 'Keras',
    parameters: { all: { ...TRAINABLE, statistics: 1 } },
    operations: PLAIN_MACS,
    unit: 'MACs',
    note: 'Total params: every tensor, batch norm’s moving statistics included; Keras counts no operations, so these are plain multiply–adds.',
    source: 'keras-team/keras, keras/src/utils/summary_utils.py, print_summary and count_params (0b06391)',
  },
  fvcore: {
    title: 'fvcore',
    parameters: ALL_TRAINABLE,
    operations: { all: { macs: 1, normValues: 2, adaptivePoolReads: 1 } },
    unit: 'MACs',
    note: 'Multiply–adds, 2 for each value of batch norm and 1 for each value that adaptive average pooling reads, called flops; other pooling, x.mean(), activations and additions count nothing.',
    source:
      'facebookresearch/fvcore, fvcore/nn/flop_count.py, _DEFAULT_SUPPORTED_OPS (3378afe); fvcore/nn/jit_handles.py, batchnorm_flop_jit (3378afe)',
  },
  torchinfo: {
    title: 'torchinfo',
    parameters: ALL_TRAINABLE,
    operations: { hooks: { macs: 1, convBiasAdds: 1, denseBiasAdds: 1, norm: 1 } },
    unit: 'MACs',
    note: 'Mult-adds: multiply–adds, each bias at every position, and batch norm’s γ and β once a channel, not for each position.',
    source: 'TylerYep/torchinfo, torchinfo/layer_info.py, LayerInfo.calculate_macs (5c4164f)',
  },
  torchsummaryX: {
    title: 'torchsummaryX',
    parameters: HOOKED_TRAINABLE,
    operations: { hooks: { macs: 1, norm: ONE_PER_NORM_CHANNEL } },
    unit: 'MACs',
    note: 'Mult-adds: multiply–adds, and 1 for each channel of batch norm (its γ), not for each position.',
    source:
      'nmhkahn/torchsummaryX, torchsummaryX/torchsummaryX.py, summary (7480ad0); what d-li14’s tables are made with (d-li14/HBONet, issue 4)',
  },
  torchprofile: {
    title: 'torchprofile',
    parameters: ALL_TRAINABLE,
    operations: { all: { macs: 1, normValues: 1, averages: 1, responseNormValues: 3 } },
    unit: 'MACs',
    note: 'Multiply–adds, and 1 for each value that batch norm and average pooling give out; the tool counts no parameters, so these are the trainable ones.',
    source: 'zhijian-liu/torchprofile, torchprofile/handlers.py, HANDLER_MAP (ec8bf8a)',
  },
  ptflops: {
    title: 'ptflops',
    parameters: ALL_TRAINABLE,
    operations: {
      hooks: { macs: 1, convBiasAdds: 1, denseBiasAdds: 1, normValues: 2, relu: 1, relu6: 1, ...POOL_READS },
      functions: { relu: 1, ...POOL_READS, ...RESPONSE_NORM },
    },
    unit: 'MACs',
    note: 'PyTorch backend: multiply–adds, biases, 2 for each value of batch norm, and 1 for each of ReLU and each that pooling reads, all called MACs. It meets nn.ReLU and pooling modules twice, as a module and as the function inside; additions written as + escape it.',
    source: 'sovrasov/flops-counter.pytorch, ptflops/pytorch_ops.py, MODULES_MAPPING and FUNCTIONAL_MAPPING (d612c75)',
  },
  thop: {
    title: 'THOP',
    parameters: HOOKED_TRAINABLE,
    operations: { hooks: { macs: 1, normValues: 4, windowAverages: 1, adaptivePoolWork: 1 } },
    unit: 'MACs',
    note: 'Multiply–adds, 4 for each value of batch norm, 1 for each that AvgPool2d gives out, and what AdaptiveAvgPool2d reads and gives out; ReLU, additions and what is called as a function count nothing.',
    source:
      'Lyken17/pytorch-OpCounter, thop/vision/basic_hooks.py, count_normalization and count_adap_avgpool (43c064a); thop/vision/calc_func.py (43c064a)',
  },
  calflops: {
    title: 'calflops',
    parameters: ALL_TRAINABLE,
    operations: {
      functions: { macs: 2, convBiasAdds: 1, normValues: 2, relu: 1, ...POOL_READS, ...RESPONSE_NORM },
    },
    unit: 'FLOPs',
    note: 'Its FLOPs: multiply–adds twice, a convolution’s biases, 2 for each value of batch norm, and 1 for each of ReLU (not ReLU6) and each that pooling reads; its MACs are plain multiply–adds.',
    source:
      'MrYxJ/calculate-flops.pytorch, calflops/pytorch_ops.py, _patch_functionals and _patch_tensor_methods (29ca584)',
  },
  flops: {
    title: 'FLOPs',
    parameters: ALL_TRAINABLE,
    operations: { all: { macs: 2 } },
    unit: 'FLOPs',
    note: 'A multiplication and an addition for each multiply–accumulate, and nothing else: what PyTorch’s own counter reports.',
    source: 'pytorch/pytorch, torch/utils/flop_counter.py, conv_flop_count and mm_flop (f34fa15)',
  },
} as const satisfies Record<string, Reading>;

export type ConventionId = keyof typeof register;

/** One named reading of the facts. */
export interface Convention extends Reading {
  readonly id: ConventionId;
}

const withIds = Object.entries(register).map(([id, rule]) => [id, { id, ...rule }]);

/** The conventions of counting, by id. */
export const conventions = Object.fromEntries(withIds) as Readonly<Record<ConventionId, Convention>>;

const isConvention = (id: unknown): id is ConventionId => typeof id === 'string' && Object.hasOwn(conventions, id);

/** The convention that a text names. Throws `UnknownNameError` with the ids there are. */
export function parseConvention(text: unknown): ConventionId {
  if (isConvention(text)) return text;
  throw new UnknownNameError('convention', Object.keys(conventions), text);
}

/**
 * The number of parameters of a network, or of what is at or under a path of it, under a convention.
 * Throws `UnknownNameError` for a convention that does not exist, `UnknownNodeError` where nothing is under the path.
 */
export const countParameters = (of: Countable, convention: ConventionId): number =>
  countUnder(conventions[parseConvention(convention)].parameters, of);

/** The number of operations under a convention, for one image. Throws as `countParameters` does. */
export const countOperations = (of: Countable, convention: ConventionId): number =>
  countUnder(conventions[parseConvention(convention)].operations, of);
