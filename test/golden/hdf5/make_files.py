"""Writes the same groups, datasets and attributes twice with h5py, as it does by default and with libver='latest', and what
NumPy has in each dataset. Beside them a model of Keras' own (../keras/digits-keras-2.h5), written anew in the latest format,
and datasets that are not read.

Run as: python3 test/golden/hdf5/make_files.py   (h5py 3.7, HDF5 1.10)
"""
import json
import os

import h5py
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def values(*shape, dtype=np.float32):
    count = int(np.prod(shape))
    return (np.arange(count) % 251 - 100).reshape(shape).astype(dtype)


def write(file):
    file.attrs['backend'] = 'numpy'
    file.attrs['names'] = np.array([f'name {i}' for i in range(40)], dtype='S')
    few = file.create_group('few')
    few['kernel'] = values(3, 3, 2, 4)
    few['half'] = values(5, dtype=np.float16)
    few['count'] = values(7, dtype=np.int64)
    few['scalar'] = np.float32(3.5)
    few['empty'] = values(0, 3)
    # More links and attributes than a header holds: a heap of them, with one level of blocks, and with two.
    many = file.create_group('many')
    for i in range(60):
        many[f'tensor {i:03}'] = values(2, i + 1)
    target = file.create_dataset('crowd/target', data=values(7))
    crowd = file.create_group('crowd/of/links')
    for i in range(1200):
        crowd[f'link {i:04}'] = target
    for i in range(30):
        many.attrs[f'attribute {i}'] = np.array([f'{i}: text {n}' for n in range(9)], dtype='S')
    many.attrs['free text'] = ['of any', 'length', 'and more']
    # Every index of chunks that a dataset of one shape may have, and those that grow along several axes.
    chunked = file.create_group('chunked')
    chunked.create_dataset('one', data=values(6, 5), chunks=(6, 5))
    chunked.create_dataset('one-packed', data=values(6, 5), chunks=(6, 5), compression='gzip')
    chunked.create_dataset('some', data=values(7, 9), chunks=(3, 4))
    chunked.create_dataset('some-packed', data=values(7, 9), chunks=(3, 4), compression='gzip', shuffle=True, fletcher32=True)
    chunked.create_dataset('pages', data=values(30, 70), chunks=(1, 2))
    chunked.create_dataset('pages-packed', data=values(520, 2), chunks=(1, 1), compression='gzip')
    chunked.create_dataset('tree', data=values(30, 40), chunks=(1, 2), maxshape=(None, None))
    chunked.create_dataset('tree-packed', data=values(9, 11), chunks=(2, 3), maxshape=(None, None), compression='gzip')


def early(file):
    """An implicit index: chunks in one piece, as early allocation leaves them."""
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_chunk((2, 3))
    plist.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    space = h5py.h5s.create_simple((5, 7))
    data = h5py.h5d.create(file['chunked'].id, b'early', h5py.h5t.IEEE_F32LE, space, plist)
    data.write(h5py.h5s.ALL, h5py.h5s.ALL, values(5, 7))


def copy(source, target):
    for name, value in source.attrs.items():
        target.attrs[name] = value
    for name, item in source.items():
        if isinstance(item, h5py.Group):
            copy(item, target.create_group(name))
        else:
            target[name] = item[()]


def main():
    for name, libver in (('earliest', 'earliest'), ('latest', 'latest')):
        with h5py.File(os.path.join(HERE, f'{name}.h5'), 'w', libver=libver) as file:
            write(file)
            early(file)
    with h5py.File(os.path.join(HERE, '../keras/digits-keras-2.h5')) as source, \
            h5py.File(os.path.join(HERE, 'digits-latest.h5'), 'w', libver='latest') as target:
        copy(source, target)
    with h5py.File(os.path.join(HERE, 'growing.h5'), 'w', libver='latest') as file:
        file.create_dataset('growing', data=values(20), chunks=(2,), maxshape=(None,))
    found = {}
    with h5py.File(os.path.join(HERE, 'latest.h5')) as file:
        def note(name, item):
            if isinstance(item, h5py.Dataset) and not name.startswith('crowd'):
                data = item[()]
                weighted = np.arange(1, data.size + 1) * np.asarray(data, dtype=np.float64).flatten()
                found[name] = {'dtype': str(data.dtype), 'shape': list(data.shape), 'sum': float(weighted.sum())}
        file.visititems(note)
    with open(os.path.join(HERE, 'expected.json'), 'w') as out:
        json.dump(found, out, separators=(',', ':'))


if __name__ == '__main__':
    main()
