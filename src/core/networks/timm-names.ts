/** What timm calls the parts of a mobile block (timm/models/_efficientnet_blocks.py), in every family that has one. */

/** `InvertedResidual`. */
export const TIMM_EXPANDING = {
  'expand/conv': 'conv_pw',
  'expand/norm': 'bn1',
  'depthwise/conv': 'conv_dw',
  'depthwise/norm': 'bn2',
  'project/conv': 'conv_pwl',
  'project/norm': 'bn3',
};

/** `DepthwiseSeparableConv`, which stands where there is no expansion. */
export const TIMM_PLAIN = {
  'depthwise/conv': 'conv_dw',
  'depthwise/norm': 'bn1',
  'project/conv': 'conv_pw',
  'project/norm': 'bn2',
};
