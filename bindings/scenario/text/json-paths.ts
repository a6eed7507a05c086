import { existing } from '../../errors.ts'

export type Segments = readonly (string | number)[]

/**
 * `factors[0].price` as ['factors', 0, 'price'], and `effects[factors[0].price]` as ['effects', 'factors[0].price']: a bracket that
 * holds no number holds a key, up to the matching bracket. Undefined where the text is no path.
 */
export function parsePath(path: string): Segments | undefined {
  const segments: (string | number)[] = []
  for (let i = 0; i < path.length; ) {
    if (path[i] === '[') {
      const end = matchingBracket(path, i)
      const inner = path.slice(i + 1, end)
      if (segments.length === 0 || end < 0 || inner === '') return undefined
      segments.push(/^\d+$/.test(inner) ? Number(inner) : inner)
      i = end + 1
    } else {
      if ((path[i] === '.') !== segments.length > 0) return undefined
      const key = /^\.?([^.[\]]+)/.exec(path.slice(i))
      if (key === null) return undefined
      segments.push(key[1])
      i += key[0].length
    }
  }
  return segments.length > 0 ? segments : undefined
}

/** Where the bracket that opens at `start` closes; −1 where it does not. */
function matchingBracket(path: string, start: number): number {
  for (let i = start, depth = 0; i < path.length; i++) {
    if (path[i] === '[') depth++
    if (path[i] === ']' && --depth === 0) return i
  }
  return -1
}

export function formatPath(segments: readonly PropertyKey[]): string {
  return segments.reduce<string>((path, part) => {
    if (typeof part === 'number') return `${path}[${part}]`
    const key = String(part)
    // A key that is a path itself.
    if (path !== '' && /[.[\]]/.test(key)) return `${path}[${key}]`
    return path === '' ? key : `${path}.${key}`
  }, '')
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(root: unknown, segments: readonly PropertyKey[]): unknown {
  return segments.reduce<unknown>((value, part) => {
    const own = typeof value === 'object' && value !== null && Object.hasOwn(value, part)
    return own ? (value as Record<PropertyKey, unknown>)[part] : undefined
  }, root)
}

/** What stands at a path such as `factors[0].price`; undefined where nothing does. */
export function valueOf(root: unknown, path: string): unknown {
  return valueAt(root, segmentsOf(path))
}

/** The segments of a path of the library's own making, or one that has been checked. @throws Error where it is no path. */
export function segmentsOf(path: string): Segments {
  return existing(parsePath(path), `the path ${path}`)
}

/** A copy in which a value stands at a path; objects and lists on the way are made where there are none. Undefined where the path does not fit. */
export function withValueAt<Root>(root: Root, segments: Segments, value: unknown): Root | undefined {
  // With other values it is still what it was: a checked one is to be checked again.
  return replaced(root, segments, value) as Root | undefined
}

function replaced(root: unknown, segments: Segments, value: unknown): unknown {
  if (segments.length === 0) return value
  const [head, ...rest] = segments
  const parent = root ?? (typeof head === 'number' ? [] : {})
  if (typeof parent !== 'object' || Array.isArray(parent) !== (typeof head === 'number')) return undefined
  if (Array.isArray(parent) && (head as number) > parent.length) return undefined
  const inner = replaced(valueAt(parent, [head]), rest, value)
  if (inner === undefined) return undefined
  if (Array.isArray(parent)) return Object.assign([...parent], { [head]: inner })
  return { ...parent, [head]: inner }
}

/** The finite number at a path such as `factors[0].price`; undefined where there is none. */
export function getNumber(root: unknown, path: string): number | undefined {
  return numberOf(valueAt(root, parsePath(path) ?? []))
}

/** The value where it is a finite number. */
export function numberOf(value: unknown): number | undefined {
  return Number.isFinite(value) ? (value as number) : undefined
}

/** Length of the list at a path, and 0 where there is no list. */
export function lengthAt(scenario: unknown, path: string): number {
  const list = valueOf(scenario, path)
  return Array.isArray(list) ? list.length : 0
}
