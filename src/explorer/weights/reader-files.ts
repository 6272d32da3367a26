/** Files that readers give: a state names them in a word, as it names everything, and the files stay here. */
import { excerptName } from '../../core/index.js';
import { WaitingError } from '../errors.js';

const PREFIX = 'local:';

interface ReaderFiles {
  readonly title: string;
  readonly files: readonly File[];
}

const filesByWord = new Map<string, ReaderFiles>();

/** Keeps files under a word that a state can hold: `local:mine.safetensors`; the same files have the same word. */
export function keepFiles(files: readonly File[], title: string): string {
  const isSame = (kept: ReaderFiles): boolean =>
    kept.files.length === files.length && kept.files.every((file, i) => file === files[i]);
  const known = [...filesByWord].find(([, kept]) => isSame(kept));
  if (known) return known[0];
  let word = PREFIX + title;
  for (let copy = 2; filesByWord.has(word); copy++) word = `${PREFIX}${title} (${copy})`;
  filesByWord.set(word, { title, files });
  return word;
}

export const isLocal = (weights: string): boolean => weights.startsWith(PREFIX);

/** Throws `WaitingError` for a word that came by an address: the files are on the disk of whoever wrote it. */
export function filesNamed(weights: string): ReaderFiles {
  const kept = filesByWord.get(weights);
  if (kept) return kept;
  const title = weights.slice(PREFIX.length);
  throw new WaitingError(
    'weights',
    `weights: ${excerptName(title)} was given as a file, which an address cannot carry; choose it again`,
  );
}
