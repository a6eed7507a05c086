/** Lists of numbers in any form: arrays, and typed arrays such as those of a surface. */

/** A part of a scenario whose lists of numbers may be typed arrays. */
export type WithTypedArrays<T> = T extends number[]
  ? ArrayLike<number>
  : T extends object
    ? { [Key in keyof T]: WithTypedArrays<T[Key]> }
    : T

// No list stands deeper than sweep.axes[0].points[0]; the bound also ends the walk through an object that contains itself.
const DEEPEST = 5

/** The value with plain arrays in place of typed ones; what has none is returned as it is. */
export function withPlainArrays(value: unknown, depth = DEEPEST): unknown {
  if (ArrayBuffer.isView(value)) return value instanceof DataView ? value : Array.from(value as Float64Array)
  if (!isObject(value) || depth === 0 || (Array.isArray(value) && !value.some(isObject))) return value
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => withPlainArrays(item, depth - 1))
    return items.every((item, i) => item === value[i]) ? value : items
  }
  const entries = Object.entries(value)
  const plain = entries.map(([key, item]) => [key, withPlainArrays(item, depth - 1)] as const)
  if (plain.every(([, item], i) => item === entries[i][1])) return value
  return Object.fromEntries(plain)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
