"""The experiments of public/experiments/index.json: every arm, over several seeds, with one recipe.

    python3 training/experiments.py run                          # all of them, three seeds
    python3 training/experiments.py run activation-position --seeds 5 --workers 2
    python3 training/experiments.py collect                      # logs → public/experiments/ARM.json
    python3 training/experiments.py shapes                       # what is trained, for the package's tests

A run that was interrupted goes on where it stopped; one that is finished is not repeated.
"""
import argparse
import json
import multiprocessing
from pathlib import Path

import torch
import torch.nn as nn

import train
from post_network import OPTION_NAMES, OPTIONS, network_from
from weights_files import read_index

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / 'public' / 'experiments'
LOGS = HERE / 'logs' / 'experiments'
RUNS = HERE / 'runs' / 'experiments'
SHAPES = HERE.parent / 'test' / 'golden' / 'trained' / 'shapes.json'
WEIGHTS = HERE.parent / 'public' / 'weights' / 'index.json'
PYTHON_NAMES = {name: key for key, name in OPTION_NAMES.items()}


def read_definition():
    return json.loads((FOLDER / 'index.json').read_text())


def training_options(options, resolution):
    """The recipe's names for a network's options as the package writes them."""
    named = {PYTHON_NAMES.get(k, k): v for k, v in options.items()}
    preset, side, pool = (named.pop(*k) for k in (('preset', None), ('resolution', 32), ('pool', '4x4')))
    # PostNetwork takes the mean of the whole map, which is the listing's 4x4 pooling at 32 pixels only.
    if (preset, side) != ('post', resolution) or (pool != 'global' and side != 32):
        raise ValueError(f"expected the preset post, resolution {resolution} and pool global; got {options}")
    if named.keys() - OPTIONS.keys():
        raise ValueError(f'expected options among {", ".join(OPTIONS)}; got {", ".join(named)}')
    return named


def arguments_of(definition, arm, seed):
    """What train.py is told for one run."""
    recipe = definition['recipe']
    named = training_options(definition['arms'][arm]['network']['options'], recipe['resolution'])
    words = ['--no-average', '--threads', '1', '--seed', str(seed), '--out', str(RUNS / f'{arm}-{seed}')]
    for key, value in {**recipe, **named}.items():
        flag = '--' + key.replace('_', '-')
        words += ([flag] if value else []) if isinstance(value, bool) else [
            flag, value if isinstance(value, str) else json.dumps(value)]
    return train.parse(words)


def arms_of(definition, experiments):
    """The arms of the named experiments, or of all; each once, in the order of the file."""
    known = {e['id']: e['arms'] for e in definition['experiments']}
    unknown = [e for e in experiments if e not in known]
    if unknown:
        raise SystemExit(f'expected experiments among {", ".join(known)}; got {", ".join(unknown)}')
    return list(dict.fromkeys(arm for e in experiments or known for arm in known[e]))


def log_of(arm, seed):
    return LOGS / f'{arm}-{seed}.jsonl'


def start_worker(splits):
    torch.set_num_threads(1)
    run_one.splits = splits


def run_one(job):
    """One run from wherever it stands to its end; then its log is kept and its checkpoint dropped."""
    arm, seed, arguments = job
    checkpoint = Path(f'{arguments.out}.pt')
    arguments.resume = checkpoint.exists()
    train.train(arguments, 'cpu', run_one.splits)
    Path(f'{arguments.out}.jsonl').replace(log_of(arm, seed))
    checkpoint.unlink()


def run(a):
    """Seed by seed, so that an early end leaves every arm with about as many."""
    definition = read_definition()
    jobs = [(arm, seed, arguments_of(definition, arm, seed))
            for seed in range(a.seeds) for arm in arms_of(definition, a.experiments)
            if not log_of(arm, seed).exists()]
    if not jobs:
        return
    LOGS.mkdir(parents=True, exist_ok=True)
    for *_, arguments in jobs:
        arguments.data, arguments.limit = a.data, a.limit
    splits = train.load_data(jobs[0][-1], 'cpu')
    with multiprocessing.Pool(a.workers, start_worker, [splits]) as pool:
        for _ in pool.imap_unordered(run_one, jobs):
            pass


def read_run(definition, arm, seed):
    """A run as its log tells it; refuses a log of another recipe, or one that ends early."""
    path = log_of(arm, seed)
    head, *epochs = map(json.loads, path.read_text().splitlines())
    expected = json.loads(json.dumps(train.recipe(arguments_of(definition, arm, seed))))
    train.check_same_recipe(head['arguments'], expected)
    if len(epochs) != definition['recipe']['epochs']:
        raise SystemExit(f'{path.name}: expected {definition["recipe"]["epochs"]} epochs; got {len(epochs)}')
    return {'seed': seed, 'log': f'training/logs/experiments/{path.name}', 'data': head['data'],
            'machine': f'{head["device"]}, {head["threads"]} thread, PyTorch {head["torch"]}',
            'parameters': head['parameters'], 'minutes': epochs[-1]['minutes'],
            'epochs': [{k: row[k] for k in ('epoch', 'loss', 'test')} for row in epochs]}


def collect(_):
    definition = read_definition()
    for arm in definition['arms']:
        seeds = sorted(int(p.stem.rsplit('-', 1)[1]) for p in LOGS.glob(f'{arm}-*.jsonl')
                       if p.stem.rsplit('-', 1)[0] == arm)
        runs = ',\n'.join(json.dumps(read_run(definition, arm, seed)) for seed in seeds)
        (FOLDER / f'{arm}.json').write_text(f'{{"arm": "{arm}", "runs": [\n{runs}\n]}}\n')


@torch.no_grad()
def shapes_of(options, resolution):
    """Every convolution and norm of a network as PyTorch runs it: name → [shape of its weight, of its output (NHWC)]."""
    network, found = network_from(training_options(options, resolution)).eval(), {}
    for name, module in network.named_modules():
        if isinstance(module, (nn.Conv2d, nn.BatchNorm2d)):
            module.register_forward_hook(lambda m, _, out, name=name: found.update(
                {name: [list(m.weight.shape), [*out.shape[2:], out.shape[1]]]}))
    network(torch.zeros(1, 3, resolution, resolution))
    return {'parameters': sum(p.numel() for p in network.parameters()), 'modules': found}


def shapes(_):
    definition = read_definition()
    trained = {arm: (entry['network'], definition['recipe']['resolution'])
               for arm, entry in definition['arms'].items()}
    trained |= {entry['id']: (entry['network'], entry['preprocessing']['resolution'])
                for entry in read_index(WEIGHTS)}
    lines = ',\n'.join(json.dumps({'id': id, 'network': network, **shapes_of(network['options'], resolution)})
                       for id, (network, resolution) in trained.items())
    SHAPES.write_text(f'[\n{lines}\n]\n')


def main(argv=None):
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    commands = p.add_subparsers(required=True)
    running = commands.add_parser('run')
    running.add_argument('experiments', nargs='*', help='ids; all where none is given')
    running.add_argument('--data', type=Path, default=HERE / 'cifar10', help='folder with CIFAR-10')
    running.add_argument('--seeds', type=int, default=3)
    running.add_argument('--workers', type=int, default=1, help='runs at a time, one thread each')
    running.add_argument('--limit', type=int, help='use only the first images, to try things')
    running.set_defaults(command=run)
    commands.add_parser('collect').set_defaults(command=collect)
    commands.add_parser('shapes').set_defaults(command=shapes)
    a = p.parse_args(argv)
    a.command(a)


if __name__ == '__main__':
    main()
