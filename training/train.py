"""Trains PostNetwork on CIFAR-10: SGD, one rise and fall of the rate, a moving average that ships.

    python3 training/train.py --epochs 40       # as many epochs
    python3 training/train.py --minutes 75      # or a schedule that follows the clock
    python3 training/train.py --epochs 40 --resume

One JSON line an epoch goes to OUT.jsonl and to the terminal, a checkpoint to OUT.pt.
"""
import argparse
import copy
import json
import os
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import data
from evaluate import accuracy, load_weights
from post_network import ACTIVATION_POSITIONS, BOTTLENECKS, OPTIONS, SHORTCUTS, network_from

HERE = Path(__file__).resolve().parent
AVERAGE_EVERY = 5  # steps
WARM_UP = 0.2  # share of the schedule
# Where and how fast a run happens, not what it computes: may differ when a run is resumed.
SURROUNDINGS = ('data', 'out', 'threads', 'resume')


def build_parser():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    add = p.add_argument
    add('--data', type=Path, default=HERE / 'cifar10', help='folder with CIFAR-10')
    add('--out', type=Path, default=HERE / 'runs' / 'post', help='OUT.pt and OUT.jsonl are written')
    add('--resume', action='store_true', help='continue from OUT.pt')
    add('--start', help='.safetensors of the same network to go on from, instead of random weights')
    add('--epochs', type=int, default=0)
    add('--minutes', type=float, default=0, help='instead of --epochs')
    add('--width', type=float, default=OPTIONS['width'])
    add('--divisor', type=int, default=OPTIONS['divisor'], help='channels are multiples of it')
    add('--blocks', type=json.loads, default=OPTIONS['blocks'], help='rows [t,c,n,s], as JSON')
    add('--expansion', type=int, default=OPTIONS['expansion'])
    add('--bottleneck', default='inverted', choices=BOTTLENECKS)
    add('--projection-norm', action='store_true', help='batch norm after the squeeze convolution')
    add('--activation-position', default='linear', choices=ACTIVATION_POSITIONS)
    add('--shortcut', default='projection', choices=SHORTCUTS)
    add('--batch', type=int, default=128)
    add('--lr', type=float, default=0.3, help='highest learning rate')
    add('--weight-decay', type=float, default=2e-4)
    add('--smoothing', type=float, default=0.05, help='of the labels')
    add('--resolution', type=int, default=data.SIDE, help='of the images that the network is for')
    add('--sizes', help='training resolutions, equal shares: 16,24,32,32; as --resolution where absent')
    add('--no-average', action='store_true', help='without the moving average: nothing to ship')
    add('--seed', type=int, default=0)
    add('--threads', type=int, default=2)
    add('--limit', type=int, help='use only the first images of each split, to try things')
    return p


def recipe(arguments):
    """What decides the outcome of a run, as a dictionary."""
    return {k: v for k, v in vars(arguments).items() if k not in SURROUNDINGS}


def build_optimiser(network, arguments):
    kernels = [p for p in network.parameters() if p.ndim > 1]
    others = [p for p in network.parameters() if p.ndim == 1]
    groups = [{'params': kernels, 'weight_decay': arguments.weight_decay},
              {'params': others, 'weight_decay': 0}]
    return torch.optim.SGD(groups, lr=arguments.lr, momentum=0.9, nesterov=True)


class Run:
    """A network in training, its moving average, its optimiser, and how far they have come."""

    def __init__(self, arguments, device):
        torch.manual_seed(arguments.seed)
        self.arguments = arguments
        network = network_from(vars(arguments))
        if arguments.start:
            load_weights(network, arguments.start)
        self.network = network.to(device, memory_format=torch.channels_last).train()
        self.averaged = None if arguments.no_average else copy.deepcopy(self.network)
        self.optimiser = build_optimiser(self.network, arguments)
        self.epoch, self.step, self.seconds, self.finished = 0, 0, 0.0, False

    def save(self, path):
        state = {'last': self.network.state_dict(),
                 'averaged': self.averaged and self.averaged.state_dict(),
                 'optimiser': self.optimiser.state_dict(), 'arguments': recipe(self.arguments),
                 'epoch': self.epoch, 'step': self.step, 'seconds': self.seconds,
                 'finished': self.finished}
        partial = path.with_suffix('.pt.partial')
        torch.save(state, partial)
        os.replace(partial, path)

    def load(self, path):
        state = torch.load(path, map_location='cpu')
        check_same_recipe(state['arguments'], recipe(self.arguments))
        self.network.load_state_dict(state['last'])
        if self.averaged:
            self.averaged.load_state_dict(state['averaged'])
        self.optimiser.load_state_dict(state['optimiser'])
        for name in ('epoch', 'step', 'seconds', 'finished'):
            setattr(self, name, state[name])

    def train_step(self, x, labels, rate):
        for group in self.optimiser.param_groups:
            group['lr'] = rate
        loss = F.cross_entropy(self.network(x), labels, label_smoothing=self.arguments.smoothing)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        self.optimiser.step()
        self.step += 1
        if self.averaged and self.step % AVERAGE_EVERY == 0:
            self.update_average()
        return loss.detach()

    @torch.no_grad()
    def update_average(self):
        count = self.step / AVERAGE_EVERY
        share = 1 - min(0.99, (1 + count) / (10 + count))
        new_state = self.network.state_dict()
        for name, old in self.averaged.state_dict().items():
            if old.dtype.is_floating_point:
                old.lerp_(new_state[name], share)
            else:
                old.copy_(new_state[name])


