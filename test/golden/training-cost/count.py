"""What one step of training costs PyTorch, counted while it runs: printed as JSON (stored as counted.json).

Nothing here is a formula of ours. Every operation that PyTorch's forward and backward dispatch is seen by a
TorchDispatchMode: convolutions and matrix products are counted by their operands' shapes, and of a convolution's backward
those gradients that its output mask asks for. What autograd keeps is seen by saved_tensors_hooks: each storage once,
parameters and buffers left out. Gradients and the optimisers' state are read off the tensors after a step.

torch 1.13.1, torchvision 0.14.1, CPU, training mode, dropout set to 0, loss = sum of the logits.
"""

import json
import math

import torch
import torchvision
from torch.utils._python_dispatch import TorchDispatchMode

aten = torch.ops.aten
BATCH = 2


def convolution_macs(weight, out):
    """weight [O, I/g, kh, kw], out [N, O, H, W]"""
    return math.prod(out) * math.prod(weight[1:])


class Counter(TorchDispatchMode):
    def __init__(self):
        super().__init__()
        self.macs = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        result = func(*args, **(kwargs or {}))
        if func is aten.convolution.default:
            self.macs += convolution_macs(args[1].shape, result.shape)
        elif func is aten.convolution_backward.default:
            grad, _, weight = args[:3]
            mask = args[-1]
            self.macs += (int(mask[0]) + int(mask[1])) * convolution_macs(weight.shape, grad.shape)
        elif func is aten.addmm.default:
            self.macs += args[1].shape[0] * args[1].shape[1] * args[2].shape[1]
        elif func is aten.mm.default:
            self.macs += args[0].shape[0] * args[0].shape[1] * args[1].shape[1]
        elif func in (aten.bmm.default, aten.baddbmm.default):
            raise SystemExit(f"not counted: {func}")
        return result


def bytes_of(tensors):
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors)


def measure(name, size):
    torch.manual_seed(0)
    model = getattr(torchvision.models, name)().train()
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    own = {tensor.storage().data_ptr() for tensor in [*model.parameters(), *model.buffers()]}
    kept = {}

    def pack(tensor):
        storage = tensor.storage()
        if storage.data_ptr() not in own:
            kept[storage.data_ptr()] = storage.nbytes()
        return tensor  # and so the storage stays alive, and its address is nobody else's

    image = torch.rand(BATCH, 3, size, size)
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        with Counter() as forward:
            loss = model(image).sum()
        activations = sum(kept.values())
        with Counter() as backward:
            loss.backward()
    parameters = list(model.parameters())
    optimisers = {
        "sgd": lambda: torch.optim.SGD(parameters, lr=1e-6),
        "momentum": lambda: torch.optim.SGD(parameters, lr=1e-6, momentum=0.9),
        "adam": lambda: torch.optim.Adam(parameters, lr=1e-6),
    }
    states = {}
    for title, make in optimisers.items():
        optimiser = make()
        optimiser.step()
        tensors = [v for state in optimiser.state.values() for v in state.values() if torch.is_tensor(v) and v.dim() > 0]
        states[title] = bytes_of(tensors)
    return {
        "batch": BATCH,
        "size": size,
        "forward_macs": forward.macs,
        "backward_macs": backward.macs,
        "kept_bytes": activations,
        "parameter_bytes": bytes_of(parameters),
        "buffer_bytes": bytes_of(b for b in model.buffers() if b.dim() > 0),
        "gradient_bytes": bytes_of(p.grad for p in parameters),
        "optimiser_bytes": states,
    }


networks = {
    "mobilenet_v2": 224,
    "resnet18": 224,
    "resnet50": 224,
    "squeezenet1_1": 224,
    "shufflenet_v2_x1_0": 224,
    "alexnet": 224,
}
print(json.dumps({"torch": torch.__version__, "networks": {n: measure(n, s) for n, s in networks.items()}}, indent=1))
