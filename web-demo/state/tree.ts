/** Changes of plain JSON values by paths such as `factors[0].price`. */
import { parsePath, valueAt } from 'offcut/forms'

export function getAt(root: unknown, path: string): unknown {
  return path === '' ? root : valueAt(root, segmentsOf(path) ?? [path])
}

export function numberAt(root: unknown, path: string): number | undefined {
  const value = getAt(root, path)
  return Number.isFinite(value) ? (value as number) : undefined
}

const MOST_KNOWN = 2000
const known = new Map<string, ReturnType<typeof parsePath>>()

/** The parts of a path: the fields of the page ask for the same ones at every step of a drag. */
function segmentsOf(path: string): ReturnType<typeof parsePath> {
  let segments = known.get(path)
  if (segments === undefined && !known.has(path)) {
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(path, (segments = parsePath(path)))
  }
  return segments
}

/** A copy of `root` with `value` at a path; undefined removes what stands there. */
export function withAt<T>(root: T, path: string, value: unknown): T {
  const segments = segmentsOf(path)
  return segments === undefined ? root : (set(root, segments, value) as T)
}

function set(node: unknown, [head, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (head === undefined) return value
  const isObject = typeof node === 'object' && node !== null
  // biome-ignore lint/suspicious/noExplicitAny: a list or an object, of whichever keys
  const copy: any = Array.isArray(node) ? [...node] : isObject ? { ...node } : typeof head === 'number' ? [] : {}
  // A link may name any key; only own properties of plain data are ever set.
  if (head === '__proto__') return copy
  // An entry far behind the end of a list would leave a hole; it goes to the end, where the list says what is wrong.
  if (Array.isArray(copy) && typeof head === 'number' && head > copy.length) head = copy.length
  const inner = set(Object.hasOwn(copy, head) ? copy[head] : undefined, rest, value)
  if (inner === undefined && Array.isArray(copy)) copy.splice(head as number, 1)
  else if (inner === undefined) delete copy[head]
  else copy[head] = inner
  return copy
}

/** Every value that is no object or list (or is an empty one), by its path. */
export function leaves(root: unknown, path = ''): Map<string, unknown> {
  const isBranch = typeof root === 'object' && root !== null && Object.keys(root).length > 0
  if (!isBranch) return new Map([[path, root]])
  const all = new Map<string, unknown>()
  for (const [key, value] of Object.entries(root)) {
    // A key that is a path itself, as in `effects[waste.scale]`, stands in brackets.
    const inBrackets = Array.isArray(root) || (path !== '' && /[.[\]]/.test(key))
    const inner = inBrackets ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    for (const [leaf, leafValue] of leaves(value, inner)) all.set(leaf, leafValue)
  }
  return all
}

/** Removing every key of an entry leaves an empty one behind: takes it away, and what is empty then. @param keep paths of what is meant to be empty */
export function withoutEmpty<T>(tree: T, keep: { has(path: string): boolean } = new Set()): T {
  const empty = [...leaves(tree)]
    .filter(([path, value]) => typeof value === 'object' && value !== null && !keep.has(path))
    .map(([path]) => path)
  if (empty.length === 0) return tree
  return withoutEmpty(
    empty.reverse().reduce((next, path) => withAt(next, path, undefined), tree),
    keep,
  )
}
