/**
 * Reads HDF5 as h5py writes it, also with `libver='latest'`: groups, datasets, and texts as attributes. What else there is
 * (shared types, datasets that grow, other filters) ends in a sentence that names the object. No library: those that there
 * are bring megabytes of WebAssembly, which a page's policy may forbid, or follow whatever a damaged file names, for ever.
 *
 * Source: The HDF Group, HDF5 File Format Specification, version 3.0.
 */
import { DEEPEST_JSON, MOST_TENSORS } from '../../core/limits.js';
import type { Fault } from '../file-error.js';
import { Hdf5Bytes } from './bytes.js';
import { dataspaceAt, attributeAt, datatypeAt, type Attribute } from './values.js';
import { valuesOf } from './dataset.js';
import { MESSAGE, messagesAt, type Message } from './header.js';
import { heaped, linksIn } from './links.js';

/** Throws what `fault` makes of a file that cannot be followed. */
export function openHdf5(buffer: ArrayBuffer, fault: Fault): Hdf5Group {
  const bytes = new Hdf5Bytes(buffer, fault);
  return new Hdf5Group(bytes, rootOf(bytes), '');
}

function rootOf(bytes: Hdf5Bytes): number {
  const place = 'the beginning of HDF5 (its superblock)';
  const version = bytes.number(8, 1, place);
  const isFirst = version < 2;
  if (version > 3) throw bytes.fault(place, 'one of version 0 to 3', `${version}`);
  const [offsets, lengths] = isFirst ? [13, 14] : [9, 10];
  const sizes = [offsets, lengths].map((at) => bytes.number(at, 1, place));
  if (sizes.some((size) => size !== 8))
    throw bytes.fault(
      place,
      'addresses of 8 bytes',
      `${sizes.join(' and ')}: the file is damaged, or of a rare writer`,
    );
  return bytes.number(isFirst ? (version === 0 ? 64 : 68) : 36, 8, place);
}

export interface Hdf5Dataset {
  /** As safetensors calls it, or `text`, `texts`, `other`. */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly values: () => Promise<Uint8Array<ArrayBuffer>>;
}

export class Hdf5Group {
  private readonly messages: readonly Message[];
  private readonly links: ReadonlyMap<string, number>;

  constructor(
    private readonly bytes: Hdf5Bytes,
    at: number,
    /** What is before the names of its objects. */
    readonly path: string,
  ) {
    this.messages = messagesAt(bytes, at, this.place);
    this.links = linksIn(bytes, this.messages, this.place);
  }

  private get place(): string {
    return this.path || 'the root';
  }

  get names(): readonly string[] {
    return [...this.links.keys()];
  }

  /** The texts of an attribute; where there are too many for one, of all its parts. `undefined` where there is none. */
  texts(name: string): readonly string[] | undefined {
    const all = attributesIn(this.bytes, this.messages, this.place);
    const one = all.get(name);
    if (one) return one.texts();
    const parts: string[] = [];
    for (let n = 0; all.has(`${name}${n}`); n++) parts.push(...all.get(`${name}${n}`)!.texts());
    return parts.length ? parts : undefined;
  }

  /** The group or dataset of a name or path. */
  get(path: string): Hdf5Group | Hdf5Dataset | undefined {
    const [name = '', ...rest] = path.split('/').filter(Boolean);
    const at = this.links.get(name);
    if (at === undefined) return undefined;
    const found = this.objectAt(at, name);
    if (!rest.length) return found;
    return found instanceof Hdf5Group ? found.get(rest.join('/')) : undefined;
  }

  group(path: string): Hdf5Group | undefined {
    const found = this.get(path);
    return found instanceof Hdf5Group ? found : undefined;
  }

  /** All datasets below, by their paths from here. Throws where there are too many, or too deep. */
  datasets(): ReadonlyMap<string, Hdf5Dataset> {
    const found = new Map<string, Hdf5Dataset>();
    const collect = (group: Hdf5Group, depth: number): void => {
      if (depth > DEEPEST_JSON)
        throw this.bytes.fault(group.place, `groups nested at most ${DEEPEST_JSON} deep`, 'more');
      for (const name of group.names) {
        const object = group.get(name);
        if (object instanceof Hdf5Group) collect(object, depth + 1);
        else if (object) found.set(`${group.path}${name}`.slice(this.path.length), object);
        if (found.size > MOST_TENSORS) throw this.bytes.fault(this.place, `at most ${MOST_TENSORS} datasets`, 'more');
      }
    };
    collect(this, 0);
    return found;
  }

  private objectAt(at: number, name: string): Hdf5Group | Hdf5Dataset {
    const path = this.path + name;
    const messages = messagesAt(this.bytes, at, path);
    const [space, type] = [MESSAGE.dataspace, MESSAGE.datatype].map((kind) =>
      messages.find((message) => message.type === kind),
    );
    if (!space || !type) return new Hdf5Group(this.bytes, at, `${path}/`);
    const datatype = datatypeAt(this.bytes, type.at, path);
    const shape = dataspaceAt(this.bytes, space.at, path);
    return { dtype: datatype.name, shape, values: () => valuesOf(this.bytes, messages, datatype, shape, path) };
  }
}

function attributesIn(bytes: Hdf5Bytes, messages: readonly Message[], place: string): ReadonlyMap<string, Attribute> {
  const found = new Map<string, Attribute>();
  const add = (at: number, size: number): void => {
    const attribute = attributeAt(bytes, at, size, place);
    found.set(attribute.name, attribute);
  };
  for (const message of messages) {
    if (message.type === MESSAGE.attribute) add(message.at, message.size);
    if (message.type === MESSAGE.attributeInfo) heaped(bytes, message, place, add);
  }
  return found;
}
