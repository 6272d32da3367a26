"""A folder of small images, and what PyTorch makes of them with the shipped weights of a quarter's width.

    python3 test/golden/folder/make_folder.py

writes images/ and expected.json beside this file. Blots of colour are no photos, but classes differ among them; each lies
in the folder of the class that PyTorch takes it for, or of another one.
"""
import io
import json
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / 'training'))
import data  # noqa: E402
from evaluate import load_network  # noqa: E402

IMAGES, SIDE = 48, 32
# As people write them: not all as the classes are called.
FOLDERS = ['airplane', 'Automobile', 'bird', 'CAT', 'deer_', 'dog', 'frog', 'horse', 'ship', 'truck']
# The last ReLU before pooling, by our id and as the module's function.
NODE = 'head/activation'
CHANNELS = 6


def make_image(rng):
    """uint8 (32, 32, 3): a ground with a gradient, and some blots."""
    y, x = np.mgrid[:SIDE, :SIDE] / SIDE
    ends = rng.integers(0, 256, (2, 3))
    slope = (y if rng.random() < 0.7 else x)[..., None]
    image = ends[0] * (1 - slope) + ends[1] * slope
    for _ in range(rng.integers(1, 6)):
        centre, radii = rng.random(2), 0.05 + 0.3 * rng.random(2)
        inside = ((x - centre[0]) / radii[0]) ** 2 + ((y - centre[1]) / radii[1]) ** 2 < 1
        image[inside] = rng.integers(0, 256, 3)
    return image.clip(0, 255).astype(np.uint8)


def write(path, content):
    (HERE / 'images' / path).parent.mkdir(parents=True, exist_ok=True)
    (HERE / 'images' / path).write_bytes(content)


def png(image):
    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, 'PNG', optimize=True)
    return buffer.getvalue()


@torch.no_grad()
def main():
    rng = np.random.default_rng(14)
    network = load_network(ROOT / 'public/weights/post-cifar10-w025.safetensors')
    images = [make_image(rng) for _ in range(IMAGES)]
    last = {}
    network.bn2.register_forward_hook(lambda module, inputs, output: last.update(value=output.relu()))
    batch = torch.from_numpy(np.stack(images)).permute(0, 3, 1, 2)
    logits = network(data.normalise(batch))
    maps = last['value'][:, :CHANNELS]
    files = []
    for k, image in enumerate(images):
        taken_for = int(logits[k].argmax())
        truth = taken_for if rng.random() < 0.6 else int(rng.integers(10))
        path = f'{FOLDERS[truth]}/{k:02}.png'
        write(path, png(image))
        files.append({'path': path, 'class': truth,
                      'logits': [float(f'{v:.7g}') for v in logits[k].tolist()],
                      'max': [float(f'{v:.7g}') for v in maps[k].amax((1, 2)).tolist()],
                      'mean': [float(f'{v:.7g}') for v in maps[k].mean((1, 2)).tolist()]})
    write('unknown/00.png', png(images[0]))
    write('bird/notes.txt', b'no picture')
    write('ship/broken.png', png(images[1])[:60])
    expected = {'note': f'torch {torch.__version__}, post-cifar10-w025.safetensors', 'node': NODE, 'files': files}
    (HERE / 'expected.json').write_text(json.dumps(expected) + '\n')
    print(np.bincount(logits.argmax(1), minlength=10), sum(int(np.argmax(f['logits'])) == f['class'] for f in files))


main()
