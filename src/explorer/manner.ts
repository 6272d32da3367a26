/** A `reader` acts; a `tag` is its author's word, which no lock binds; all else asks `quietly`: links, previews, the engine. */
type Voice = 'reader' | 'quietly' | 'tag';

/** Who asks for what is asked for now. */
export class Manner {
  voice: Voice = 'reader';

  /** Does something in this voice, and what comes after in the former one. */
  asIf<Result>(voice: Voice, act: () => Result): Result {
    const before = this.voice;
    this.voice = voice;
    try {
      return act();
    } finally {
      this.voice = before;
    }
  }
}
