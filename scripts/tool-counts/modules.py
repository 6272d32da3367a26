"""Networks of the register that torchvision does not have, written with PyTorch's modules as torchvision writes its own."""
import torch
from torch import nn


def unit(inputs, outputs, kernel, stride=1, groups=1, activation=nn.ReLU):
    layers = [nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(outputs)]
    return nn.Sequential(*layers, *([activation()] if activation else []))


def classifier(channels, classes=1000):
    return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes))


def mobilenet_v1(width=1.0, shallow=False, full=False):
    """Howard et al. 2017, table 1; `shallow` as in table 5, `full` as in table 4."""
    rows = [(64, 1)] + [(128, 2), (128, 1), (256, 2), (256, 1), (512, 2)] + [(512, 1)] * 5 + [(1024, 2), (1024, 1)]
    if shallow:
        del rows[6:11]
    channels = max(8, int(32 * width))
    layers = [unit(3, channels, 3, 2, activation=nn.ReLU6)]
    for c, stride in rows:
        outputs = max(8, int(c * width))
        if full:
            layers += [unit(channels, outputs, 3, stride, activation=nn.ReLU6)]
        else:
            layers += [unit(channels, channels, 3, stride, channels, nn.ReLU6), unit(channels, outputs, 1, activation=nn.ReLU6)]
        channels = outputs
    return nn.Sequential(*layers, classifier(channels))


class ShuffleUnit(nn.Module):
    """Zhang et al. 2017, figure 2b and 2c: the shuffle before the depthwise convolution, ReLU after joining."""

    def __init__(self, inputs, outputs, groups, groups_first, stride):
        super().__init__()
        self.stride, self.groups = stride, groups
        middle, branch = outputs // 4, outputs - inputs if stride > 1 else outputs
        self.compress = unit(inputs, middle, 1, groups=groups if groups_first else 1)
        self.depthwise = unit(middle, middle, 3, stride, middle, None)
        self.expand = unit(middle, branch, 1, groups=groups, activation=None)
        self.pool = nn.AvgPool2d(3, 2, 1)
        self.relu = nn.ReLU()

    def forward(self, x):
        out = self.compress(x)
        if self.groups > 1:
            out = out.unflatten(1, (self.groups, -1)).transpose(1, 2).flatten(1, 2)
        out = self.expand(self.depthwise(out))
        return self.relu(x + out if self.stride == 1 else torch.cat([self.pool(x), out], 1))


def shufflenet_v1(groups=3):
    """Table 1."""
    channels = {1: 144, 2: 200, 3: 240, 4: 272, 8: 384}[groups]
    layers, inputs = [unit(3, 24, 3, 2), nn.MaxPool2d(3, 2, 1)], 24
    for stage, repeats in enumerate([4, 8, 4]):
        for index in range(repeats):
            outputs = channels * 2 ** stage
            layers += [ShuffleUnit(inputs, outputs, groups, stage + index > 0, 1 if index else 2)]
            inputs = outputs
    return nn.Sequential(*layers, classifier(inputs))


class PreActivated(nn.Module):
    """He et al. 2016, figure 4e; a projection reads what the first ReLU gives."""

    def __init__(self, inputs, width, outputs, stride):
        super().__init__()
        self.pre = nn.Sequential(nn.BatchNorm2d(inputs), nn.ReLU())
        if width == outputs:
            self.residual = nn.Sequential(unit(inputs, width, 3, stride), nn.Conv2d(width, width, 3, 1, 1, bias=False))
        else:
            self.residual = nn.Sequential(
                unit(inputs, width, 1), unit(width, width, 3, stride), nn.Conv2d(width, outputs, 1, bias=False))
        changes = stride > 1 or inputs != outputs
        self.shortcut = nn.Conv2d(inputs, outputs, 1, stride, bias=False) if changes else None

    def forward(self, x):
        pre = self.pre(x)
        return self.residual(pre) + (self.shortcut(pre) if self.shortcut else x)


def preactivated_resnet(depth):
    factor = 1 if depth < 50 else 4
    layers, inputs = [unit(3, 64, 7, 2), nn.MaxPool2d(3, 2, 1)], 64
    for stage, repeats in enumerate({18: [2, 2, 2, 2], 50: [3, 4, 6, 3]}[depth]):
        for index in range(repeats):
            width = 64 * 2 ** stage
            layers += [PreActivated(inputs, width, width * factor, 2 if stage and not index else 1)]
            inputs = width * factor
    return nn.Sequential(*layers, nn.BatchNorm2d(inputs), nn.ReLU(), classifier(inputs))


def paper_resnet(depth, **options):
    """torchvision's, with the stride on the first 1×1 convolution of a bottleneck."""
    from torchvision.models import resnet
    model = getattr(resnet, f'resnet{depth}')(**options)
    for block in model.modules():
        if isinstance(block, resnet.Bottleneck):
            block.conv1.stride, block.conv2.stride = block.conv2.stride, (1, 1)
    return model


def alexnet_2012(grouped=True):
    """Caffe's bvlc_alexnet, 227×227."""
    g = 2 if grouped else 1
    pool, norm = lambda: nn.MaxPool2d(3, 2, ceil_mode=True), lambda: nn.LocalResponseNorm(5, 1e-4, 0.75, 1)
    conv = lambda i, o, k, **rest: (nn.Conv2d(i, o, k, **rest), nn.ReLU())
    return nn.Sequential(
        *conv(3, 96, 11, stride=4), norm(), pool(), *conv(96, 256, 5, padding=2, groups=g), norm(), pool(),
        *conv(256, 384, 3, padding=1), *conv(384, 384, 3, padding=1, groups=g), *conv(384, 256, 3, padding=1, groups=g),
        pool(), nn.Flatten(), nn.Linear(9216, 4096), nn.ReLU(), nn.Linear(4096, 4096), nn.ReLU(), nn.Linear(4096, 1000))
