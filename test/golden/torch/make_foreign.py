"""Writes the checkpoints of other code bases' names: one small MobileNetV2 that pads and normalises as TensorFlow does, as
Hugging Face's transformers and TensorFlow's slim call its tensors, and what PyTorch computes with it. Weights are multiples
of 1/64, so that 16 bits hold them.

Run as: python3 test/golden/torch/make_foreign.py   (PyTorch 1.13, NumPy 1.24)
"""
import json
import os

import numpy as np
import torch
from torch import nn
from torch.nn import functional

HERE = os.path.dirname(os.path.abspath(__file__))
BLOCKS = [(1, 8, 1, 1), (2, 8, 2, 2)]
LAST, CLASSES, SIZE, EPSILON = 1280, 3, 32, 1e-3


class Unit(nn.Module):
    """Padded so that the output has ceil(size / stride) rows, with the odd one at the bottom and right."""

    def __init__(self, i, o, k=1, s=1, g=1, activates=True):
        super().__init__()
        self.convolution = nn.Conv2d(i, o, k, s, groups=g, bias=False)
        self.normalization = nn.BatchNorm2d(o, eps=EPSILON)
        self.k, self.s, self.activates = k, s, activates

    def forward(self, x):
        total = [max((-(-n // self.s) - 1) * self.s + self.k - n, 0) for n in x.shape[2:]]
        before = [n // 2 for n in total]
        x = functional.pad(x, (before[1], total[1] - before[1], before[0], total[0] - before[0]))
        x = self.normalization(self.convolution(x))
        return x.clamp(0, 6) if self.activates else x


class Block(nn.Module):
    def __init__(self, i, o, s, t):
        super().__init__()
        h = i * t
        if t > 1:
            self.expand_1x1 = Unit(i, h)
        self.conv_3x3 = Unit(h, h, 3, s, h)
        self.reduce_1x1 = Unit(h, o, activates=False)
        self.adds = s == 1 and i == o

    def forward(self, x):
        y = self.expand_1x1(x) if hasattr(self, 'expand_1x1') else x
        y = self.reduce_1x1(self.conv_3x3(y))
        return x + y if self.adds else y


class Stem(Block):
    """The first convolution and the first block."""

    def __init__(self, o, t, s):
        super().__init__(8, o, s, t)
        self.first_conv = Unit(3, 8, 3, 2)

    def forward(self, x):
        return super().forward(self.first_conv(x))


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        places = [(t, o, s if at == 0 else 1) for t, o, n, s in BLOCKS for at in range(n)]
        (t, channels, s), *others = places
        self.conv_stem = Stem(channels, t, s)
        layers = []
        for t, o, s in others:
            layers.append(Block(channels, o, s, t))
            channels = o
        self.layer = nn.ModuleList(layers)
        self.conv_1x1 = Unit(channels, LAST)

    def forward(self, x):
        x = self.conv_stem(x)
        for layer in self.layer:
            x = layer(x)
        return self.conv_1x1(x)


class ForImageClassification(nn.Module):
    def __init__(self):
        super().__init__()
        self.mobilenet_v2 = Model()
        self.classifier = nn.Linear(LAST, CLASSES)

    def forward(self, x):
        return self.classifier(self.mobilenet_v2(x).mean([2, 3]))


def randomise(network):
    for name, tensor in network.state_dict().items():
        if name.endswith('num_batches_tracked'):
            continue
        values = torch.rand_like(tensor) - 0.5
        if name.endswith('running_var') or (tensor.dim() == 1 and 'normalization.weight' in name):
            values = values + 1
        tensor.copy_((values * 64).round() / 64)


UNITS = {'expand_1x1': 'expand', 'conv_3x3': 'depthwise', 'reduce_1x1': 'project'}
PARTS = {'normalization.weight': 'BatchNorm/gamma', 'normalization.bias': 'BatchNorm/beta',
         'normalization.running_mean': 'BatchNorm/moving_mean', 'normalization.running_var': 'BatchNorm/moving_variance'}


def slim(name, tensor):
    """A tensor as slim's variable: its name and its axes."""
    array = tensor.half().numpy()
    module, _, rest = name.removeprefix('mobilenet_v2.').partition('.')
    if module == 'classifier':
        scope = 'MobilenetV2/Logits/Conv2d_1c_1x1'
        return (f'{scope}/biases', array) if array.ndim == 1 else (f'{scope}/weights', array.T[None, None])
    if module == 'layer':
        index, unit, part = rest.split('.', 2)
        scope = f'MobilenetV2/expanded_conv_{int(index) + 1}/{UNITS[unit]}'
    elif module == 'conv_1x1':
        scope, unit, part = 'MobilenetV2/Conv_1', module, rest
    else:
        unit, part = rest.split('.', 1)
        scope = 'MobilenetV2/Conv' if unit == 'first_conv' else f'MobilenetV2/expanded_conv/{UNITS[unit]}'
    if part in PARTS:
        return f'{scope}/{PARTS[part]}', array
    if unit == 'conv_3x3':
        return f'{scope}/depthwise_weights', array.transpose(2, 3, 0, 1)
    return f'{scope}/weights', array.transpose(2, 3, 1, 0)


def main():
    torch.manual_seed(2)
    x = torch.sin(torch.arange(3 * SIZE * SIZE, dtype=torch.float64) * 0.37).float().reshape(1, 3, SIZE, SIZE)
    network = ForImageClassification().eval()
    with torch.no_grad():
        randomise(network)
        stem = network.mobilenet_v2.conv_stem.first_conv(x)
        body = network.mobilenet_v2(x)
        logits = network(x)
    state = network.state_dict()
    torch.save({name: t.half() if t.is_floating_point() else t for name, t in state.items()},
               os.path.join(HERE, 'transformers.pth'))
    variables = dict(slim(name, t) for name, t in state.items() if not name.endswith('num_batches_tracked'))
    scope = 'MobilenetV2/Conv/'
    # As training leaves it: averages beside last values, which are others, and what the optimiser keeps.
    averaged = {f'{scope}weights/ExponentialMovingAverage': variables[f'{scope}weights'],
                f'{scope}weights': variables[f'{scope}weights'] * 0,
                f'{scope}weights/RMSProp': variables[f'{scope}weights'], 'global_step': np.int64(1000)}
    np.savez(os.path.join(HERE, 'slim.npz'), **{**variables, **averaged})
    orders = [np.isfortran(array) for array in variables.values()]
    assert any(orders) and not all(orders)
    values = lambda tensor: [float(f'{value:.7g}') for value in tensor.flatten().tolist()]
    with open(os.path.join(HERE, 'expected-foreign.json'), 'w') as file:
        json.dump({'logits': values(logits), 'stem': values(stem)[::7], 'body': values(body)[::97]}, file,
                  separators=(',', ':'))


if __name__ == '__main__':
    main()
