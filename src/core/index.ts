/** The network core: what a network is and what it costs. No DOM, no tensors; runs in Node. */
export {
  conventionOf,
  isCustom,
  conventions,
  countOperations,
  countParameters,
  parseConvention,
  type Convention,
  type ConventionId,
} from './conventions.js';
export { noteOf } from './convention-notes.js';
export { costOf, type NetworkCost } from './cost.js';
export { type Counts } from './counts.js';
export { type Countable, type Part } from './rules.js';
export { readCustom, type CustomConvention } from './custom-convention.js';
export { ConventionError, OptionError, UnknownNameError, UnknownNodeError } from './errors.js';
export { DETAILS, type Detail } from './detail.js';
export { excerpt, excerptName, messageOf } from './excerpt.js';
export { type Bindings, type Expression } from './expr.js';
export { optionOf, presetOf, resolveOptions, type Family } from './family.js';
export { formulaOf, type Formula, type LeftOut, type Quantity } from './formula.js';
export {
  groupsAround,
  indexOf,
  isWithin,
  NetworkBuilder,
  nodeOf,
  ShapeError,
  type Group,
  type GroupRole,
  type Names,
  type NameScheme,
  type Network,
  type NetworkIndex,
  type NetworkNode,
  type NodeOf,
} from './network.js';
export { FITS, type Fit } from './fit.js';
export { findNode } from './named-nodes.js';
export { nearestName } from './nearest-name.js';
export { buildNetwork, families, familyOf, networks, type NetworkId } from './networks/index.js';
export { addCosts, weightsOf, type Cost, type LayerCost, type WeightShape } from './node-cost.js';
export { formatActivation } from './ops/activation.js';
export { isPointwise } from './ops/conv2d.js';
export { type Role, type Sight } from './op.js';
export { opOf, type AttributesOf, type OpKind } from './ops/index.js';
export { knowOpsOfFiles } from './ops/know-ops-of-files.js';
export { alongWidth, formatKernel, paddingOf, spanOf, type Padding, type Window } from './ops/window.js';
export {
  attributeOf,
  checkOption,
  formatOption,
  parseOption,
  sameOption,
  type BlockRow,
  type BlocksOption,
  type ChoiceOption,
  type FlagOption,
  type Options,
  type OptionSpec,
  type OptionValue,
  type Resolution,
} from './options.js';
export { FamilyRegister, type ListedFamily } from './register.js';
export {
  countLayers,
  functionOf,
  isConvolution,
  isNorm,
  roleOf,
  takesNorm,
  type Convolution,
  type Weighing,
} from './roles.js';
export { resolutionOption } from './networks/common.js';
export { elementsOf, formatShape, sameShape, type Shape } from './shape.js';
export { presetName, presetValues, sparseOptions } from './sparse-options.js';
export { nodesOf, stepsOf, type Step } from './steps.js';
export type {
  Arithmetic,
  Calculation,
  Explanation,
  Extreme,
  Feed,
  FormulaName,
  Move,
  Addends,
  Place,
  Read,
  SumOfProducts,
  Term,
} from './explanation.js';
