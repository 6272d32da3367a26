"""Reads the files that `test/runtime/written-files.node.test.ts` writes, with NumPy and PyTorch's own code, and prints what is in them.

    WRITTEN=FOLDER node scripts/test.mjs test/runtime/written-files.node.test.ts
    python check.py FOLDER > checked.json

checked.json is of NumPy 1.24.2, safetensors 0.8.0, torch 1.13.1 and torchvision 0.14.1. It holds a hash of each file, so that the
test knows when the files are others than those that were read.
"""

import hashlib
import json
import sys

import numpy as np
import safetensors
import safetensors.torch
import torch
import torchvision

folder = sys.argv[1]


def sha(name):
    with open(f"{folder}/{name}", "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def array(values):
    flat = values.reshape(-1).astype(np.float64)
    return {
        "dtype": str(values.dtype),
        "shape": list(values.shape),
        "fortran": bool(values.flags.f_contiguous and not values.flags.c_contiguous),
        "values": [float(value) for value in flat],
    }


files = {}
for name in ("map.npy", "vector.npy", "noted.npy"):
    files[name] = {"sha256": sha(name), "array": array(np.load(f"{folder}/{name}"))}

archive = np.load(f"{folder}/arrays.npz")
files["arrays.npz"] = {
    "sha256": sha("arrays.npz"),
    "names": archive.files,
    "arrays": {name: array(archive[name]) for name in archive.files if name != "about.json"},
    "about": json.loads(archive["about.json"]),
}

name = "mobilenet.safetensors"
state = safetensors.torch.load_file(f"{folder}/{name}")
with safetensors.safe_open(f"{folder}/{name}", "pt") as opened:
    metadata = opened.metadata()
model = torchvision.models.mobilenet_v2(width_mult=0.25, num_classes=10).eval()
missing, unexpected = model.load_state_dict(state, strict=False)
size = 3 * 64 * 96
image = torch.sin(torch.arange(size, dtype=torch.float64) * 0.37).to(torch.float32).reshape(1, 3, 64, 96)
with torch.no_grad():
    logits = model.double()(image.double())[0]
files[name] = {
    "sha256": sha(name),
    "metadata": metadata,
    "tensors": len(state),
    "missing": sorted(set(key.split(".")[-1] for key in missing)),
    "unexpected": unexpected,
    "logits": [float(value) for value in logits],
}

versions = {
    "numpy": np.__version__,
    "safetensors": safetensors.__version__,
    "torch": torch.__version__,
    "torchvision": torchvision.__version__,
}
print(json.dumps({"versions": versions, "files": files}, indent=1))