def check_same_recipe(before, now):
    changed = [f'{k} was {before.get(k)!r}, now {now.get(k)!r}'
               for k in sorted({*before, *now}) if before.get(k) != now.get(k)]
    if changed:
        raise SystemExit(f'--resume continues the same recipe; {"; ".join(changed)}')


def rate_at(done, highest):
    """Straight up over the first fifth of the schedule, straight down over the rest."""
    rate = highest * (done / WARM_UP if done < WARM_UP else (1 - done) / (1 - WARM_UP))
    return max(rate, 1e-5)


def size_at(done, sizes):
    sizes = [int(size) for size in sizes.split(',')]
    return sizes[min(int(done * len(sizes)), len(sizes) - 1)]


def train_epoch(run, padded, labels):
    """One pass over the images, or less where the time is up; what the log says about it."""
    a, started, losses = run.arguments, time.time(), []
    rng = np.random.default_rng([a.seed, run.epoch])  # of its own, so that resuming changes nothing
    order, steps = torch.from_numpy(rng.permutation(len(labels))), max(1, len(labels) // a.batch)
    for index in order.to(labels.device).split(a.batch)[:steps]:
        minutes = (run.seconds + time.time() - started) / 60
        done = run.step / (a.epochs * steps) if a.epochs else minutes / a.minutes
        if done >= 1 and losses:
            break
        x, side = data.normalise(data.augment(padded, index, rng)), size_at(done, a.sizes)
        losses.append(run.train_step(data.resize(x, side), labels[index], rate_at(done, a.lr)))
    loss = torch.stack(losses).mean().item()  # waits for the device, so before the clock is read
    speed = len(losses) * len(index) / (time.time() - started)
    return {'done': round(min(done, 1), 3), 'size': side, 'loss': round(loss, 4),
            'images_per_second': round(speed)}


def train_epochs(run, training, test, checkpoint):
    """Trains to the end of the schedule; after each epoch saves, then yields the log's line."""
    a, padded, labels = run.arguments, data.pad(training[0]), training[1]
    while not run.finished:
        started = time.time()
        row = train_epoch(run, padded, labels)
        row['test'] = accuracy(run.network, *test, a.resolution)
        if run.averaged:
            row['test_averaged'] = accuracy(run.averaged, *test, a.resolution)
        run.epoch += 1
        run.seconds += time.time() - started
        run.finished = run.epoch >= a.epochs if a.epochs else run.seconds >= a.minutes * 60
        run.save(checkpoint)
        yield {'epoch': run.epoch, **row, 'minutes': round(run.seconds / 60, 1)}


def start(arguments, device):
    """A new run, or the one in OUT.pt; never a new one over an old one."""
    run, checkpoint = Run(arguments, device), Path(f'{arguments.out}.pt')
    if arguments.resume:
        run.load(checkpoint)
    elif checkpoint.exists():
        raise SystemExit(f'{checkpoint} exists: continue it with --resume, or choose another --out')
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    return run, checkpoint


def parse(argv):
    parser = build_parser()
    arguments = parser.parse_args(argv)
    if bool(arguments.epochs) == bool(arguments.minutes):
        parser.error('give either --epochs or --minutes')
    arguments.sizes = arguments.sizes or str(arguments.resolution)
    return arguments


def load_data(arguments, device):
    """The training and the test images with their labels, on the device."""
    return [[t.to(device) for t in data.load(arguments.data, split, arguments.limit)]
            for split in ('train', 'test')]


def train(arguments, device, splits):
    """A whole run, or the rest of one; its log is written, and said."""
    run, checkpoint = start(arguments, device)
    with open(f'{arguments.out}.jsonl', 'a' if arguments.resume else 'w') as log:
        def say(row):
            print(json.dumps(row), flush=True)
            print(json.dumps(row), file=log, flush=True)

        if not arguments.resume:
            say({'arguments': recipe(arguments), 'torch': torch.__version__, 'device': device,
                 'threads': arguments.threads, 'data': data.describe(arguments.data, 'train'),
                 'parameters': sum(p.numel() for p in run.network.parameters())})
        for row in train_epochs(run, *splits, checkpoint):
            say(row)


def main(argv=None):
    arguments = parse(argv)
    torch.set_num_threads(arguments.threads)
    device = 'cuda' if torch.cuda.is_available() else 'cpu'
    train(arguments, device, load_data(arguments, device))


if __name__ == '__main__':
    main()
