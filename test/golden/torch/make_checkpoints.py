"""Writes the checkpoints of this folder: one small MobileNetV2 with torchvision's names, saved in the ways in which people
save networks, and what PyTorch computes with each. Weights are multiples of 1/64, so that every number format holds them.

Run as: python3 test/golden/torch/make_checkpoints.py   (PyTorch 1.13)
"""
import argparse
import copy
import json
import os

import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
BLOCKS = [(1, 8, 1, 1), (2, 8, 2, 2)]
LAST, CLASSES, SIZE = 1280, 3, 32


def unit(i, o, k=3, s=1, g=1):
    return nn.Sequential(nn.Conv2d(i, o, k, s, (k - 1) // 2, groups=g, bias=False), nn.BatchNorm2d(o), nn.ReLU6())


class InvertedResidual(nn.Module):
    def __init__(self, i, o, s, t):
        super().__init__()
        h = i * t
        parts = [unit(i, h, 1)] if t > 1 else []
        parts += [unit(h, h, 3, s, h), nn.Conv2d(h, o, 1, bias=False), nn.BatchNorm2d(o)]
        self.conv = nn.Sequential(*parts)
        self.adds = s == 1 and i == o

    def forward(self, x):
        return x + self.conv(x) if self.adds else self.conv(x)


class MobileNetV2(nn.Module):
    def __init__(self):
        super().__init__()
        channels, layers = 8, [unit(3, 8, 3, 2)]
        for t, o, n, s in BLOCKS:
            for at in range(n):
                layers.append(InvertedResidual(channels, o, s if at == 0 else 1, t))
                channels = o
        self.features = nn.Sequential(*layers, unit(channels, LAST, 1))
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(LAST, CLASSES))

    def forward(self, x):
        return self.classifier(self.features(x).mean([2, 3]))


def randomise(network):
    for name, tensor in network.state_dict().items():
        if name.endswith('num_batches_tracked'):
            continue
        values = torch.rand_like(tensor) - 0.5
        if name.endswith('running_var'):
            values = values + 1
        elif tensor.dim() == 1 and name.endswith('weight'):
            values = values + 1
        tensor.copy_((values * 64).round() / 64)


def fold(module):
    """Each batch norm into the convolution before it, as deployment does."""
    for child in module.children():
        fold(child)
    names = list(module._modules)
    for first, second in zip(names, names[1:]):
        conv, norm = module._modules[first], module._modules[second]
        if isinstance(conv, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
            module._modules[first] = nn.utils.fusion.fuse_conv_bn_eval(conv, norm)
            module._modules[second] = nn.Identity()
    return module


def save(value, name, **options):
    torch.save(value, os.path.join(HERE, name), **options)


def prefixed(prefix, state):
    return {prefix + name: tensor for name, tensor in state.items()}


def cast(state, dtype):
    return {name: tensor.to(dtype) if tensor.is_floating_point() else tensor for name, tensor in state.items()}


def main():
    torch.manual_seed(1)
    x = torch.sin(torch.arange(3 * SIZE * SIZE, dtype=torch.float64) * 0.37).float().reshape(1, 3, SIZE, SIZE)
    network = MobileNetV2().eval()
    with torch.no_grad():
        randomise(network)
        stem = network.features[0](x)
        body = network.features(x)
        logits = network(x)
        state = network.state_dict()
        save(state, 'plain.pth')
        for name, dtype in (('half', torch.float16), ('bfloat16', torch.bfloat16), ('double', torch.float64)):
            save(cast(state, dtype), f'{name}.pt')

        # What training goes on from: averaged weights, an optimiser with momentum, and a script's arguments.
        small = cast(state, torch.float16)
        training = MobileNetV2()
        optimizer = torch.optim.SGD(training.classifier.parameters(), lr=0.1, momentum=0.9)
        with torch.enable_grad():
            training(x).sum().backward()
        optimizer.step()
        save({
            'epoch': 12, 'arch': 'mobilenet_v2', 'best_acc1': torch.tensor(71.3),
            'state_dict_ema': {name: tensor * 0 for name, tensor in small.items()},
            'state_dict': prefixed('module.', small), 'optimizer': optimizer.state_dict(),
            'args': argparse.Namespace(lr=0.1, size=(32, 32)),
        }, 'training.pth.tar')

        # Storages: channels last, and all small tensors as parts of one.
        mixed = {name: tensor.to(memory_format=torch.channels_last) if tensor.dim() == 4 else tensor
                 for name, tensor in small.items()}
        flat = torch.cat([tensor.flatten() for tensor in mixed.values() if tensor.dim() == 1])
        offset = 0
        for name, tensor in mixed.items():
            if tensor.dim() == 1:
                mixed[name] = flat[offset:offset + tensor.numel()]
                offset += tensor.numel()
        mixed['classifier.1.weight'] = small['classifier.1.weight'].t().contiguous().t()
        save({'model': mixed}, 'storages.pt')

        # Of other uses: a backbone in somebody's model, and another classifier.
        body_state = {name: tensor for name, tensor in small.items() if name.startswith('features.')}
        save(prefixed('backbone.', body_state), 'backbone.pth')
        head = {'classifier.1.weight': torch.zeros(8, LAST).half(), 'classifier.1.bias': torch.zeros(8).half(),
                'classifier.4.weight': torch.zeros(4, 8).half(), 'classifier.4.bias': torch.zeros(4).half()}
        save(prefixed('model.', {**body_state, **head}), 'other-head.pth')

        folded = fold(copy.deepcopy(network))
        assert torch.allclose(folded(x), logits, atol=1e-4)
        save(folded.state_dict(), 'folded.pth')

        # What is no state dict, or not in a zip.
        tiny = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU())
        save(tiny, 'whole-model.pt')
        torch.jit.script(tiny).save(os.path.join(HERE, 'script.pt'))
        save(tiny.state_dict(), 'legacy.pth', _use_new_zipfile_serialization=False)
        save({'model': tiny, 'epoch': 3}, 'model-inside.pt')

    values = lambda tensor: [float(f'{value:.7g}') for value in tensor.flatten().tolist()]
    with open(os.path.join(HERE, 'expected.json'), 'w') as file:
        json.dump({'logits': values(logits), 'stem': values(stem)[::7], 'body': values(body)[::97]}, file,
                  separators=(',', ':'))


if __name__ == '__main__':
    main()
