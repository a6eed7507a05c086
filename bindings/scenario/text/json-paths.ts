export type Segments = readonly (string | number)[]

/** `factors[0].price` as ['factors', 0, 'price']; undefined where the text is no path. */
export function parsePath(path: string): Segments | undefined {
  if (!/^[^.[\]]+(\.[^.[\]]+|\[\d+\])*$/.test(path)) return undefined
  return path.match(/[^.[\]]+/g)!.map((part, i) => (i > 0 && /^\d+$/.test(part) ? Number(part) : part))
}

export function formatPath(segments: readonly PropertyKey[]): string {
  return segments.reduce<string>((path, part) => {
    if (typeof part === 'number') return `${path}[${part}]`
    return path === '' ? String(part) : `${path}.${String(part)}`
  }, '')
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(root: unknown, segments: readonly PropertyKey[]): unknown {
  return segments.reduce<unknown>((value, part) => {
    const own = typeof value === 'object' && value !== null && Object.hasOwn(value, part)
    return own ? (value as Record<PropertyKey, unknown>)[part] : undefined
  }, root)
}

/** A copy in which a value stands at a path; objects and lists on the way are made where there are none. Undefined where the path does not fit. */
export function withValueAt(root: unknown, segments: Segments, value: unknown): unknown {
  if (segments.length === 0) return value
  const [head, ...rest] = segments
  const parent = root ?? (typeof head === 'number' ? [] : {})
  if (typeof parent !== 'object' || Array.isArray(parent) !== (typeof head === 'number')) return undefined
  if (Array.isArray(parent) && (head as number) > parent.length) return undefined
  const inner = withValueAt(valueAt(parent, [head]), rest, value)
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
