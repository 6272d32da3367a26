"""Writes the files of this folder: small models saved by Keras 3 in the ways that it has, the same in Keras 2's layout, and
what Keras computes with them. Weights are multiples of 1/64, so that half floats hold them.

Run as: KERAS_BACKEND=numpy python3 test/golden/keras/make_models.py   (Keras 3.15.1, h5py)
"""
import json
import os

import h5py
import keras
import numpy as np
from keras import layers

HERE = os.path.dirname(os.path.abspath(__file__))
SIZE = 16


def path(name):
    return os.path.join(HERE, name)


def functional():
    image = keras.Input((SIZE, SIZE, 3), name='image')
    x = layers.Rescaling(1 / 127.5, offset=-1, name='scale')(image)
    x = layers.RandomFlip('horizontal')(x)
    x = layers.Conv2D(8, 3, strides=2, padding='same', use_bias=False, name='stem')(x)
    x = layers.BatchNormalization(name='stem_bn')(x)
    x = layers.ReLU(6.0)(x)
    inner = keras.Sequential([
        keras.Input((8, 8, 8)),
        layers.DepthwiseConv2D(3, padding='same', use_bias=False),
        layers.BatchNormalization(scale=False),
        layers.Activation('relu'),
        layers.Conv2D(8, 1),
    ], name='block')
    x = layers.Add()([x, inner(x)])
    x = layers.SeparableConv2D(12, 3, padding='same', activation='relu')(x)
    x = layers.BatchNormalization(center=False)(x)
    x = layers.Conv2D(6, (1, 3), padding='valid')(x)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    return keras.Model(image, layers.Dense(4, activation='softmax', name='answer')(x), name='functional_one')


def sequential():
    return keras.Sequential([
        keras.Input((SIZE, SIZE, 1)),
        layers.Conv2D(4, 3, activation='relu'),
        layers.MaxPooling2D(),
        layers.Conv2D(8, 3, activation='relu'),
        layers.Flatten(),
        layers.Dense(3),
    ], name='digits')


def randomise(model, random):
    for variable in model.variables:
        if 'seed' in variable.path:
            continue
        values = random.uniform(-0.5, 0.5, variable.shape)
        if variable.path.endswith(('variance', 'gamma')):
            values = values + 1
        variable.assign(np.round(values * 64) / 64)


def keras_2(model, name, config=None, **storage):
    """As Keras 2's hdf5_format.py writes it: with `config`, a whole model; without, weights alone."""
    with h5py.File(path(name), 'w') as file:
        if config:
            file.attrs['keras_version'] = b'2.15.0'
            file.attrs['backend'] = b'tensorflow'
            file.attrs['model_config'] = json.dumps(config).encode()
        group = file.create_group('model_weights') if config else file
        group.attrs['layer_names'] = np.asarray([layer.name.encode() for layer in model.layers])
        group.attrs['keras_version'] = b'2.15.0'
        for layer in model.layers:
            own = group.create_group(layer.name)
            names = [f'{variable.path}:0' for variable in layer.variables if 'seed' not in variable.path]
            own.attrs['weight_names'] = np.asarray([each.encode() for each in names])
            for each, variable in zip(names, [v for v in layer.variables if 'seed' not in v.path]):
                values = np.asarray(variable.value).astype(storage.get('dtype', 'float32'))
                options = {key: value for key, value in storage.items() if key != 'dtype'} if values.size > 99 else {}
                own.create_dataset(each, data=values, **options)


KERAS_2_SEQUENTIAL = {'class_name': 'Sequential', 'config': {'name': 'digits', 'layers': [
    {'class_name': 'InputLayer', 'config': {'batch_input_shape': [None, SIZE, SIZE, 1], 'dtype': 'float32', 'sparse': False,
                                            'ragged': False, 'name': 'input_1'}},
    {'class_name': 'Conv2D', 'config': {'name': 'conv2d', 'filters': 4, 'kernel_size': [3, 3], 'strides': [1, 1],
                                        'padding': 'valid', 'activation': 'relu', 'use_bias': True}},
    {'class_name': 'MaxPooling2D', 'config': {'name': 'max_pooling2d', 'pool_size': [2, 2], 'strides': [2, 2],
                                              'padding': 'valid'}},
    {'class_name': 'Conv2D', 'config': {'name': 'conv2d_1', 'filters': 8, 'kernel_size': [3, 3], 'strides': [1, 1],
                                        'padding': 'valid', 'activation': 'relu', 'use_bias': True}},
    {'class_name': 'Flatten', 'config': {'name': 'flatten'}},
    {'class_name': 'Dense', 'config': {'name': 'dense', 'units': 3, 'activation': 'linear', 'use_bias': True}},
]}}


def main():
    random = np.random.default_rng(1)
    expected = {}
    image = 127.5 + 127.5 * np.sin(np.arange(SIZE * SIZE * 3, dtype='float64') * 0.37)
    image = image.reshape(1, SIZE, SIZE, 3).astype('float32')

    keras.utils.clear_session()
    digits = sequential()
    randomise(digits, random)
    grey = image[..., :1] / 255
    expected['digits'] = [float(value) for value in digits(grey, training=False)[0]]
    digits.compile('adam', 'mse')
    digits.optimizer.build(digits.trainable_variables)
    digits.save(path('digits.keras'))
    digits.save(path('digits-keras-3.h5'))
    digits.save_weights(path('digits.weights.h5'))
    keras_2(digits, 'digits-keras-2.h5', KERAS_2_SEQUENTIAL)
    keras_2(digits, 'digits-compressed.h5', KERAS_2_SEQUENTIAL, chunks=True, compression='gzip', shuffle=True,
            fletcher32=True)
    with open(path('digits.json'), 'w') as file:
        file.write(digits.to_json())

    keras.utils.clear_session()
    model = functional()
    randomise(model, random)
    expected['functional'] = [float(value) for value in model(image, training=False)[0]]
    inner = keras.Model(model.input, model.get_layer('stem_bn').output)
    expected['stem_bn'] = [float(value) for value in np.asarray(inner(image, training=False)).flatten()]
    model.save(path('functional.keras'))
    model.save(path('functional-keras-3.h5'))

    keras.utils.clear_session()
    net = keras.applications.MobileNetV2((32, 32, 3), alpha=0.1, weights=None, classes=3)
    randomise(net, random)
    keras_2(net, 'mobilenet-v2-weights.h5', dtype='float16', chunks=True, compression='gzip', shuffle=True)
    expected['mobilenet_v2'] = [float(value) for value in net(image.repeat(2, 1).repeat(2, 2) / 127.5 - 1, training=False)[0]]

    with open(path('expected.json'), 'w') as file:
        json.dump(expected, file, separators=(',', ':'))


if __name__ == '__main__':
    main()
