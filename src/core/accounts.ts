/**
 * What goes beyond a network and its costs: published figures and how they were counted, memory, intensity. A door of its
 * own, so that a page which shows none of it does not load it.
 */
export { codeOf, conventionSources, sourceOf } from './convention-sources.js';
export { formatCustom } from './custom-text.js';
export {
  chanceOf,
  explainFigure,
  explainFrom,
  isTelling,
  nearestCounts,
  type FigureExplanation,
  type Manner,
} from './detective.js';
export { parseFigure, printLike, printsAs, type Figure, type Rounding } from './figures.js';
export { lineupAround, lineupOf, type Candidate, type Lineup, type Suspect } from './lineup.js';
export {
  BYTES,
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
export {
  OPTIMISERS,
  TRAINING_ASSUMPTIONS,
  trainingCostOf,
  type Optimiser,
  type TrainingCost,
  type TrainingOptions,
} from './training-cost.js';
