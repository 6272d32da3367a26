"""CIFAR-10 from a folder, in whichever of two layouts it holds, and what training does to it.

binary  data_batch_1.bin … data_batch_5.bin and test_batch.bin, as published: records of one label
        byte and 3 x 32 x 32 pixel bytes.
JPEG    train.jpgs.gz, train.idx and test.jpgs.gz, test.idx: JPEG files end to end, gzipped; count + 1
        little-endian uint32 offsets into them; image k has label k % 10.
"""
import gzip
import io
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

CLASSES = ('airplane', 'automobile', 'bird', 'cat', 'deer',
           'dog', 'frog', 'horse', 'ship', 'truck')
MEAN, STD = (0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)
SIDE, PADDING = 32, 4
RECORD_BYTES = 1 + 3 * SIDE * SIDE

FILES = {
    'binary': {
        'train': [f'data_batch_{i}.bin' for i in range(1, 6)],
        'test': ['test_batch.bin'],
    },
    'JPEG': {
        'train': ['train.jpgs.gz', 'train.idx'],
        'test': ['test.jpgs.gz', 'test.idx'],
    },
}
PIXELS = {'binary': 'original pixels', 'JPEG': 'JPEG re-encoded'}


def find_layout(folder, split):
    """'binary' or 'JPEG': the first layout whose files of `split` are all in `folder`."""
    folder = Path(folder)
    for layout, files in FILES.items():
        if all((folder / name).is_file() for name in files[split]):
            return layout
    expected = ', or '.join(f'{", ".join(files[split])} ({layout} layout)'
                            for layout, files in FILES.items())
    found = ', '.join(sorted(p.name for p in folder.iterdir())) if folder.is_dir() else 'no such folder'
    raise FileNotFoundError(f'CIFAR-10 {split} set in {folder}: expected {expected}; '
                            f'found: {found or "an empty folder"}')


def describe(folder, split):
    """How a figure measured on this data must be labelled."""
    return f'CIFAR-10 {split} set, {PIXELS[find_layout(folder, split)]}'


def load(folder, split, limit=None):
    """The first `limit` (default: all) images, uint8 (N, 3, 32, 32), and their labels (N,)."""
    layout = find_layout(folder, split)
    read = {'binary': read_binary, 'JPEG': read_jpegs}[layout]
    images, labels = read([Path(folder) / name for name in FILES[layout][split]], limit)
    return torch.from_numpy(images), torch.from_numpy(labels)


def read_binary(paths, limit=None):
    records = np.concatenate([read_records(path) for path in paths])[:limit]
    labels = records[:, 0].astype(np.int64)
    if labels.size and labels.max() >= len(CLASSES):
        raise ValueError(f'{paths[0].parent}: expected labels 0 to 9; found {labels.max()}')
    return records[:, 1:].reshape(-1, 3, SIDE, SIDE).copy(), labels


def read_records(path):
    data = np.fromfile(path, np.uint8)
    if data.size % RECORD_BYTES:
        raise ValueError(f'{path}: expected a multiple of {RECORD_BYTES} bytes; found {data.size}')
    return data.reshape(-1, RECORD_BYTES)


def read_jpegs(paths, limit=None):
    pack, index = paths
    data, offsets = gzip.decompress(pack.read_bytes()), np.fromfile(index, '<u4')
    if not offsets.size or offsets[-1] != len(data):
        raise ValueError(f'{index}: expected a last offset of {len(data)}, the unpacked size of '
                         f'{pack.name}; found {offsets[-1] if offsets.size else "no offset"}')
    spans = list(zip(offsets, offsets[1:]))[:limit]
    images = np.stack([decode(data[start:end], k) for k, (start, end) in enumerate(spans)])
    return images.transpose(0, 3, 1, 2).copy(), np.arange(len(images)) % len(CLASSES)


def decode(jpeg, k):
    image = np.asarray(Image.open(io.BytesIO(jpeg)).convert('RGB'))
    if image.shape != (SIDE, SIDE, 3):
        raise ValueError(f'image {k}: expected {SIDE} x {SIDE} pixels; '
                         f'found {image.shape[1]} x {image.shape[0]}')
    return image


def normalise(images):
    """uint8 pixels to the network's input: (v / 255 - mean) / std, channels last in memory."""
    mean, std = (torch.tensor(v, device=images.device).view(1, 3, 1, 1) for v in (MEAN, STD))
    return ((images.float() / 255 - mean) / std).contiguous(memory_format=torch.channels_last)


def pad(images):
    """A mirrored border, out of which `augment` cuts."""
    return F.pad(images.float(), (PADDING,) * 4, mode='reflect').to(torch.uint8)


def augment(padded, index, rng):
    """The images `index` of `padded`, each cut out at a random place and half of them mirrored."""
    n, device = len(index), padded.device

    def random_window():
        return torch.from_numpy(rng.integers(0, 2 * PADDING + 1, n))[:, None] + torch.arange(SIDE)

    rows, columns = random_window(), random_window()
    mirrored = torch.from_numpy(rng.random(n) < 0.5)[:, None]
    columns = torch.where(mirrored, columns.flip(1), columns)
    channels = torch.arange(3, device=device)[None, :, None, None]
    return padded[torch.as_tensor(index, device=device)[:, None, None, None], channels,
                  rows.to(device)[:, None, :, None], columns.to(device)[:, None, None, :]]


def resize(x, side):
    """`x` at another resolution, for the epochs that train on smaller images."""
    if x.shape[-1] == side:
        return x
    small = F.interpolate(x, size=side, mode='bilinear', align_corners=False, antialias=True)
    return small.contiguous(memory_format=torch.channels_last)
