"""Images made by the formula "wgen-1", so that a test needs no photo: the browser's tests make
the same pixels in JavaScript. `key` seeds the noise in the blue channel."""
import zlib

import numpy as np


def fnv1a(text):
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def hash32(seed, i):
    """32 well mixed bits for each index of `i`."""
    x = (np.uint64(seed) + (i.astype(np.uint64) + 1) * 0x9E3779B9) & 0xFFFFFFFF
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        x = (x ^ x >> shift) * factor & 0xFFFFFFFF
    return x ^ x >> 16


def make_image(height, width, key):
    """uint8 (height, width, 3)."""
    y, x = np.mgrid[:height, :width]
    red = 5 * x + 3 * y + (x * y >> 4) & 255
    in_circle = ((x - (3 * width >> 3)) ** 2 + (y - (5 * height >> 3)) ** 2
                 < (min(width, height) >> 2) ** 2)
    green = np.where(in_circle, 255, 255 - 4 * x + 2 * y & 255)
    noise = hash32(fnv1a(key), y * width + x) >> np.uint64(25)
    blue = ((x >> 3 ^ y >> 3) & 1) * 96 + noise.astype(np.int64)
    return np.stack([red, green, blue], 2).astype(np.uint8)


def crc32(image):
    return zlib.crc32(image.tobytes())
