"""Turns a checkpoint of train.py into what is shipped: one .safetensors file and one index line.

    python3 training/export.py OUT.pt public/weights/NAME.safetensors --title "…" --default

The moving average of the weights is written, in half precision. The line, named NAME, goes into
index.json beside the file; evaluate.py adds the accuracy. The log goes to training/logs.
"""
import argparse
import json
import shlex
import shutil
from pathlib import Path

import torch

import data
from post_network import OPTION_NAMES, OPTIONS
from train import parse, recipe
from weights_files import fingerprint, put_entry, write_tensors

LOGS = Path(__file__).resolve().parent / 'logs'
PREPROCESSING = {
    'resolution': data.SIDE,
    'crop': 'resize shorter side then centre crop',
    'interpolation': 'bilinear',
    'mean': data.MEAN,
    'std': data.STD,
}


def network_options(arguments):
    """The package's options of the network that was trained: the preset and what differs from it."""
    options = {OPTION_NAMES.get(k, k): arguments[k] for k, default in OPTIONS.items()
               if arguments.get(k, default) != default}
    return {'preset': 'post', **options}


def command_of(arguments):
    """The command line that repeats a recorded recipe, without the options left at their default."""
    defaults = recipe(parse(['--epochs', '1'])) | {'epochs': 0}
    words = ['python3', 'training/train.py']
    for key, value in arguments.items():
        if key in defaults and value != defaults[key]:
            words.append('--' + key.replace('_', '-'))
            words += [] if value is True else [f'{value:g}' if isinstance(value, float) else str(value)]
    return shlex.join(words)


def export_weights(state, path):
    tensors = {name: tensor for name, tensor in state['averaged'].items()
               if not name.endswith('num_batches_tracked')}
    metadata = {'network': 'mobilenet-v2', 'preset': 'post',
                'arguments': json.dumps(state['arguments'])}
    write_tensors(path, tensors, metadata)


def build_entry(path, arguments, title, made, interim, default):
    return {
        'id': path.stem,
        'title': title,
        'file': path.name,
        **fingerprint(path),
        'network': {'id': 'mobilenet-v2', 'options': network_options(arguments)},
        'classes': data.CLASSES,
        'preprocessing': PREPROCESSING,
        'accuracy': None,
        'made': {'command': command_of(arguments), **made},
        'interim': interim,
        'default': default,
    }


def main(argv=None):
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument('checkpoint', type=Path, help='OUT.pt of train.py')
    p.add_argument('target', type=Path, help='NAME.safetensors')
    p.add_argument('--title', required=True, help='what a reader sees')
    p.add_argument('--machine', default='', help='in general words: "two CPU cores"')
    p.add_argument('--interim', action='store_true', help='better weights are wanted')
    p.add_argument('--default', action='store_true', help='the checkpoint a page loads unasked')
    p.add_argument('--logs', type=Path, default=LOGS, help='folder that keeps the log')
    a = p.parse_args(argv)

    state = torch.load(a.checkpoint, map_location='cpu')
    a.target.parent.mkdir(parents=True, exist_ok=True)
    export_weights(state, a.target)
    a.logs.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(a.checkpoint.with_suffix('.jsonl'), a.logs / f'{a.target.stem}.jsonl')

    made = {'epochs': state['epoch'], 'minutes': round(state['seconds'] / 60, 1),
            'machine': a.machine, 'log': f'training/logs/{a.target.stem}.jsonl'}
    entry = build_entry(a.target, state['arguments'], a.title, made, a.interim, a.default)
    put_entry(a.target.parent / 'index.json', entry)
    print(json.dumps(entry, indent=1, ensure_ascii=False))


if __name__ == '__main__':
    main()
