import type { Problem } from './problem.js';

/** Which part of a state has changed. */
export type Aspect =
  | 'network'
  | 'pending'
  | 'tag'
  | 'selection'
  | 'hover'
  | 'convention'
  | 'view'
  | 'closeup'
  | 'table'
  | 'overrides'
  | 'overlay'
  | 'image'
  | 'weights'
  | 'inspection'
  | 'problem';

export class StateChangeEvent extends Event {
  constructor(
    readonly aspect: Aspect,
    /** What has just gone wrong, where the aspect is `problem`. */
    readonly problem?: Problem,
    /** Whether a reader asked for it. */
    readonly isAct = false,
  ) {
    super('change');
  }
}
