"""Seven tools that count PyTorch networks, each run as its documentation says, on one image in eval.

Each is imported from a checkout of its repository: it is the code that is judged, not a package of the same name.
"""
import contextlib
import io
import subprocess
import sys
import types
import warnings
from pathlib import Path

import torch

REPOSITORIES = {
    'ptflops': 'sovrasov/flops-counter.pytorch',
    'thop': 'Lyken17/pytorch-OpCounter',
    'fvcore': 'facebookresearch/fvcore',
    'torchinfo': 'TylerYep/torchinfo',
    'torchprofile': 'zhijian-liu/torchprofile',
    'torchsummaryX': 'nmhkahn/torchsummaryX',
    'calflops': 'MrYxJ/calculate-flops.pytorch',
}


def ptflops(model, image):
    from ptflops import get_model_complexity_info
    operations, parameters = get_model_complexity_info(
        model, tuple(image.shape[1:]), backend='pytorch', as_strings=False, print_per_layer_stat=False, verbose=False)
    return parameters, operations


def thop(model, image):
    from thop import profile
    operations, parameters = profile(model, (image,), verbose=False)
    return parameters, operations


def fvcore(model, image):
    from fvcore.nn import FlopCountAnalysis, parameter_count
    analysis = FlopCountAnalysis(model, image).unsupported_ops_warnings(False).uncalled_modules_warnings(False)
    return parameter_count(model)[''], analysis.total()


def torchinfo(model, image):
    from torchinfo import summary
    found = summary(model, input_data=image, verbose=0)
    return found.total_params, found.total_mult_adds


def torchprofile(model, image):
    from torchprofile import profile_macs
    return None, profile_macs(model, image)


def torchsummaryX(model, image):
    from torchsummaryX import summary
    _, totals = summary(model, image, print_summary=False)
    return totals['Totals']['Total params'], totals['Totals']['Mult-Adds']


def calflops(model, image):
    from calflops.flops_counter import calculate_flops
    flops, _, parameters = calculate_flops(model, args=[image], print_results=False, output_as_string=False)
    return parameters, flops


TOOLS = [ptflops, thop, fvcore, torchinfo, torchprofile, torchsummaryX, calflops]


def find(folder):
    """Makes the checkouts under a folder importable, each in the folder of its repository's name; gives their commits."""
    commits = {}
    for tool, repository in REPOSITORIES.items():
        path = Path(folder) / repository.split('/')[1]
        sys.path.insert(0, str(path))
        head = subprocess.run(['git', '-C', path, 'rev-parse', 'HEAD'], capture_output=True, text=True, check=True)
        commits[tool] = f'{repository}@{head.stdout.strip()}'
    leave_out_what_loads_files(folder)
    return commits


def leave_out_what_loads_files(folder):
    """Parts that fetch checkpoints or language models, whose dependencies no counter needs."""
    iopath = types.ModuleType('iopath.common.file_io')
    iopath.HTTPURLHandler = iopath.PathManager = type('Absent', (), {'register_handler': lambda *_: None})
    iopath.g_pathmgr = None
    for name in ('iopath', 'iopath.common'):
        sys.modules[name] = types.ModuleType(name)
    sys.modules['iopath.common.file_io'] = iopath
    package = types.ModuleType('calflops')
    package.__path__ = [str(Path(folder) / 'calculate-flops.pytorch' / 'calflops')]
    sys.modules['calflops'] = package


def count(tool, build, height, width):
    """What a tool counts of a new module: [parameters or None, operations], or why it does not."""
    torch.manual_seed(0)
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter('ignore')
        try:
            parameters, operations = tool(build().eval(), torch.zeros(1, 3, height, width))
        except Exception as error:  # a tool's own failure is its answer
            return f'{type(error).__name__}: {error}'.splitlines()[0]
    return [None if parameters is None else int(parameters), None if operations is None else int(operations)]
