"""The network of the post's PyTorch listing, as its author meant it (stem stride 1).

Module names are the listing's, so a state_dict of either fits the other. The defaults are the
listing; the options are what the post's experiments change.
"""
import torch.nn as nn
import torch.nn.functional as F

# One row a group: expansion t, output channels c, repeats n, stride s of the first block. The option
# `expansion` replaces every t but the first.
GROUPS = [
    [1, 16, 1, 1],
    [6, 24, 2, 1],
    [6, 32, 3, 2],
    [6, 64, 4, 2],
    [6, 96, 3, 1],
    [6, 160, 3, 2],
    [6, 320, 1, 1],
]
BOTTLENECKS = ('inverted', 'classical')
ACTIVATION_POSITIONS = ('linear', 'after-projection', 'after-addition', 'pre-activation')
SHORTCUTS = ('projection', 'identity', 'none')

# The arguments of PostNetwork and their defaults; a checkpoint records them under these names.
OPTIONS = {
    'width': 1.0,
    'divisor': 8,
    'blocks': GROUPS,
    'expansion': 6,
    'bottleneck': 'inverted',
    'projection_norm': False,
    'activation_position': 'linear',
    'shortcut': 'projection',
}
# The package's names of these options, where they are others.
OPTION_NAMES = {'projection_norm': 'projectionNorm', 'activation_position': 'activationPosition'}


def make_divisible(value, divisor=8):
    """The multiple of `divisor` nearest to `value` that is not below 90 % of it."""
    rounded = max(divisor, int(value + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * value else rounded


def middle_channels(in_channels, expansion, bottleneck, divisor):
    """Channels of the depthwise convolution: t times those at the ends, or a t-th of them."""
    if bottleneck == 'inverted':
        return in_channels * expansion
    return make_divisible(in_channels / expansion, divisor)


def has_shortcut(shortcut, in_channels, out_channels, stride):
    """Whether a block adds its input: `identity` does so only where the channels agree."""
    if stride != 1 or shortcut == 'none':
        return False
    return shortcut == 'projection' or in_channels == out_channels


class Bottleneck(nn.Module):
    """Expand 1x1, depthwise 3x3, squeeze 1x1, and the shortcut around the three. In the classical
    order the first convolution makes fewer channels and the last makes more; the names stay."""

    def __init__(self, in_channels, hidden, out_channels, stride,
                 projection_norm, activation_position, shortcut):
        super().__init__()
        self.activation_position = activation_position
        self.is_residual = has_shortcut(shortcut, in_channels, out_channels, stride)

        if activation_position == 'pre-activation':
            self.bn_pre = nn.BatchNorm2d(in_channels)
        self.conv_expand = nn.Conv2d(in_channels, hidden, 1, bias=False)
        self.bn_expand = nn.BatchNorm2d(hidden)
        self.conv_depthwise = nn.Conv2d(hidden, hidden, 3, stride, 1, groups=hidden, bias=False)
        self.bn_depthwise = nn.BatchNorm2d(hidden)
        self.conv_squeeze = nn.Conv2d(hidden, out_channels, 1, bias=False)
        self.bn_squeeze = nn.BatchNorm2d(out_channels) if projection_norm else nn.Identity()
        self.conv_res = nn.Sequential()
        if self.is_residual and in_channels != out_channels:
            self.conv_res = nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, bias=False),
                nn.BatchNorm2d(out_channels),
            )

    def forward(self, x):
        out = self.residual(x)
        if self.is_residual:
            out = out + self.conv_res(x)  # the shortcut takes x as it came, also in pre-activation
        return F.relu(out) if self.activation_position == 'after-addition' else out

    def residual(self, x):
        # Where a variant adds an activation, it is the plain ReLU that the post's text names.
        out = F.relu(self.bn_pre(x)) if self.activation_position == 'pre-activation' else x
        out = F.relu6(self.bn_expand(self.conv_expand(out)))
        out = F.relu6(self.bn_depthwise(self.conv_depthwise(out)))
        out = self.bn_squeeze(self.conv_squeeze(out))
        return F.relu(out) if self.activation_position == 'after-projection' else out


class PostNetwork(nn.Module):
    """(N, 3, H, W) normalised images in, (N, classes) logits out; H = W = 32 in the post.

    `options` are those of OPTIONS, by the same names."""

    def __init__(self, classes=10, **options):
        super().__init__()
        unknown = options.keys() - OPTIONS.keys()
        if unknown:
            raise ValueError(f'expected options among {", ".join(OPTIONS)}; got {", ".join(sorted(unknown))}')
        options = {**OPTIONS, **options}
        check_choice('bottleneck', options['bottleneck'], BOTTLENECKS)
        check_choice('activation_position', options['activation_position'], ACTIVATION_POSITIONS)
        check_choice('shortcut', options['shortcut'], SHORTCUTS)
        width, divisor, blocks = options['width'], options['divisor'], options['blocks']

        channels = make_divisible(32 * width, divisor)
        self.conv1 = nn.Conv2d(3, channels, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.groups = [f'group{number}' for number in range(1, len(blocks) + 1)]
        for row, (t, c, n, s) in enumerate(blocks):
            t, c = (t if row == 0 else options['expansion']), make_divisible(c * width, divisor)
            self.add_module(self.groups[row], build_group(row + 1, channels, c, t, n, s, options))
            channels = c
        head = 1280 if width <= 1 else make_divisible(1280 * width, divisor)
        self.conv2 = nn.Conv2d(channels, head, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(head)
        self.conv3 = nn.Conv2d(head, classes, 1, bias=True)
        initialise(self)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        for group in self.groups:
            x = self.get_submodule(group)(x)
        x = F.relu(self.bn2(self.conv2(x)))
        # At 32x32 this is the listing's AvgPool2d(4); it also takes the smaller training sizes.
        x = x.mean((2, 3), keepdim=True)
        return self.conv3(x).flatten(1)


def build_group(number, in_channels, out_channels, expansion, repeats, stride, options):
    """`repeats` blocks; the listing reuses its variable `name`, so their names accumulate."""
    group, name = nn.Sequential(), f'group_{number}'
    variants = [options[k] for k in ('projection_norm', 'activation_position', 'shortcut')]
    for i in range(repeats):
        name = f'{name}_bottleneck_{i}'
        inputs, step = (in_channels, stride) if i == 0 else (out_channels, 1)
        hidden = middle_channels(inputs, expansion, options['bottleneck'], options['divisor'])
        group.add_module(name, Bottleneck(inputs, hidden, out_channels, step, *variants))
    return group


def initialise(network):
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode='fan_out')
    nn.init.normal_(network.conv3.weight, 0, 0.01)
    nn.init.zeros_(network.conv3.bias)


def check_choice(option, value, choices):
    if value not in choices:
        raise ValueError(f'{option}: expected one of {", ".join(choices)}; got {value!r}')


def network_from(arguments):
    """The network that recorded training arguments describe; other arguments are ignored."""
    return PostNetwork(**{key: arguments.get(key, default) for key, default in OPTIONS.items()})
