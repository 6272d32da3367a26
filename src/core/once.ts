/** Things that are worked out when they are first asked for, and kept: what cannot change is counted once. */

/** Works something out once. */
export function once<T extends object>(workOut: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= workOut());
}

/** Works something out once for each object, and forgets it with the object. */
export function oncePer<Key extends object, T extends object>(workOut: (key: Key) => T): (key: Key) => T {
  const known = new WeakMap<Key, T>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = workOut(key)));
    return value;
  };
}
