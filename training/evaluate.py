"""Measures a .safetensors file with PyTorch.

    python3 training/evaluate.py public/weights/NAME.safetensors --data FOLDER
        accuracy on the 10,000 test images of CIFAR-10; --index INDEX writes it into the file's line,
        --predictions OUT.json keeps the predicted classes: what `npm run evaluate` compares with
    python3 training/evaluate.py public/weights/NAME.safetensors --logits OUT.json
        logits for three images made by a formula: what other implementations are tested against
"""
import argparse
import json
from pathlib import Path

import torch

import data
from formula_images import crc32, make_image
from post_network import network_from
from weights_files import fingerprint, read_index, read_tensors, write_index

IMAGE_KEYS = ('trained-1', 'trained-2', 'trained-3')
BATCH = 250


def load_weights(network, path):
    """Puts the tensors of a file into a network; refuses a file that has others."""
    tensors, _ = read_tensors(path)
    expected = [name for name in network.state_dict() if not name.endswith('num_batches_tracked')]
    missing, unknown = sorted({*expected} - {*tensors}), sorted({*tensors} - {*expected})
    if missing or unknown:
        raise ValueError(f'{path}: expected the tensors of the network; '
                         f'missing: {missing}, unknown: {unknown}')
    network.load_state_dict(tensors, strict=False)


def load_network(path):
    """The network a file was made for, with its weights, ready to be run."""
    _, metadata = read_tensors(path)
    network = network_from(json.loads(metadata['arguments']))
    load_weights(network, path)
    return network.eval()


@torch.no_grad()
def predict(network, images, side=data.SIDE):
    """The class with the highest logit for each of the uint8 images, shown at `side` pixels."""
    was_training = network.training
    network.eval()
    predicted = torch.cat([network(data.resize(data.normalise(x), side)).argmax(1)
                           for x in images.split(BATCH)])
    network.train(was_training)
    return predicted


def accuracy(network, images, labels, side=data.SIDE):
    """The share of images whose predicted class is their label."""
    return (predict(network, images, side) == labels).sum().item() / len(images)


def measure(path, folder, limit=None):
    """What an index line says under "accuracy", and the predicted classes."""
    images, labels = data.load(folder, 'test', limit)
    predicted = predict(load_network(path), images)
    version = '.'.join(torch.__version__.split('.')[:2])
    return {'top1': (predicted == labels).sum().item() / len(images), 'images': len(images),
            'data': data.describe(folder, 'test'),
            'runtime': f'PyTorch {version} float32 from half-precision weights'}, predicted


def record(index, path, measured):
    """Writes `measured` into the line of `index` that names the file at `path`."""
    entries = read_index(index)
    for entry in entries:
        if entry['file'] == path.name and entry['sha256'] == fingerprint(path)['sha256']:
            entry['accuracy'] = measured
            return write_index(index, entries)
    raise SystemExit(f'{index}: no line for {path.name} with its SHA-256; run export.py first')


@torch.no_grad()
def reference_logits(network, key):
    """Double-precision logits for one formula image, and how far single precision strays."""
    image = make_image(data.SIDE, data.SIDE, key)
    pixels = torch.from_numpy(image).double().permute(2, 0, 1)[None]
    mean, std = (torch.tensor(v, dtype=torch.double).view(1, 3, 1, 1) for v in (data.MEAN, data.STD))
    x = ((pixels / 255 - mean) / std).float()
    single, double = network.float()(x)[0].double(), network.double()(x.double())[0]
    return {'image_key': key, 'rgb_crc32': crc32(image), 'rgb_first_pixels': image[0, :4].tolist(),
            'logits': [digits(v) for v in double], 'argmax': int(double.argmax()),
            'f32_max_abs_diff': float(f'{(single - double).abs().max():.2e}')}


def digits(value):
    return float(f'{float(value):.9g}')


def reference(path):
    network = load_network(path)
    return {
        'schema': 'trained-logits/1',
        'weights': {'file': path.name, **fingerprint(path)},
        'input': {'image_formula': 'wgen-1 image(h, w, key)', 'height': data.SIDE, 'width': data.SIDE,
                  'normalisation': '(v/255 - mean[c]) / std[c], float64, rounded once to float32',
                  'mean': data.MEAN, 'std': data.STD},
        'classes': data.CLASSES,
        'computed': 'PyTorch, float64 from the stored half-precision weights, 9 digits',
        'images': [reference_logits(network, key) for key in IMAGE_KEYS],
    }


def main(argv=None):
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument('weights', type=Path)
    p.add_argument('--data', type=Path, help='folder with CIFAR-10')
    p.add_argument('--index', type=Path, help='index file to write the accuracy into')
    p.add_argument('--predictions', type=Path, help='file to write the predicted classes to')
    p.add_argument('--logits', type=Path, help='file to write reference logits to')
    p.add_argument('--threads', type=int, default=1)
    p.add_argument('--limit', type=int, help='use only the first test images')
    a = p.parse_args(argv)
    if not (a.data or a.logits):
        p.error('give --data, --logits or both')
    if a.predictions and not a.data:
        p.error('--predictions are of the test images: give --data')
    if a.index and (a.limit or not a.data):
        p.error('--index records the accuracy on the whole test set: give --data, and no --limit')
    torch.set_num_threads(a.threads)
    if a.data:
        measured, predicted = measure(a.weights, a.data, a.limit)
        print(json.dumps(measured))
        if a.predictions:
            a.predictions.write_text(json.dumps({'weights': a.weights.name, 'predicted': predicted.tolist()}) + '\n')
        if a.index:
            record(a.index, a.weights, measured)
    if a.logits:
        a.logits.write_text(json.dumps(reference(a.weights), indent=1) + '\n')


if __name__ == '__main__':
    main()
