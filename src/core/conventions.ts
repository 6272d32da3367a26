import { UnknownNameError } from './errors.js';
import type { Cost } from './node-cost.js';

/** How often each raw fact goes into a count; a fact that is not named is not counted. */
export type Terms = Partial<Readonly<Record<keyof Cost, number>>>;

/** How raw facts are read: what a paper or a tool calls "parameters" and "FLOPs". */
interface Rule {
  readonly title: string;
  readonly parameters: Terms;
  readonly operations: Terms;
  /** How a multiply–accumulate counts, whatever its author calls it: MACs once, FLOPs twice. */
  readonly unit: 'MACs' | 'FLOPs';
  /** What it counts, in one sentence. */
  readonly note: string;
  /** Where the rule is written down: project, file, function, commit. */
  readonly source: string;
}

const KERNELS_AND_BIASES: Terms = { weights: 1, biases: 1 };
/** What PyTorch's `model.parameters()` holds: moving statistics are buffers there. */
const TRAINABLE: Terms = { ...KERNELS_AND_BIASES, normTrainable: 1 };
const EVERY_TENSOR: Terms = { ...TRAINABLE, normStatistics: 1 };

/** γ alone of batch norm's two trainable numbers a channel. */
const ONE_PER_NORM_CHANNEL = 0.5;

const register = {
  paper: {
    title: 'Paper',
    parameters: KERNELS_AND_BIASES,
    operations: { macs: 1 },
    unit: 'MACs',
    note: 'Kernels and biases without batch norm, and multiply–adds of convolutions and the classifier: how the authors’ tables are reproduced, theirs being truncated.',
    source:
      'arXiv:1801.04381, table 4; tensorflow/models, research/slim/nets/mobilenet/README.md, checkpoint table (0ba83cf)',
  },
  torchvision: {
    title: 'torchvision',
    parameters: TRAINABLE,
    operations: { macs: 1 },
    unit: 'MACs',
    note: 'Trainable parameters (num_params), and multiply–adds of convolutions and fully connected layers, which its weight metadata calls GFLOPS.',
    source: 'pytorch/vision, test/common_extended_utils.py, get_ops (3bc462f)',
  },
  keras: {
    title: 'Keras',
    parameters: EVERY_TENSOR,
    operations: { macs: 1 },
    unit: 'MACs',
    note: 'Total params: every tensor, batch norm’s moving statistics included; Keras counts no operations, so these are plain multiply–adds.',
    source: 'keras-team/keras, keras/src/utils/summary_utils.py, print_summary and count_params (0b06391)',
  },
  fvcore: {
    title: 'fvcore',
    parameters: TRAINABLE,
    operations: { macs: 1, normElements: 2, poolInputElements: 1 },
    unit: 'MACs',
    note: 'Multiply–adds, 2 for each value of batch norm in inference and 1 for each value that pooling reads, called flops; it would count global average pooling alone, not AvgPool2d, as in the post’s listing, nor max pooling.',
    source:
      'facebookresearch/fvcore, fvcore/nn/flop_count.py, _DEFAULT_SUPPORTED_OPS (052545c); fvcore/nn/jit_handles.py, batchnorm_flop_jit (017141c)',
  },
  torchinfo: {
    title: 'torchinfo',
    parameters: TRAINABLE,
    operations: { macs: 1, biases: 1, normTrainable: 1 },
    unit: 'MACs',
    note: 'Mult-adds: multiply–adds, and 1 for each γ, β and bias, once and not for each position; a convolution’s bias it would count at every position, which is the same on a 1×1 map.',
    source: 'TylerYep/torchinfo, torchinfo/layer_info.py, LayerInfo.calculate_macs (01fa0ce)',
  },
  torchsummaryX: {
    title: 'torchsummaryX',
    parameters: TRAINABLE,
    operations: { macs: 1, normTrainable: ONE_PER_NORM_CHANNEL },
    unit: 'MACs',
    note: 'Mult-adds: multiply–adds, and 1 for each channel of batch norm (its γ), not for each position.',
    source:
      'nmhkahn/torchsummaryX, torchsummaryX/torchsummaryX.py, summary (006b7e0); what d-li14’s tables are made with (d-li14/HBONet, issue 4)',
  },
  torchprofile: {
    title: 'torchprofile',
    parameters: TRAINABLE,
    operations: { macs: 1 },
    unit: 'MACs',
    note: 'Multiply–adds, batch norm taken as folded; the tool also counts 1 for each value that pooling gives out (1,280 in MobileNetV2), which is left out here, and no parameters, so these are the trainable ones.',
    source:
      'zhijian-liu/torchprofile, torchprofile/handlers.py, convolution, batch_norm and avg_pool_or_mean (e6b16d4)',
  },
  ptflops: {
    title: 'ptflops',
    parameters: TRAINABLE,
    operations: { macs: 1, biases: 1, normElements: 2, activationElements: 1, poolInputElements: 1 },
    unit: 'MACs',
    note: 'PyTorch backend: multiply–adds, biases, 2 for each value of batch norm, 1 for each value of ReLU6 and each that pooling reads, all called MACs; additions written as + escape it, and nn.ReLU it would count twice.',
    source: 'sovrasov/flops-counter.pytorch, ptflops/pytorch_ops.py, MODULES_MAPPING and FUNCTIONAL_MAPPING (b5c9ef7)',
  },
  thop: {
    title: 'THOP',
    parameters: TRAINABLE,
    operations: { macs: 1, normElements: 4 },
    unit: 'MACs',
    note: 'Multiply–adds and 4 for each value of batch norm; ReLU and additions count nothing, nor does pooling called as a function, as torchvision’s MobileNetV2 does.',
    source:
      'Lyken17/pytorch-OpCounter, thop/vision/basic_hooks.py, count_normalization (9e106f3); thop/vision/calc_func.py, calculate_norm (8f115d4)',
  },
  flops: {
    title: 'FLOPs',
    parameters: TRAINABLE,
    operations: { macs: 2 },
    unit: 'FLOPs',
    note: 'A multiplication and an addition for each multiply–accumulate, and nothing else: what PyTorch’s own counter reports.',
    source: 'pytorch/pytorch, torch/utils/flop_counter.py, conv_flop_count and mm_flop (f34fa15)',
  },
} as const satisfies Record<string, Rule>;

