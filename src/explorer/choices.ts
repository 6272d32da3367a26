import type { ConventionId, Detail, Fit } from '../core/index.js';
import type { Closeup } from './closeup.js';
import type { ImageChoice } from './image-choice.js';
import type { Overrides } from './overrides.js';
import { FIRST_SNAPSHOT, type Snapshot } from './snapshot.js';
import type { NetworkChoice } from './source.js';
import type { TableOrder } from './table-order.js';
import type { WeightsChoice } from './weights/choice.js';

/** What is chosen, to be read. */
export abstract class Choices extends EventTarget {
  protected choices: Snapshot = FIRST_SNAPSHOT;

  /** What is chosen, to be put back later by `restore`. */
  get snapshot(): Snapshot {
    return this.choices;
  }

  /** The choice as it was asked for, also where it could not be built. */
  get choice(): NetworkChoice {
    return this.choices.choice;
  }

  /** Path of the chosen node or group; '' for none. */
  get selected(): string {
    return this.choices.selected;
  }

  get convention(): ConventionId {
    return this.choices.convention;
  }

  get detail(): Detail {
    return this.choices.detail;
  }

  /** How the selected node is looked at. */
  get closeup(): Closeup {
    return this.choices.closeup;
  }

  /** What readers have changed of what tags say of looks and budgets. */
  get overrides(): Overrides {
    return this.choices.overrides;
  }

  get tableOrder(): TableOrder | undefined {
    return this.choices.tableOrder;
  }

  /** `undefined`: the first drawing that is shipped. */
  get image(): ImageChoice | undefined {
    return this.choices.image;
  }

  /** How the image becomes the network's input. */
  get fit(): Fit {
    return this.choices.fit;
  }

  get weights(): WeightsChoice {
    return this.choices.weights;
  }
}
