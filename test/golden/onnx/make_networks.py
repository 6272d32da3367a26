"""Writes the networks of this folder: small ones in the manner of known families, random weights, as torch.onnx exports
them, with what PyTorch itself computes and a count of parameters and multiply-accumulates by hooks on its modules.

Run as: python3 test/golden/onnx/make_networks.py   (PyTorch 1.13)
"""
import json
import math
import os

import torch
from torch import nn
from torch.nn import functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
EVAL, PRESERVE = torch.onnx.TrainingMode.EVAL, torch.onnx.TrainingMode.PRESERVE


def conv_unit(i, o, k=3, s=1, g=1, act=nn.ReLU6):
    layers = [nn.Conv2d(i, o, k, s, (k - 1) // 2, groups=g, bias=False), nn.BatchNorm2d(o)]
    return nn.Sequential(*layers, *([act()] if act else []))


class InvertedResidual(nn.Module):
    def __init__(self, i, o, s, t, act=nn.ReLU6, squeeze=None):
        super().__init__()
        h = i * t
        parts = [conv_unit(i, h, 1, act=act)] if t > 1 else []
        parts += [conv_unit(h, h, 3, s, h, act)]
        parts += [squeeze(h)] if squeeze else []
        parts += [nn.Conv2d(h, o, 1, bias=False), nn.BatchNorm2d(o)]
        self.conv = nn.Sequential(*parts)
        self.adds = s == 1 and i == o

    def forward(self, x):
        return x + self.conv(x) if self.adds else self.conv(x)


class SqueezeExcitation(nn.Module):
    def __init__(self, c, act=nn.ReLU, gate=nn.Hardsigmoid):
        super().__init__()
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc1, self.fc2 = nn.Conv2d(c, 4, 1), nn.Conv2d(4, c, 1)
        self.activation, self.scale_activation = act(), gate()

    def forward(self, x):
        return x * self.scale_activation(self.fc2(self.activation(self.fc1(self.avgpool(x)))))


class MobileNetV2(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            conv_unit(3, 8, 3, 2), InvertedResidual(8, 8, 1, 1), InvertedResidual(8, 12, 2, 3),
            InvertedResidual(12, 12, 1, 3), conv_unit(12, 24, 1))
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(24, 10))

    def forward(self, x):
        a = self.features[2](self.features[1](self.features[0](x)))
        b = self.features[4](self.features[3](a))
        return self.classifier(F.adaptive_avg_pool2d(b, (1, 1)).flatten(1)), a, b


class MobileNetV3(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = conv_unit(3, 8, 3, 2, act=nn.Hardswish)
        self.first = InvertedResidual(8, 8, 2, 2, nn.ReLU, SqueezeExcitation)
        self.second = InvertedResidual(8, 8, 1, 3, nn.Hardswish, SqueezeExcitation)
        self.head = nn.Sequential(nn.Linear(8, 16), nn.Hardswish(), nn.Dropout(), nn.Linear(16, 7))

    def forward(self, x):
        a = self.first(self.stem(x))
        b = self.second(a)
        return self.head(b.mean([2, 3])), a, b


class EfficientNet(nn.Module):
    def __init__(self):
        super().__init__()
        squeeze = lambda c: SqueezeExcitation(c, nn.SiLU, nn.Sigmoid)
        self.stem = conv_unit(3, 8, 3, 2, act=nn.SiLU)
        self.blocks = nn.Sequential(InvertedResidual(8, 8, 1, 1, nn.SiLU, squeeze), InvertedResidual(8, 12, 2, 4, nn.SiLU, squeeze))
        self.classifier = nn.Linear(12, 5)

    def forward(self, x):
        a = self.stem(x)
        b = self.blocks(a)
        return self.classifier(torch.flatten(F.adaptive_avg_pool2d(b, 1), 1)).softmax(1), a, b


class BasicBlock(nn.Module):
    def __init__(self, i, o, s):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(i, o, 3, s, 1, bias=False), nn.BatchNorm2d(o)
        self.relu = nn.ReLU(inplace=True)
        self.conv2, self.bn2 = nn.Conv2d(o, o, 3, 1, 1, bias=False), nn.BatchNorm2d(o)
        self.downsample = nn.Sequential(nn.Conv2d(i, o, 1, s, bias=False), nn.BatchNorm2d(o)) if s > 1 or i != o else None

    def forward(self, x):
        y = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        return self.relu(y + (self.downsample(x) if self.downsample else x))


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1, self.relu = nn.Conv2d(3, 8, 7, 2, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU()
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        self.layer1 = nn.Sequential(BasicBlock(8, 8, 1), BasicBlock(8, 8, 1))
        self.layer2 = nn.Sequential(BasicBlock(8, 12, 2), BasicBlock(12, 12, 1))
        self.avgpool, self.fc = nn.AdaptiveAvgPool2d((1, 1)), nn.Linear(12, 10)

    def forward(self, x):
        a = self.layer1(self.maxpool(self.relu(self.bn1(self.conv1(x)))))
        b = self.layer2(a)
        return self.fc(torch.flatten(self.avgpool(b), 1)), a, b


class ShuffleUnit(nn.Module):
    def __init__(self, c):
        super().__init__()
        h = c // 2
        self.branch2 = nn.Sequential(conv_unit(h, h, 1, act=nn.ReLU), conv_unit(h, h, 3, 1, h, None), conv_unit(h, h, 1, act=nn.ReLU))

    def forward(self, x):
        left, right = x.chunk(2, dim=1)
        y = torch.cat((left, self.branch2(right)), dim=1)
        n, c, h, w = y.size()
        return y.view(n, 2, c // 2, h, w).transpose(1, 2).contiguous().view(n, -1, h, w)


class ShuffleNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.unit, self.last = conv_unit(3, 12, 3, 2, act=nn.ReLU), ShuffleUnit(12), ShuffleUnit(12)
        self.group = nn.Conv2d(12, 8, 3, 1, 1, groups=4)
        self.fc = nn.Linear(8, 6)

    def forward(self, x):
        a = self.unit(self.conv1(x))
        b = F.leaky_relu(self.group(self.last(a)), 0.2)
        return self.fc(b.mean((2, 3))), a, b


class Fire(nn.Module):
    def __init__(self, i, s, e):
        super().__init__()
        self.squeeze, self.expand1x1, self.expand3x3 = nn.Conv2d(i, s, 1), nn.Conv2d(s, e, 1), nn.Conv2d(s, e, 3, padding=1)

    def forward(self, x):
        x = F.relu(self.squeeze(x))
        return torch.cat([F.relu(self.expand1x1(x)), F.relu(self.expand3x3(x))], 1)


class SqueezeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 8, 3, 2), nn.ReLU(), nn.MaxPool2d(3, 2, ceil_mode=True), Fire(8, 4, 6),
                                      nn.AvgPool2d(3, 2, 1), Fire(12, 4, 6))
        self.classifier = nn.Sequential(nn.Dropout(), nn.Conv2d(12, 10, 1), nn.ReLU(), nn.AdaptiveAvgPool2d((1, 1)))

    def forward(self, x):
        a = self.features[:4](x)
        b = self.features[4:](a)
        return torch.flatten(self.classifier(b), 1), a, b


class Inception(nn.Module):
    """Oblong windows, dilation, average pools without padding in the mean, three branches."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, 2, bias=False)
        self.row, self.column = nn.Conv2d(8, 6, (1, 7), padding=(0, 3)), nn.Conv2d(6, 6, (7, 1), (2, 1), padding=(3, 0))
        self.wide = nn.Conv2d(8, 6, 3, padding=2, dilation=2)
        self.norm = nn.BatchNorm2d(20)
        self.fc = nn.Linear(20, 4)

    def forward(self, x):
        x = torch.tanh(self.stem(x))
        rows = self.column(self.row(x))
        wide = F.max_pool2d(F.elu(self.wide(x), 0.7), (2, 1), (2, 1), ceil_mode=True)
        pool = F.avg_pool2d(x, (3, 3), (2, 1), 1, count_include_pad=False)
        a = torch.cat([rows, wide, pool], 1)
        b = F.relu(self.norm(a))
        return self.fc(b.amax((2, 3))), a, b


class Vgg(nn.Module):
    """Flattens a map, channels first, into fully connected layers."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.PReLU(4), nn.MaxPool2d(2), nn.Conv2d(4, 6, 3), nn.Softplus(),
                                      nn.AdaptiveAvgPool2d((7, 7)))
        self.classifier = nn.Sequential(nn.Linear(294, 12), nn.ReLU(), nn.Linear(12, 5), nn.LogSoftmax(1))

    def forward(self, x):
        a = self.features[:3](x)
        b = self.features[3:](a)
        return self.classifier(torch.flatten(b, 1)), a, b


class Unet(nn.Module):
    """Transposed convolutions, upsampling, reflection, pixel shuffle, instance and group norm."""

    def __init__(self):
        super().__init__()
        self.pad, self.down = nn.ReflectionPad2d(1), nn.Conv2d(3, 8, 3, 2)
        self.norm, self.group = nn.InstanceNorm2d(8, affine=True), nn.GroupNorm(2, 8)
        self.up = nn.ConvTranspose2d(8, 6, 3, 2, 1, output_padding=1)
        self.grouped = nn.ConvTranspose2d(8, 4, 2, 2, groups=2)
        self.shuffle, self.smooth = nn.PixelShuffle(2), nn.Upsample(scale_factor=2, mode='bilinear', align_corners=False)
        self.last = nn.Conv2d(8 + 6 + 4 + 2, 2, 1)

    def forward(self, x):
        a = F.relu(self.norm(self.down(self.pad(x))))
        b = self.up(a)
        parts = [self.smooth(self.group(a)), b, self.grouped(a), self.shuffle(a)]
        return torch.sigmoid(self.last(torch.cat(parts, 1))), a, b


class ConvNext(nn.Module):
    """Layer norm with the channels last, GELU, a scale of each channel."""

    def __init__(self):
        super().__init__()
        self.stem, self.dwconv = nn.Conv2d(3, 8, 4, 4), nn.Conv2d(8, 8, 7, padding=3, groups=8)
        self.norm, self.pwconv1, self.pwconv2 = nn.LayerNorm(8, eps=1e-6), nn.Linear(8, 16), nn.Linear(16, 8)
        self.gamma = nn.Parameter(torch.rand(8))
        self.head_norm, self.head = nn.LayerNorm(8), nn.Linear(8, 5)

    def forward(self, x):
        a = self.stem(x)
        y = self.dwconv(a).permute(0, 2, 3, 1)
        y = self.gamma * self.pwconv2(F.gelu(self.pwconv1(self.norm(y))))
        b = a + y.permute(0, 3, 1, 2)
        return self.head(self.head_norm(b.mean([-2, -1]))), a, b


class Transformer(nn.Module):
    """One head of attention over patches, positions added, tokens averaged."""

    def __init__(self):
        super().__init__()
        self.patches, self.position = nn.Conv2d(3, 8, 8, 8), nn.Parameter(torch.randn(1, 16, 8))
        self.norm1, self.q, self.k, self.v, self.proj = nn.LayerNorm(8), nn.Linear(8, 8), nn.Linear(8, 8), nn.Linear(8, 8), nn.Linear(8, 8)
        self.norm2, self.fc1, self.fc2 = nn.LayerNorm(8), nn.Linear(8, 16), nn.Linear(16, 8)
        self.head = nn.Linear(8, 4)

    def forward(self, x):
        a = self.patches(x).flatten(2).transpose(1, 2) + self.position
        y = self.norm1(a)
        weights = (self.q(y) @ self.k(y).transpose(1, 2) / math.sqrt(8)).softmax(-1)
        b = a + self.proj(weights @ self.v(y))
        b = b + self.fc2(F.gelu(self.fc1(self.norm2(b))))
        return self.head(b.mean(1)), a, b


class VisionTransformer(nn.Module):
    """A class token before the patches, and PyTorch's own attention with two heads."""

    def __init__(self):
        super().__init__()
        self.conv_proj, self.class_token = nn.Conv2d(3, 8, 8, 8), nn.Parameter(torch.randn(1, 1, 8))
        self.pos_embedding = nn.Parameter(torch.randn(1, 17, 8))
        self.ln_1, self.self_attention = nn.LayerNorm(8), nn.MultiheadAttention(8, 2, batch_first=True)
        self.ln_2, self.mlp = nn.LayerNorm(8), nn.Sequential(nn.Linear(8, 16), nn.GELU(), nn.Linear(16, 8))
        self.head = nn.Linear(8, 4)

    def forward(self, x):
        x = self.conv_proj(x).reshape(1, 8, 16).permute(0, 2, 1)
        a = torch.cat([self.class_token.expand(1, -1, -1), x], 1) + self.pos_embedding
        y = self.ln_1(a)
        b = a + self.self_attention(y, y, y, need_weights=False)[0]
        b = b + self.mlp(self.ln_2(b))
        return self.head(b[:, 0]), a, b


NETWORKS = {
    'mobilenet-v2': (MobileNetV2, 13, EVAL), 'mobilenet-v3': (MobileNetV3, 14, EVAL), 'efficientnet': (EfficientNet, 11, EVAL),
    'resnet': (ResNet, 9, PRESERVE), 'shufflenet': (ShuffleNet, 12, EVAL), 'squeezenet': (SqueezeNet, 10, EVAL),
    'inception': (Inception, 13, PRESERVE), 'vgg': (Vgg, 7, EVAL), 'unet': (Unet, 13, PRESERVE), 'convnext': (ConvNext, 14, EVAL),
    'transformer': (Transformer, 17, EVAL), 'vision-transformer': (VisionTransformer, 14, EVAL),
}


# Shapes are worked out by operations, and height and width left open.
DYNAMIC = {'shufflenet', 'mobilenet-v3'}


def randomise(network):
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.uniform_(-0.3, 0.3)
            module.running_var.uniform_(0.5, 1.5)
        if isinstance(module, (nn.BatchNorm2d, nn.LayerNorm, nn.GroupNorm, nn.InstanceNorm2d)):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.5, 0.5)


