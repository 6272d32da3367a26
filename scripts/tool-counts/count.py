"""Runs tools that count PyTorch networks on networks of the register, and prints what they print, as JSON.

    python3 scripts/tool-counts/count.py CHECKOUTS LISTING > test/golden/tool-counts-more.json

CHECKOUTS: a folder with a clone of each repository that tools.py names, and of megvii-model/ShuffleNet-Series.
LISTING: the post, as Markdown; its PyTorch listing is run as printed, with 1 for the stride that it leaves undefined.
Needs torch, torchvision, numpy, pandas and termcolor.
"""
import json
import re
import sys
from functools import partial
from pathlib import Path

import torch
import torchvision
from torchvision import models

import modules
import tools


def torchvision_rows():
    v2 = lambda width, classes=1000: partial(models.mobilenet_v2, width_mult=width, num_classes=classes)
    yield from (('mobilenet_v2', 'mobilenet-v2', {'width': w}, v2(w)) for w in (0.35, 0.75, 1, 1.4))
    yield 'mobilenet_v2', 'mobilenet-v2', {'width': 0.5, 'resolution': 160}, v2(0.5)
    yield 'mobilenet_v2', 'mobilenet-v2', {'resolution': [160, 224], 'classes': 10}, v2(1, 10)
    yield from ((f'resnet{d}', 'resnet', {'depth': d}, getattr(models, f'resnet{d}')) for d in (18, 34, 50, 101, 152))
    yield 'resnet50', 'resnet', {'depth': 50, 'resolution': 288}, models.resnet50
    yield 'squeezenet1_0', 'squeezenet', {'version': '1.0'}, models.squeezenet1_0
    yield 'squeezenet1_1', 'squeezenet', {'version': '1.1'}, models.squeezenet1_1
    yield 'squeezenet1_1', 'squeezenet', {'version': '1.1', 'resolution': 227}, models.squeezenet1_1
    yield from (('alexnet', 'alexnet', {'resolution': r}, models.alexnet) for r in (224, 227, 256))
    yield from ((f'shufflenet_v2_x{w}', 'shufflenet-v2', {'width': float(w)}, getattr(models, f'shufflenet_v2_x{w.replace(".", "_")}'))
                for w in ('0.5', '1.0', '1.5', '2.0'))
    for version in ('large', 'small'):
        build = getattr(models, f'mobilenet_v3_{version}')
        yield from ((f'mobilenet_v3_{version}', 'mobilenet-v3', {'version': version, 'width': w}, partial(build, width_mult=w))
                    for w in (1, 0.75, 0.35))
    yield from ((f'efficientnet_{name}', 'efficientnet', {'preset': name}, getattr(models, f'efficientnet_{name}'))
                for name in ('b0', 'b1', 'b2', 'b3', 'b4'))


def written_rows():
    yield from (('modules.mobilenet_v1', 'mobilenet-v1', {'width': w, 'resolution': r}, partial(modules.mobilenet_v1, w))
                for w, r in ((1, 224), (0.5, 160), (0.25, 128)))
    yield 'modules.mobilenet_v1', 'mobilenet-v1', {'preset': 'shallow'}, partial(modules.mobilenet_v1, shallow=True)
    yield 'modules.mobilenet_v1', 'mobilenet-v1', {'convolution': 'full'}, partial(modules.mobilenet_v1, full=True)
    yield from (('modules.shufflenet_v1', 'shufflenet-v1', {'groups': g}, partial(modules.shufflenet_v1, g))
                for g in (1, 2, 3, 4, 8))
    yield from (('modules.preactivated_resnet', 'resnet', {'preset': 'pre-activation', 'depth': d},
                 partial(modules.preactivated_resnet, d)) for d in (18, 50))
    yield 'modules.paper_resnet', 'resnet', {'preset': 'paper'}, partial(modules.paper_resnet, 50)
    yield 'modules.alexnet_2012', 'alexnet', {'preset': 'caffe'}, modules.alexnet_2012
    yield 'modules.alexnet_2012', 'alexnet', {'preset': 'ungrouped'}, partial(modules.alexnet_2012, False)


def megvii_rows(checkouts):
    sys.path.insert(0, str(Path(checkouts) / 'ShuffleNet-Series' / 'ShuffleNetV1'))
    from network import ShuffleNetV1
    for size, groups in (('1.0x', 3), ('0.5x', 8), ('2.0x', 8)):
        options = {'preset': 'megvii', 'groups': groups, 'width': float(size[:-1])}
        yield 'megvii ShuffleNetV1', 'shufflenet-v1', options, partial(ShuffleNetV1, model_size=size, group=groups)


def listing_rows(listing):
    code = re.search(r'{% highlight python %}(.*?){% endhighlight %}', Path(listing).read_text(), re.S)[1]
    names = {'nn': torch.nn, 'F': torch.nn.functional, 's': 1}
    exec(code, names)
    yield "the post's listing", 'mobilenet-v2', {'preset': 'post'}, names['MobileNetV2']


def sides(options):
    others = {'post': 32, 'caffe': 227, 'ungrouped': 227, 'b1': 240, 'b2': 260, 'b3': 300, 'b4': 380}
    resolution = options.get('resolution', others.get(options.get('preset'), 224))
    return resolution if isinstance(resolution, list) else (resolution, resolution)


def main(checkouts, listing):
    commits = tools.find(checkouts)
    rows = []
    for module, network, options, build in [*torchvision_rows(), *written_rows(), *megvii_rows(checkouts), *listing_rows(listing)]:
        counts = {tool.__name__: tools.count(tool, build, *sides(options)) for tool in tools.TOOLS}
        print(module, options, file=sys.stderr)
        rows.append({'module': module, 'network': [network, options], **counts})
    about = {'torch': torch.__version__, 'torchvision': torchvision.__version__, **commits}
    note = 'Each tool: [parameters or null, operations], or the error that it ends with.'
    lines = ',\n'.join(f'  {json.dumps(row)}' for row in rows)
    print(f'{{\n "note": {json.dumps(note)},\n "versions": {json.dumps(about)},\n "rows": [\n{lines}\n ]\n}}')


if __name__ == '__main__':
    main(*sys.argv[1:])
