/** How a network's code is written in PyTorch, as far as tools that count can tell: what no node says of itself. */

/**
 * Plain data, as all of a network is, which may travel to a worker. What is left out is written as most code does it:
 * every layer a module, and every module called as one.
 */
export interface Writing {
  /** Where it was read: package or repository with its version, file, function. */
  readonly source: string;
  /** The mean over a whole map: `nn.AdaptiveAvgPool2d`, its function, `nn.AvgPool2d` or `x.mean()`. */
  readonly globalPool?: 'module' | 'function' | 'window' | 'mean';
  /** Activations right inside a group of these names are calls such as `F.relu`; `block` stands for `block1`, `block2`, … */
  readonly functions?: readonly string[];
  /**
   * Modules outside groups of these names run by `module.forward(x)`: the functions inside are called, but no hook that a
   * tool has put on the module. Absent: every module is called.
   */
  readonly hooked?: readonly string[];
  /** Where branches are put side by side and then activated: only the last branch is activated, before that. */
  readonly activatesBranch?: boolean;
}