def count(network, x):
    """Parameters of PyTorch's modules, and multiply-accumulates of convolutions and linear layers, and of attention's products."""
    macs = 0

    def hook(module, inputs, output):
        nonlocal macs
        if isinstance(module, nn.ConvTranspose2d):
            macs += module.weight.numel() * inputs[0].shape[2] * inputs[0].shape[3]
        elif isinstance(module, nn.Conv2d):
            macs += module.weight.numel() * output.shape[2] * output.shape[3]
        elif isinstance(module, nn.Linear):
            macs += module.weight.numel() * output.numel() // output.shape[-1]

    handles = [m.register_forward_hook(hook) for m in network.modules()]
    network(x)
    for handle in handles:
        handle.remove()
    if isinstance(network, Transformer):
        macs += 2 * 16 * 16 * 8
    if isinstance(network, VisionTransformer):
        # Hooks see nothing of PyTorch's own attention: four projections, and the two products of all heads together.
        macs += 17 * (24 * 8) + 17 * 8 * 8 + 2 * 17 * 17 * 8
    return {'parameters': sum(p.numel() for p in network.parameters()), 'macs': macs}


def folded(network):
    """How many parameters fewer where each norm right after a convolution is folded into it: a bias for γ and β."""
    fewer = 0
    for module in network.modules():
        children = list(module.named_children())
        for (_, first), (_, second) in zip(children, children[1:]):
            if isinstance(first, nn.Conv2d) and isinstance(second, nn.BatchNorm2d):
                fewer += second.num_features * (2 if first.bias is not None else 1)
    return fewer


