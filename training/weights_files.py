"""The two kinds of file in the folder that is shipped: .safetensors, and the index of them.

The index is a JSON list with one line a checkpoint.
"""
import hashlib
import json
import struct
from pathlib import Path

import numpy as np
import torch

DTYPES = {'F16': np.float16, 'F32': np.float32}


def write_tensors(path, tensors, metadata, dtype='F16'):
    """Writes a name -> tensor mapping as little-endian .safetensors."""
    header, parts, offset = {'__metadata__': metadata}, [], 0
    for name, tensor in tensors.items():
        part = np.ascontiguousarray(tensor.cpu().numpy(), DTYPES[dtype]).tobytes()
        header[name] = {'dtype': dtype, 'shape': list(tensor.shape),
                        'data_offsets': [offset, offset + len(part)]}
        parts.append(part)
        offset += len(part)
    text = json.dumps(header, separators=(',', ':')).encode()
    text += b' ' * (-len(text) % 8)
    Path(path).write_bytes(struct.pack('<Q', len(text)) + text + b''.join(parts))


def read_tensors(path):
    """(name -> float32 tensor, metadata) of a .safetensors file."""
    data = Path(path).read_bytes()
    start = 8 + struct.unpack_from('<Q', data)[0]
    header = json.loads(data[8:start])
    metadata = header.pop('__metadata__', {})
    return {name: to_tensor(data[start:], **entry) for name, entry in header.items()}, metadata


def to_tensor(data, dtype, shape, data_offsets):
    start, end = data_offsets
    values = np.frombuffer(data[start:end], DTYPES[dtype]).astype(np.float32)
    return torch.from_numpy(values.reshape(shape))


def fingerprint(path):
    """The size and the SHA-256 that an index entry states for its file."""
    data = Path(path).read_bytes()
    return {'bytes': len(data), 'sha256': hashlib.sha256(data).hexdigest()}


def read_index(path):
    return json.loads(Path(path).read_text()) if Path(path).exists() else []


def write_index(path, entries):
    # Compact, as JavaScript writes it: `npm run evaluate` rewrites the file too.
    lines = ',\n'.join(json.dumps(e, ensure_ascii=False, separators=(',', ':')) for e in entries)
    Path(path).write_text(f'[\n{lines}\n]\n')


def put_entry(path, entry):
    """Replaces the line with the entry's id, or adds one; at most one line stays the default."""
    entries = read_index(path)
    ids = [old['id'] for old in entries]
    if entry['id'] in ids:
        entries[ids.index(entry['id'])] = entry
    else:
        entries.append(entry)
    for other in entries:
        if entry['default'] and other is not entry:
            other['default'] = False
    write_index(path, entries)
