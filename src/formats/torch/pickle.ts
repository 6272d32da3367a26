/**
 * Reads a pickle as far as PyTorch's checkpoints need it: plain containers, texts, numbers, and tensors as places in
 * storages. A pickle is a program that may call any function of Python's; here it calls none. What would be an object of
 * a class stays a name.
 *
 * Source: CPython's Lib/pickletools.py (protocols 2 to 5), PyTorch's torch/serialization.py and torch/_utils.py.
 */
import { excerptName } from '../../core/excerpt.js';
import { MOST_READS } from '../../core/limits.js';
import type { Fault, FileError } from '../file-error.js';

/** A list of numbers in a file of its own. */
export class Storage {
  constructor(
    /** PyTorch's name of its class: `FloatStorage`. */
    readonly type: string,
    readonly key: string,
    readonly length: number,
  ) {}
}

/** A view of a storage; offset and strides in numbers. */
export class TensorRef {
  constructor(
    readonly storage: Storage,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {}
}

/** What would be an object of a class or the result of a function, and is left as its name. */
export class Opaque {
  constructor(readonly name: string) {}
}

/** A class or function by its name. */
class Global {
  constructor(readonly name: string) {}
}

export type Value = null | boolean | number | string | TensorRef | Storage | Opaque | Global | List | Dict;
export type List = Value[];
export type Dict = Map<Value, Value>;

/** `place`: what messages call the file. Throws what `fault` makes of opcodes and of arguments that are none of these. */
export const readPickle = (bytes: Uint8Array, place: string, fault: Fault): Value =>
  new Unpickling(bytes, place, fault).run();

type Act = (unpickling: Unpickling) => void;

class Unpickling {
  private at = 0;
  private stack: List = [];
  /** The stacks below the marks. */
  private readonly below: List[] = [];
  private readonly memo = new Map<number, Value>();
  private readonly view: DataView;
  private readonly text = new TextDecoder();

