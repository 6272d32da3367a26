"""Activations of torchvision's MobileNetV3 and EfficientNet, with weights and images by formula (wgen-1), as JSON.

    python3 test/golden/parity/make_activations.py test/golden/parity

Each network is traced by torch.fx and run in float64 from float32 weights; every operation that was executed becomes an
entry with 16 values of its output, by their index with channels last.
"""
import json
import sys
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import fx, nn
from torchvision import models
from torchvision.models import efficientnet, feature_extraction

sys.path.insert(0, str(Path(__file__).parents[1] / 'counts'))
from make_families import OPS, lite

MEAN, STD = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])


def fnv(text):
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def hash32(seed, count):
    x = (np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B9)) & np.uint64(0xFFFFFFFF)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        x = (x ^ x >> np.uint64(shift)) * np.uint64(factor) & np.uint64(0xFFFFFFFF)
    return x ^ x >> np.uint64(16)


def picture(height, width, key):
    y, x = np.mgrid[:height, :width]
    radius, cx, cy = min(width, height) >> 2, 3 * width >> 3, 5 * height >> 3
    inside = (x - cx) ** 2 + (y - cy) ** 2 < radius ** 2
    noise = hash32(fnv(key), height * width).reshape(height, width) >> np.uint64(25)
    red = 5 * x + 3 * y + (x * y >> 4) & 255
    green = np.where(inside, 255, 255 - 4 * x + 2 * y & 255)
    blue = (x >> 3 ^ y >> 3) & 1
    return np.stack([red, green, blue * 96 + noise.astype(np.int64)], -1)


def limits(module, part):
    if isinstance(module, nn.BatchNorm2d):
        return {'weight': (0.4, 1.2), 'bias': (-0.5, 0.5), 'running_mean': (-0.5, 0.5), 'running_var': (0.1, 1.9)}[part]
    if part == 'bias':
        return -0.5, 0.5
    reach = np.sqrt((6 if isinstance(module, nn.Conv2d) else 3) / module.weight[0].numel())
    return -float(reach), float(reach)


def fill(model, key):
    """Sets every tensor of the state dict by formula; gives their names, shapes and limits."""
    tensors = []
    for name, value in model.state_dict().items():
        path, part = name.rsplit('.', 1)
        if part == 'num_batches_tracked':
            continue
        low, high = limits(model.get_submodule(path), part)
        count = value.numel()
        made = low + (high - low) * ((hash32(fnv(f'{key}/{name}'), count) >> np.uint64(8)) / 16777216)
        value.copy_(torch.from_numpy(made.astype(np.float32)).reshape(value.shape))
        tensors.append({'name': name, 'shape': list(value.shape), 'lo': low, 'hi': high})
    return tensors


class Outputs(fx.Interpreter):
    def __init__(self, module, names):
        super().__init__(module)
        self.names, self.outputs = names, []

    def run_node(self, node):
        out = super().run_node(node)
        if node.op in ('call_module', 'call_function') and isinstance(out, torch.Tensor):
            op = OPS[type(self.module.get_submodule(node.target)) if node.op == 'call_module' else node.target.__name__]
            self.outputs.append({'name': self.names[node], 'op': op, **described(out)})
        return out


def described(tensor):
    """Probes at places that are spread over the tensor; the values of a network in place are those of this moment."""
    last = tensor.movedim(1, -1) if tensor.ndim == 4 else tensor
    flat = last.reshape(-1).numpy()
    probes = sorted({int(place) for place in hash32(fnv(str(list(last.shape))), 16) % np.uint64(flat.size)})
    digits = lambda value: float(f'{value:.9g}')
    summary = {name: digits(getattr(flat, name)()) for name in ('mean', 'std', 'min', 'max')}
    return {'shape_nhwc': list(last.shape), **summary, 'probes_nhwc': probes, 'probe_values': [digits(flat[p]) for p in probes]}


def parity(identity, build, args, height, width):
    model = build().eval()
    tensors = fill(model, identity)
    model.double()
    pixels = picture(height, width, f'image-{identity}')
    values = ((pixels / 255 - MEAN) / STD).astype(np.float32).astype(np.float64)
    tracer = feature_extraction.NodePathTracer()
    graph = tracer.trace(model)
    module = fx.GraphModule(tracer.root, graph)
    outputs = Outputs(module, tracer.node_to_qualname)
    with torch.no_grad():
        logits = outputs.run(torch.from_numpy(values).movedim(-1, 0)[None])
    image = {'image_key': f'image-{identity}', 'height': height, 'width': width, 'mean': MEAN.tolist(), 'std': STD.tolist()}
    return {'schema': 'goldens-parity/1', 'id': identity, 'args': args, 'input': image, 'weights': {'key': identity},
            'logits': [float(f'{value:.9g}') for value in logits[0]], 'outputs': outputs.outputs, 'tensors': tensors}


def narrow_efficientnet():
    rows, last = efficientnet._efficientnet_conf('efficientnet_b0', width_mult=0.5, depth_mult=1.1)
    return efficientnet.EfficientNet(rows, 0.2, last_channel=last, num_classes=10)


def narrow_lite():
    model = lite(0.5, 1)
    model.classifier[1] = nn.Linear(1280, 10)
    return model


def main(folder):
    v3 = lambda version, width: partial(getattr(models, f'mobilenet_v3_{version}'), width_mult=width, num_classes=10)
    for found in (
        parity('d_mobilenet_v3_small_0.5', v3('small', 0.5), {'version': 'small', 'width': 0.5}, 64, 96),
        parity('e_mobilenet_v3_large_0.35', v3('large', 0.35), {'version': 'large', 'width': 0.35}, 75, 64),
        parity('f_efficientnet_0.5', narrow_efficientnet, {'width': 0.5, 'depthCoefficient': 1.1}, 64, 96),
        parity('g_efficientnet_lite_0.5', narrow_lite, {'preset': 'lite0', 'width': 0.5, 'padding': 'torch'}, 65, 64),
    ):
        lists = {name: ',\n  '.join(json.dumps(entry) for entry in found.pop(name)) for name in ('outputs', 'tensors')}
        head = json.dumps(found, indent=1)[:-2]
        text = f'{head},\n "outputs": [\n  {lists["outputs"]}\n ],\n "tensors": [\n  {lists["tensors"]}\n ]\n}}\n'
        (Path(folder) / f'{found["id"]}.json').write_text(text)


if __name__ == '__main__':
    main(sys.argv[1])
