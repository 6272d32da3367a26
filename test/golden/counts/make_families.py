"""Counts of torchvision's MobileNetV3 and EfficientNet, and of EfficientNet-Lite written with its modules, as JSON.

    python3 test/golden/counts/make_families.py test/golden/counts

Each network is traced by torch.fx, run on one image of zeros, and every operation that was executed becomes a row, with
the shapes that it really had. Convolutions and fully connected layers are counted as kernel values times output values a
channel; the whole is found a second time by running them with ones for weights and inputs in place of the numbers, whose
outputs then add up to the products with inputs that are not padding.
"""
import json
import sys
from functools import partial
from pathlib import Path

import torch
import torchvision
from torch import fx, nn
from torchvision import models
from torchvision.models import efficientnet, feature_extraction, mobilenetv3
from torchvision.ops.misc import SqueezeExcitation

OPS = {
    nn.Conv2d: 'conv2d', nn.BatchNorm2d: 'batchnorm', nn.ReLU: 'relu', nn.ReLU6: 'relu6', nn.Hardswish: 'hard swish',
    nn.SiLU: 'swish', nn.Sigmoid: 'sigmoid', nn.Hardsigmoid: 'hard sigmoid', nn.AdaptiveAvgPool2d: 'global_avgpool',
    nn.Linear: 'linear', nn.Dropout: 'dropout', 'mul': 'merge', 'add': 'add', 'iadd': 'add', 'flatten': 'reshape',
    'stochastic_depth': 'dropout', 'getattr': 'dropout',
}


class Rows(fx.Interpreter):
    """Runs a traced network and keeps a row for each operation; also each input, to run the layer again alone."""

    def __init__(self, module, names):
        super().__init__(module)
        self.names, self.rows, self.valid = names, [], {}

    def run_node(self, node):
        out = super().run_node(node)
        if node.op not in ('call_module', 'call_function') or not isinstance(out, torch.Tensor):
            return out
        module = self.module.get_submodule(node.target) if node.op == 'call_module' else None
        op = OPS[type(module)] if module is not None else OPS[node.target.__name__]
        args, _ = self.fetch_args_kwargs_from_env(node)
        tensors = [arg for arg in args if isinstance(arg, torch.Tensor)]
        row = {'name': self.names[node], 'op': op, 'in_shapes': [list(t.shape) for t in tensors], 'out_shape': list(out.shape)}
        self.rows.append({**row, **details(module, tensors, out), 'index': len(self.rows)})
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            self.valid[self.names[node]] = count_by_ones(module, tensors[0])
        return out


def count_by_ones(module, tensor):
    alone = type(module)(**{**arguments(module), 'bias': False}).double()
    nn.init.ones_(alone.weight)
    with torch.no_grad():
        return int(alone(torch.ones(tensor.shape, dtype=torch.float64)).sum().item())


def arguments(module):
    names = (['in_features', 'out_features'] if isinstance(module, nn.Linear) else
             ['in_channels', 'out_channels', 'kernel_size', 'stride', 'padding', 'groups'])
    return {name: getattr(module, name) for name in names}


def details(module, tensors, out):
    params = dict.fromkeys(['weight', 'bias', 'bn_gamma', 'bn_beta', 'bn_running_mean', 'bn_running_var'], 0)
    row = {'params': params, 'macs': 0}
    if isinstance(module, nn.BatchNorm2d):
        for name in params:
            if name.startswith('bn_'):
                params[name] = module.num_features
        return {**row, 'eps': module.eps, 'aux_ops': 2 * out.numel()}
    if isinstance(module, (nn.Conv2d, nn.Linear)):
        params['weight'] = module.weight.numel()
        params['bias'] = 0 if module.bias is None else module.bias.numel()
        row['macs'] = module.weight[0].numel() * out.numel()
    if isinstance(module, nn.Conv2d):
        row.update(kernel=list(module.kernel_size), stride=list(module.stride), padding=list(module.padding), groups=module.groups)
    return row