  constructor(
    private readonly bytes: Uint8Array,
    private readonly place: string,
    private readonly fault: Fault,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  run(): Value {
    for (let count = 0; count < MOST_READS; count++) {
      const opcode = this.unsigned(1);
      if (opcode === STOP) return this.pop();
      const act = acts.get(opcode);
      if (!act) throw this.wrong('what makes tensors and plain containers', `opcode ${opcode}`);
      act(this);
    }
    throw this.wrong(`at most ${MOST_READS} steps`, 'more');
  }

  wrong(expected: string, received: string): FileError {
    return this.fault(`${this.place}, byte ${this.at}`, expected, received);
  }

  unsigned(size: 1 | 2 | 4 | 8): number {
    const from = this.take(size);
    if (size === 1) return this.view.getUint8(from);
    if (size === 2) return this.view.getUint16(from, true);
    return size === 4 ? this.view.getUint32(from, true) : Number(this.view.getBigUint64(from, true));
  }

  int32(): number {
    return this.view.getInt32(this.take(4), true);
  }

  /** The one number that pickles write with its first byte first. */
  float64(): number {
    return this.view.getFloat64(this.take(8));
  }

  /** Of any length; those of more than 53 bits are nothing that a tensor has. */
  long(length: number): number | Opaque {
    const from = this.take(length);
    if (length > 8) return new Opaque('int');
    let value = 0n;
    for (let n = 0; n < length; n++) value |= BigInt(this.bytes[from + n]!) << BigInt(8 * n);
    const whole = Number(length ? BigInt.asIntN(8 * length, value) : 0n);
    return Number.isSafeInteger(whole) ? whole : new Opaque('int');
  }

  string(length: number): string {
    const from = this.take(length);
    return this.text.decode(this.bytes.subarray(from, from + length));
  }

  line(): string {
    const end = this.bytes.indexOf(NEWLINE, this.at);
    if (end < 0) throw this.wrong('the end of a line', 'none');
    const line = this.string(end - this.at);
    this.at++;
    return line;
  }

  /** Gives the place of so many bytes, and goes behind them. */
  take(length: number): number {
    const from = this.at;
    if (from + length > this.bytes.length) throw this.wrong(`${length} more bytes`, `${this.bytes.length - from}`);
    this.at += length;
    return from;
  }

  push(value: Value): void {
    this.stack.push(value);
  }

  pop(): Value {
    const value = this.stack.pop();
    if (value === undefined) throw this.wrong('a value on the stack', 'none');
    return value;
  }

  top(): Value {
    const value = this.pop();
    this.push(value);
    return value;
  }

  mark(): void {
    this.below.push(this.stack);
    this.stack = [];
  }

  /** All since the last mark. */
  popMark(): List {
    const stack = this.below.pop();
    if (!stack) throw this.wrong('a mark on the stack', 'none');
    const values = this.stack;
    this.stack = stack;
    return values;
  }

  /** The last `count` values, in their order. */
  popAll(count: number): List {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  remember(key = this.memo.size): void {
    this.memo.set(key, this.top());
  }

  recall(key: number): void {
    const value = this.memo.get(key);
    if (value === undefined) throw this.wrong('a value that was there before', 'none');
    this.push(value);
  }

  append(values: List): void {
    const list = this.top();
    if (Array.isArray(list)) for (const value of values) list.push(value);
    else if (!(list instanceof Opaque)) throw this.wrong('a list to add to', nameOf(list));
  }

  setItems(pairs: List): void {
    const dict = this.top();
    if (pairs.length % 2) throw this.wrong('keys with values', 'a key without one');
    if (dict instanceof Map) for (let n = 0; n < pairs.length; n += 2) dict.set(pairs[n]!, pairs[n + 1]!);
    else if (!(dict instanceof Opaque)) throw this.wrong('a dict to add to', nameOf(dict));
  }

  global(module: Value, name: Value): void {
    if (typeof module !== 'string' || typeof name !== 'string') throw this.wrong('the name of a class', 'none');
    this.push(new Global(`${module}.${name}`));
  }

  reduce(called: Value, args: Value): void {
    if (!(called instanceof Global) || !Array.isArray(args)) return this.push(new Opaque(nameOf(called)));
    const make = makers.get(called.name);
    this.push(make ? make(args, this) : new Opaque(called.name));
  }

  /** PyTorch's only kind: `('storage', class, key, device, length)`. */
  persistent(id: Value): void {
    const [kind, type, key, , length] = Array.isArray(id) ? id : [];
    if (kind !== 'storage' || !(type instanceof Global) || typeof key !== 'string' || !isCount(length))
      throw this.wrong('a storage', nameOf(id));
    this.push(new Storage(type.name.replace(/^torch\.(?:storage\.)?/, ''), key, length));
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const areCounts = (value: unknown): value is number[] => Array.isArray(value) && value.every(isCount);

/** What a message calls a value. */
export function nameOf(value: Value | undefined): string {
  if (value instanceof Opaque || value instanceof Global) return excerptName(value.name);
  if (value instanceof TensorRef) return 'a tensor';
  if (value instanceof Map) return 'a dict';
  if (Array.isArray(value)) return 'a list';
  return value === null || value === undefined ? 'nothing' : `a ${typeof value}`;
}

function tensor([storage, offset, shape, strides]: List, unpickling: Unpickling): Value {
  if (!(storage instanceof Storage) || !isCount(offset) || !areCounts(shape) || !areCounts(strides))
    throw unpickling.wrong('a tensor of a storage, with offset, shape and strides', nameOf(storage));
  if (shape.length !== strides.length)
    throw unpickling.wrong(`${shape.length} strides of a tensor`, `${strides.length}`);
  return new TensorRef(storage, offset, shape, strides);
}

const first = ([value]: List): Value => value ?? null;

/** The only functions that are followed. */
const makers: ReadonlyMap<string, (args: List, unpickling: Unpickling) => Value> = new Map([
  ['collections.OrderedDict', () => new Map()],
  ['collections.defaultdict', () => new Map()],
  ['builtins.dict', () => new Map()],
  ['torch.Size', first],
  ['torch._utils._rebuild_tensor', tensor],
  ['torch._utils._rebuild_tensor_v2', tensor],
  ['torch._utils._rebuild_parameter', first],
  ['torch._utils._rebuild_parameter_with_state', first],
] as [string, (args: List, unpickling: Unpickling) => Value][]);

const STOP = 0x2e;
const NEWLINE = 0x0a;

const code = (sign: string): number => sign.charCodeAt(0);
const tuple =
  (count: number): Act =>
  (u) =>
    u.push(u.popAll(count));
const constant =
  (value: Value): Act =>
  (u) =>
    u.push(value);
const opaque =
  (size: 1 | 4 | 8): Act =>
  (u) => {
    u.take(u.unsigned(size));
    u.push(new Opaque('bytes'));
  };

const acts: ReadonlyMap<number, Act> = new Map<number, Act>([
  [0x80, (u) => void u.take(1)], // PROTO
  [0x95, (u) => void u.take(8)], // FRAME
  [code('}'), (u) => u.push(new Map())],
  [code(']'), (u) => u.push([])],
  [code(')'), (u) => u.push([])],
  [0x8f, (u) => u.push(new Opaque('set'))],
  [code('('), (u) => u.mark()],
  [code('t'), (u) => u.push(u.popMark())],
  [0x85, tuple(1)],
  [0x86, tuple(2)],
  [0x87, tuple(3)],
  [code('N'), constant(null)],
  [0x88, constant(true)],
  [0x89, constant(false)],
  [code('J'), (u) => u.push(u.int32())],
  [code('K'), (u) => u.push(u.unsigned(1))],
  [code('M'), (u) => u.push(u.unsigned(2))],
  [0x8a, (u) => u.push(u.long(u.unsigned(1)))],
  [0x8b, (u) => u.push(u.long(u.unsigned(4)))],
  [code('G'), (u) => u.push(u.float64())],
  [code('X'), (u) => u.push(u.string(u.unsigned(4)))],
  [0x8c, (u) => u.push(u.string(u.unsigned(1)))],
  [0x8d, (u) => u.push(u.string(u.unsigned(8)))],
  [code('T'), (u) => u.push(u.string(u.unsigned(4)))],
  [code('U'), (u) => u.push(u.string(u.unsigned(1)))],
  [code('B'), opaque(4)],
  [code('C'), opaque(1)],
  [0x8e, opaque(8)],
  [0x96, opaque(8)],
  [code('q'), (u) => u.remember(u.unsigned(1))],
  [code('r'), (u) => u.remember(u.unsigned(4))],
  [0x94, (u) => u.remember()],
  [code('h'), (u) => u.recall(u.unsigned(1))],
  [code('j'), (u) => u.recall(u.unsigned(4))],
  [
    code('a'),
    (u) => {
      const value = u.pop();
      u.append([value]);
    },
  ],
  [code('e'), (u) => u.append(u.popMark())],
  [code('s'), (u) => u.setItems(u.popAll(2))],
  [code('u'), (u) => u.setItems(u.popMark())],
  [0x90, (u) => void u.popMark()], // items of a set
  [
    0x91, // FROZENSET
    (u) => {
      u.popMark();
      u.push(new Opaque('set'));
    },
  ],
  [code('c'), (u) => u.global(u.line(), u.line())],
  [
    0x93, // STACK_GLOBAL
    (u) => {
      const [module, name] = u.popAll(2);
      u.global(module!, name!);
    },
  ],
  [
    code('R'),
    (u) => {
      const [called, args] = u.popAll(2);
      u.reduce(called!, args!);
    },
  ],
  [
    0x81, // NEWOBJ
    (u) => {
      const [called, args] = u.popAll(2);
      u.reduce(called!, args!);
    },
  ],
  [
    0x92, // NEWOBJ_EX
    (u) => {
      const [called] = u.popAll(3);
      u.push(new Opaque(nameOf(called)));
    },
  ],
  [code('b'), (u) => void u.pop()], // BUILD: the state of an object, which is left aside
  [code('Q'), (u) => u.persistent(u.pop())],
  [code('0'), (u) => void u.pop()],
  [code('1'), (u) => void u.popMark()],
  [code('2'), (u) => u.push(u.top())],
]);
