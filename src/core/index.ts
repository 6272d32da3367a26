/** The network core: what a network is and what it costs. No DOM, no tensors; runs in Node. */
export { conventions, countOperations, countParameters, type Convention, type ConventionId } from './conventions.js';
export { addCosts, costOf, weightsOf, type Cost, type LayerCost, type NetworkCost, type WeightShape } from './cost.js';
export { type Bindings, type Expression } from './expr.js';
export { optionOf, presetOf, presetValues, resolveOptions, sparseOptions, type Family } from './family.js';
export {
  explainFigure,
  nearestReadings,
  parseFigure,
  printLike,
  printsAs,
  type Figure,
  type FigureExplanation,
  type Rounding,
} from './figures.js';
export { formulaOf, type Formula, type LeftOut, type Quantity } from './formula.js';
export {
  intensityOf,
  memoryByResolution,
  memoryOf,
  type Intensity,
  type MemoryOptions,
  type MemoryStep,
  type NetworkMemory,
  type Precision,
  type ResolutionMemory,
} from './memory.js';
export {
  findNode,
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
export { buildNetwork, familyOf, networks } from './networks/index.js';
export { opOf, ops, type AttributesOf, type OpKind } from './ops/index.js';
export { paddingOf, type Padding, type Window } from './ops/window.js';
export {
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
export { accountOf, type Account } from './published/account.js';
export { published } from './published/index.js';
export { type Explanation, type PublishedRow, type PublishedSource, type Quoted } from './published/types.js';
export {
  changes as readingChanges,
  countReading,
  departuresOf,
  quantityOf,
  readingCounter,
  readingsOf,
  titleOfReading,
  weighings,
  type ChangeId,
  type Reading,
  type ReadingQuantity,
  type WeighingId,
} from './readings.js';
export { elementsOf, formatShape, sameShape, type Shape } from './shape.js';
