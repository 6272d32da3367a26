import type { Problem } from './problem.js';

/** Which part of a state has changed. */
export type Aspect =
  'network' | 'pending' | 'tag' | 'selection' | 'hover' | 'convention' | 'view' | 'image' | 'weights' | 'problem';

export class StateChangeEvent extends Event {
  constructor(
    readonly aspect: Aspect,
    /** What has just gone wrong, where the aspect is `problem`. */
    readonly problem?: Problem,
  ) {
    super('change');
  }
}
