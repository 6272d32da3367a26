/** What a reader searches for, read from the text of one line. */
import { excerpt } from '../../core/index.js';
import { fold } from './fold.js';

/** One thing that has to be found in the names, the kind or the shape of a layer or group. */
export type Term =
  /** A folded text, or one of those that mean the same in the words of other code. */
  | { readonly by: 'text'; readonly anyOf: readonly string[] }
  | { readonly by: 'channels'; readonly text: string }
  | { readonly by: 'window'; readonly axis: WindowAxis; readonly text: string };

export type WindowAxis = 'stride' | 'dilation';
export type Measure = 'parameters' | 'operations';
export type Comparison = '<' | '<=' | '=' | '>=' | '>';

/** A cost that has to be as much. */
export interface CostTerm {
  readonly measure: Measure;
  readonly is: Comparison;
  readonly count: number;
}

export interface Query {
  readonly terms: readonly Term[];
  /** The texts in a row, as names may have them: `features/2/conv`, `stage2/block1`. */
  readonly phrases: readonly string[];
  readonly costs: readonly CostTerm[];
}

/** A cost that cannot be read. */
export class QueryError extends RangeError {
  override readonly name = 'QueryError';
  constructor(
    /** The part of the query that is wrong. */
    readonly part: string,
    readonly expected: string,
    /** Absent where the query ends too early. */
    readonly received?: string,
  ) {
    super(`${part}: expected ${expected}, got ${received === undefined ? 'nothing' : excerpt(received)}`);
  }
}

/** How operations are counted where the query is asked. */
type Unit = 'MACs' | 'FLOPs';

const MEASURES: ReadonlyMap<string, Measure | Unit> = new Map<string, Measure | Unit>([
  ['params', 'parameters'],
  ['parameters', 'parameters'],
  ['ops', 'operations'],
  ['operations', 'operations'],
  ['macs', 'MACs'],
  ['flops', 'FLOPs'],
]);

const SIGNS: ReadonlyMap<string, Comparison> = new Map([
  ['<', '<'],
  ['<=', '<='],
  ['≤', '<='],
  ['=', '='],
  ['>=', '>='],
  ['≥', '>='],
  ['>', '>'],
]);

/** Asks for the most of something. */
const MOST: ReadonlySet<string> = new Set(['largest', 'most']);

const SCALE: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };

/** What other code calls the kinds of layers, folded, and how our titles begin. */
const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ['bn', 'batch/norm'],
  ['batchnorm', 'batch/norm'],
  ['normalization', 'normalisation'],
  ['dw', 'depthwise'],
  ['pw', 'pointwise'],
  ['fc', 'fully/connected'],
  ['linear', 'fully/connected'],
  ['avgpool', 'average/pool'],
  ['maxpool', 'max/pool'],
]);

/** Reads a query. Throws `QueryError` for a cost that is no cost. */
export function parseQuery(text: string, unit: Unit): Query {
  const words = new Words(text);
  const terms: Term[] = [];
  const costs: CostTerm[] = [];
  while (words.has) {
    const cost = costAt(words, unit);
    if (cost) costs.push(cost);
    else terms.push(termAt(words));
  }
  return { terms, phrases: phrasesOf(terms), costs };
}

/** The words of a query, taken one after the other. */
class Words {
  private at = 0;
  private readonly all: readonly string[];

  constructor(text: string) {
    const spaced = text.replace(/>=|<=|[<>=≤≥]/g, ' $& ').trim();
    // `5 M` is printed with a space, and `stage 2, block 1` with a comma.
    const joined = spaced.replace(/([<>=≤≥] *[\d.,]+)\s+([kmgt])(?=\s|$)/gi, '$1$2');
    this.all = joined.split(/\s+/).flatMap((word) => word.replace(/,$/, '') || []);
  }

  get has(): boolean {
    return this.at < this.all.length;
  }

  /** The next word, or one after it; '' behind the last. */
  peek(ahead = 0): string {
    return this.all[this.at + ahead]?.toLowerCase() ?? '';
  }

  take(): string | undefined {
    return this.all[this.at++];
  }
}

/** A cost, where one begins here: `macs > 5M`, `> 5M macs`, `largest params`. */
function costAt(words: Words, unit: Unit): CostTerm | undefined {
  const [first, second] = [words.peek(), words.peek(1)];
  const [sign, nextSign] = [SIGNS.get(first), SIGNS.get(second)];
  if (MEASURES.has(first) && nextSign) {
    const measure = measureOf(words.take(), unit, first);
    words.take();
    return { measure, is: nextSign, count: countOf(words.take(), `${first} ${second}`) };
  }
  if (sign) {
    words.take();
    const count = countOf(words.take(), first);
    return { measure: measureOf(words.take(), unit, `${first} ${second}`), is: sign, count };
  }
  if (!MOST.has(first) || !MEASURES.has(second)) return undefined;
  words.take();
  return { measure: measureOf(words.take(), unit, first), is: '>', count: 0 };
}

function measureOf(word: string | undefined, unit: Unit, part: string): Measure {
  const measure = MEASURES.get(word?.toLowerCase() ?? '');
  if (measure === 'parameters' || measure === 'operations') return measure;
  if (measure === unit) return 'operations';
  const expected = measure ? `${unit}, which is what is counted here,` : `params or ${unit}`;
  throw new QueryError(part, expected, word);
}

function countOf(word: string | undefined, part: string): number {
  const [, digits, prefix = ''] = /^(\d[\d,]*(?:\.\d+)?|\.\d+)([kmgt]?)$/i.exec(word ?? '') ?? [];
  if (digits !== undefined) return Number(digits.replaceAll(',', '')) * SCALE[prefix.toLowerCase()]!;
  throw new QueryError(part, 'a number such as 5M or 300k', word);
}

const isNumber = (word: string): boolean => /^\d+(?:[x×]\d+)*$/.test(word);

function termAt(words: Words): Term {
  const word = words.take()!;
  const [lower, next] = [word.toLowerCase(), words.peek()];
  if (/^\d+$/.test(word) && /^channels?$/.test(next)) {
    words.take();
    return { by: 'channels', text: word };
  }
  if ((lower === 'stride' || lower === 'dilation') && isNumber(next)) {
    words.take();
    return { by: 'window', axis: lower, text: fold(next) };
  }
  const folded = fold(word);
  const other = OTHER_WORDS.get(folded);
  return { by: 'text', anyOf: other === undefined ? [folded] : [folded, other] };
}

function phrasesOf(terms: readonly Term[]): readonly string[] {
  const words = terms.flatMap((term) => (term.by === 'text' ? term.anyOf[0]! : []));
  if (words.length < 2) return [];
  const phrase = words.join('/');
  // `stage 2` is how `stage2` is read aloud.
  return [...new Set([phrase, phrase.replace(/([a-z])\/(?=\d)/g, '$1')])];
}