export type ConventionId = keyof typeof register;

/** One named reading of the raw facts. */
export interface Convention extends Rule {
  readonly id: ConventionId;
}

const withIds = Object.entries(register).map(([id, rule]) => [id, { id, ...rule }]);

/**
 * The conventions of counting, by id. There is none for batch norm folded into biases: whether a norm can be folded
 * depends on what stands before it, and a sum over layers does not know that.
 */
export const conventions = Object.fromEntries(withIds) as Readonly<Record<ConventionId, Convention>>;

const weigh = (cost: Cost, terms: Terms): number =>
  Object.entries(terms).reduce((count, [field, times]) => count + times * cost[field as keyof Cost], 0);

const isConvention = (id: unknown): id is ConventionId => typeof id === 'string' && Object.hasOwn(conventions, id);

/** The convention that a text names. Throws `UnknownNameError` with the ids there are. */
export function parseConvention(text: unknown): ConventionId {
  if (isConvention(text)) return text;
  throw new UnknownNameError('convention', Object.keys(conventions), text);
}

/** The number of parameters under a convention. Throws `UnknownNameError` for one that does not exist. */
export const countParameters = (cost: Cost, convention: ConventionId): number =>
  weigh(cost, conventions[parseConvention(convention)].parameters);

/** The number of operations under a convention, for one image. Throws as `countParameters` does. */
export const countOperations = (cost: Cost, convention: ConventionId): number =>
  weigh(cost, conventions[parseConvention(convention)].operations);