def count(identity, family, build, args, image):
    torch.manual_seed(0)
    model = build().eval()
    tracer = feature_extraction.NodePathTracer()
    graph = tracer.trace(model)
    module = fx.GraphModule(tracer.root, graph)
    rows = Rows(module, tracer.node_to_qualname)
    with torch.no_grad():
        out = rows.run(torch.zeros(image))
    implementation = f'torchvision {torchvision.__version__}'
    return {'id': identity, 'family': family, 'implementation': implementation, 'args': args, 'input_nchw': list(image),
            'output_shape': list(out.shape), 'totals': totals(model, rows), 'layers': rows.rows}


def totals(model, rows):
    of = lambda op: [row for row in rows.rows if row['op'] == op]
    summed = lambda found, name: sum(row['params'][name] for row in found)
    params = {f'{kind}_{name}': summed(of(op), name) for kind, op in (('conv', 'conv2d'), ('linear', 'linear')) for name in ('weight', 'bias')}
    params.update({name: summed(rows.rows, name) for name in ('bn_gamma', 'bn_beta', 'bn_running_mean', 'bn_running_var')})
    plain = sum(params[name] for name in ('conv_weight', 'conv_bias', 'linear_weight', 'linear_bias'))
    trainable = sum(parameter.numel() for parameter in model.parameters())
    assert trainable == plain + params['bn_gamma'] + params['bn_beta']
    params.update(weights_and_biases_no_bn=plain, trainable=trainable, folded_bn_inference=plain + params['bn_beta'],
                  total_with_bn_running=trainable + params['bn_running_mean'] + params['bn_running_var'])
    macs = {f'conv_{kind}': sum(row['macs'] for row in of('conv2d') if kind_of(row) == kind)
            for kind in ('standard', 'pointwise', 'depthwise', 'grouped', 'grouped_pointwise')}
    macs['linear'] = sum(row['macs'] for row in of('linear'))
    macs['total'] = sum(macs.values())
    macs['total_excluding_zero_padding'] = sum(rows.valid.values())
    unpadded = [row for row in rows.rows if row['op'] == 'linear' or row.get('padding') == [0, 0]]
    assert all(rows.valid[row['name']] == row['macs'] for row in unpadded) and macs['total_excluding_zero_padding'] <= macs['total']
    aux = {op: sum(elements(row['out_shape']) for row in of(op)) for op in ('relu', 'relu6', 'add')}
    aux.update(batchnorm=sum(row['aux_ops'] for row in of('batchnorm')), avgpool=0, maxpool=0,
               global_avgpool=sum(elements(row['in_shapes'][0]) for row in of('global_avgpool')),
               bias_adds=sum(elements(row['out_shape']) for row in rows.rows if row['params']['bias']))
    # A product of two tensors is counted as an addition of two is: one operation a value.
    aux['add'] += sum(elements(row['out_shape']) for row in of('merge'))
    return {'params': params, 'macs': macs, 'flops_2x_macs': 2 * macs['total'], 'aux_ops': aux}


def elements(shape):
    return int(torch.tensor(shape).prod())


def kind_of(row):
    groups, inputs = row['groups'], row['in_shapes'][0][1]
    if groups == inputs > 1:
        return 'depthwise'
    return ('grouped_' if groups > 1 else '') + ('pointwise' if row['kernel'] == [1, 1] else 'standard' if groups == 1 else '')


class NoSqueeze(nn.Identity):
    def __init__(self, *_, **__):
        super().__init__()


def lite(width, depth):
    """EfficientNet-Lite (tensorflow/tpu, models/official/efficientnet/lite): stem, head, first and last repeats unscaled."""
    silu = efficientnet.nn.SiLU
    try:
        efficientnet.nn.SiLU = nn.ReLU6
        rows, _ = efficientnet._efficientnet_conf('efficientnet_b0', width_mult=width, depth_mult=depth)
        for row in (rows[0], rows[-1]):
            row.num_layers = 1
        rows[0].input_channels = 32
        for row in rows:
            row.block = partial(efficientnet.MBConv, se_layer=NoSqueeze)
        model = efficientnet.EfficientNet(rows, 0.2, last_channel=1280, norm_layer=partial(nn.BatchNorm2d, eps=1e-3))
    finally:
        efficientnet.nn.SiLU = silu
    for block in model.modules():
        if isinstance(block, efficientnet.MBConv):
            block.block = nn.Sequential(*(part for part in block.block if not isinstance(part, NoSqueeze)))
    return model


