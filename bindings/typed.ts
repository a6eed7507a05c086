/** What the compiler cannot know of objects and lists: that an object has no other keys than those of its type. */

export function keysOf<T extends object>(object: T): (keyof T & string)[] {
  return Object.keys(object) as (keyof T & string)[]
}

type Entry<T> = { [Key in keyof T & string]-?: [key: Key, value: Exclude<T[Key], undefined>] }[keyof T & string]

/** Where a key may be left out, it is left out: it is not there as undefined. */
export function entriesOf<T extends object>(object: T): Entry<T>[] {
  return Object.entries(object) as Entry<T>[]
}

/** An object with one value a key. */
export function recordOf<Key extends string, Value>(keys: readonly Key[], valueOf: (key: Key, index: number) => Value): Record<Key, Value> {
  return Object.fromEntries(keys.map((key, i) => [key, valueOf(key, i)])) as Record<Key, Value>
}

export function isOneOf<T>(values: readonly T[], value: unknown): value is T {
  return (values as readonly unknown[]).includes(value)
}