def rounded(tensor):
    return [float(f'{v:.7g}') for v in tensor.flatten().tolist()]


def main():
    size = 32
    x = torch.sin(torch.arange(3 * size * size, dtype=torch.float64) * 0.37).float().reshape(1, 3, size, size)
    expected = {}
    for seed, (name, (build, opset, training)) in enumerate(NETWORKS.items()):
        torch.manual_seed(seed)
        network = build().eval()
        with torch.no_grad():
            randomise(network)
            outputs = network(x)
            counts = count(network, x)
        if training == EVAL:
            counts['parameters'] -= folded(network)
        torch.onnx.export(network, x, os.path.join(HERE, f'{name}.onnx'), opset_version=opset, training=training,
                          input_names=['image'], output_names=['answer', 'early', 'late'], do_constant_folding=training == EVAL,
                          dynamic_axes={'image': {0: 'batch', 2: 'height', 3: 'width'}} if name in DYNAMIC else None)
        expected[name] = {
            'opset': opset, **counts,
            'tensors': {key: {'dims': list(value.shape), 'values': rounded(value)[:: max(1, value.numel() // 256)],
                              'step': max(1, value.numel() // 256)} for key, value in zip(('answer', 'early', 'late'), outputs)},
        }
    with open(os.path.join(HERE, 'expected.json'), 'w') as file:
        json.dump(expected, file, separators=(',', ':'))


if __name__ == '__main__':
    main()