KERAS_RATIOS = {
    'large': [1, 4, 3, 3, 3, 3, 6, 2.5, 2.3, 2.3, 6, 6, 6, 6, 6],
    'small': [1, 72 / 16, 88 / 24, 4, 6, 6, 3, 3, 6, 6, 6],
}


def keras_v3(version, width, minimalistic):
    """keras/src/applications/mobilenet_v3.py with torchvision's classes: scaled outputs, expanded by ratio; the stem keeps 16."""
    rows, _ = mobilenetv3._mobilenet_v3_conf(f'mobilenet_v3_{version}', width_mult=width)
    channels = 16
    for row, ratio in zip(rows, KERAS_RATIOS[version]):
        row.input_channels, row.expanded_channels = channels, mobilenetv3._make_divisible(channels * ratio, 8)
        channels = row.out_channels
        if minimalistic:
            row.kernel, row.use_se, row.use_hs = 3, False, False
    last = {'large': 1280, 'small': 1024}[version]
    hard_swish = nn.Hardswish
    try:
        if minimalistic:
            mobilenetv3.nn.Hardswish = nn.ReLU
        return mobilenetv3.MobileNetV3(rows, last if width <= 1 else mobilenetv3._make_divisible(last * width, 8))
    finally:
        mobilenetv3.nn.Hardswish = hard_swish


def mobilenet_v3_models():
    for version in ('large', 'small'):
        for width, minimalistic in ((0.75, False), (1.25, False), (1, True), (0.75, True)):
            args = {'version': version, 'width': width, 'minimalistic': minimalistic, 'channelScaling': 'input', 'num_classes': 1000}
            name = f'mobilenet_v3_keras_{version}_{width}{"_minimalistic" if minimalistic else ""}_224'
            yield count(name, 'mobilenet_v3', partial(keras_v3, version, width, minimalistic), args, (1, 3, 224, 224))
    for version in ('large', 'small'):
        for width, size, classes in ((1, 224, 1000), (0.75, 224, 1000), (0.35, 128, 1000), (1.25, (160, 192), 10)):
            height, wide = size if isinstance(size, tuple) else (size, size)
            name = f'mobilenet_v3_{version}_{width}_{height if height == wide else f"{height}x{wide}"}'
            build = partial(getattr(models, f'mobilenet_v3_{version}'), width_mult=width, num_classes=classes)
            yield count(name, 'mobilenet_v3', build, {'version': version, 'width': width, 'num_classes': classes}, (1, 3, height, wide))


def efficientnet_models():
    sizes = {'b0': 224, 'b1': 240, 'b2': 260, 'b3': 300, 'b4': 380, 'b5': 456, 'b6': 528, 'b7': 600}
    for name, size in sizes.items():
        yield count(f'efficientnet_{name}_{size}', 'efficientnet', getattr(models, f'efficientnet_{name}'), {'preset': name}, (1, 3, size, size))
    for name, width, depth, size in (('lite0', 1, 1, 224), ('lite1', 1, 1.1, 240), ('lite2', 1.1, 1.2, 260), ('lite3', 1.2, 1.4, 280), ('lite4', 1.4, 1.8, 300)):
        yield count(f'efficientnet_{name}_{size}', 'efficientnet', partial(lite, width, depth), {'preset': name}, (1, 3, size, size))


WITH_LAYERS = ['mobilenet_v3_large_1_224', 'mobilenet_v3_small_1_224', 'efficientnet_b0_224']


def write(path, value):
    path.write_text(json.dumps(value, indent=1) + '\n')


def main(folder):
    for family, found in (('mobilenet_v3', mobilenet_v3_models()), ('efficientnet', efficientnet_models())):
        kept = []
        for model in found:
            print(model['id'], model['totals']['params']['trainable'], model['totals']['macs']['total'], file=sys.stderr)
            if model['id'] in WITH_LAYERS:
                write(Path(folder) / f'layers_{model["id"]}.json', {'schema': 'goldens-counts-layers/1', **model})
            kept.append({name: value for name, value in model.items() if name != 'layers'})
        write(Path(folder) / f'totals_{family}.json', {'schema': 'goldens-counts-totals/1', 'family': family, 'models': kept})


if __name__ == '__main__':
    main(sys.argv[1])
