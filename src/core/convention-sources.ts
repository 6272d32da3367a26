/** Where rules of counting are written down, and the code that they were found to hold for; a page loads it when it is shown. */
import type { ConventionId, RegisteredId } from './conventions.js';
import type { Network } from './network.js';

/** Project, file, function and commit of each convention's rule: the version that was read and run. */
export const conventionSources: Readonly<Record<RegisteredId, string>> = {
  paper:
    'arXiv:1801.04381, table 4; tensorflow/models, research/slim/nets/mobilenet/README.md, checkpoint table (0ba83cf)',
  torchvision: 'pytorch/vision, test/common_extended_utils.py, get_ops (3bc462f)',
  keras: 'keras-team/keras, keras/src/utils/summary_utils.py, print_summary and count_params (0b06391)',
  fvcore:
    'facebookresearch/fvcore, fvcore/nn/flop_count.py, _DEFAULT_SUPPORTED_OPS (3378afe); fvcore/nn/jit_handles.py, batchnorm_flop_jit (3378afe)',
  torchinfo: 'TylerYep/torchinfo, torchinfo/layer_info.py, LayerInfo.calculate_macs (5c4164f)',
  torchsummaryX:
    'nmhkahn/torchsummaryX, torchsummaryX/torchsummaryX.py, summary (7480ad0); what d-li14’s tables are made with (d-li14/HBONet, issue 4)',
  torchprofile: 'zhijian-liu/torchprofile, torchprofile/handlers.py, HANDLER_MAP (ec8bf8a)',
  ptflops: 'sovrasov/flops-counter.pytorch, ptflops/pytorch_ops.py, MODULES_MAPPING and FUNCTIONAL_MAPPING (d612c75)',
  thop: 'Lyken17/pytorch-OpCounter, thop/vision/basic_hooks.py, count_normalization and count_adap_avgpool (43c064a); thop/vision/calc_func.py (43c064a)',
  calflops:
    'MrYxJ/calculate-flops.pytorch, calflops/pytorch_ops.py, _patch_functionals and _patch_tensor_methods (29ca584)',
  flops: 'pytorch/pytorch, torch/utils/flop_counter.py, conv_flop_count and mm_flop (f34fa15)',
};

/** The source of a convention; `undefined` for one's own. */
export const sourceOf = (convention: ConventionId): string | undefined =>
  (conventionSources as Readonly<Record<string, string>>)[convention];

/** The code that tools meet where they count a network: what makes their figures the ones given here. */
export const codeOf = ({ writing }: Network): string =>
  writing?.source ?? 'none that is known here, so that every layer is taken as a module of PyTorch';
