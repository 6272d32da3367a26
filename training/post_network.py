"""The network of the post's PyTorch listing, as its author meant it (stem stride 1).

Module names are the listing's, so a state_dict of either fits the other. The defaults are the
listing; the options are what the post's experiments change.
"""
import torch.nn as nn
import torch.nn.functional as F

# One row a group: expansion t, output channels c, repeats n, stride s of the first block.
GROUPS = [
    (1, 16, 1, 1),
    (6, 24, 2, 1),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
]
ACTIVATION_POSITIONS = ('linear', 'after-projection', 'after-addition', 'pre-activation')
SHORTCUTS = ('projection', 'identity', 'none')

# The arguments of PostNetwork and their defaults; a checkpoint records them under these names.
OPTIONS = {
    'width': 1.0,
    'expansion': 6,
    'projection_norm': False,
    'activation_position': 'linear',
    'shortcut': 'projection',
}


def make_divisible(value, divisor=8):
    """The multiple of `divisor` nearest to `value` that is not below 90 % of it."""
    rounded = max(divisor, int(value + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * value else rounded


def has_shortcut(shortcut, in_channels, out_channels, stride):
    """Whether a block adds its input: `identity` does so only where the channels agree."""
    if stride != 1 or shortcut == 'none':
        return False
    return shortcut == 'projection' or in_channels == out_channels


class Bottleneck(nn.Module):
    """Expand 1x1, depthwise 3x3, squeeze 1x1, and the shortcut around the three."""

    def __init__(self, in_channels, out_channels, expansion, stride,
                 projection_norm, activation_position, shortcut):
        super().__init__()
        hidden = in_channels * expansion
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
    """(N, 3, 32, 32) normalised images in, (N, classes) logits out."""

    def __init__(self, width=1.0, expansion=6, classes=10, projection_norm=False,
                 activation_position='linear', shortcut='projection'):
        super().__init__()
        check_choice('activation_position', activation_position, ACTIVATION_POSITIONS)
        check_choice('shortcut', shortcut, SHORTCUTS)
        block = (projection_norm, activation_position, shortcut)

        channels = make_divisible(32 * width)
        self.conv1 = nn.Conv2d(3, channels, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        for number, (t, c, n, s) in enumerate(GROUPS, 1):
            t, c = (1 if t == 1 else expansion), make_divisible(c * width)
            self.add_module(f'group{number}', build_group(number, channels, c, t, n, s, block))
            channels = c
        head = 1280 if width <= 1 else make_divisible(1280 * width)
        self.conv2 = nn.Conv2d(channels, head, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(head)
        self.conv3 = nn.Conv2d(head, classes, 1, bias=True)
        initialise(self)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        for number in range(1, len(GROUPS) + 1):
            x = self.get_submodule(f'group{number}')(x)
        x = F.relu(self.bn2(self.conv2(x)))
        # At 32x32 this is the listing's AvgPool2d(4); it also takes the smaller training sizes.
        x = x.mean((2, 3), keepdim=True)
        return self.conv3(x).flatten(1)


def build_group(number, in_channels, out_channels, expansion, repeats, stride, block):
    """`repeats` blocks; the listing reuses its variable `name`, so their names accumulate."""
    group, name = nn.Sequential(), f'group_{number}'
    for i in range(repeats):
        name = f'{name}_bottleneck_{i}'
        inputs, step = (in_channels, stride) if i == 0 else (out_channels, 1)
        group.add_module(name, Bottleneck(inputs, out_channels, expansion, step, *block))
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
