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

/** The finite number at a path such as `factors[0].price`; undefined where there is none. */
export function getNumber(root: unknown, path: string): number | undefined {
  const value = valueAt(root, parsePath(path) ?? [])
  return Number.isFinite(value) ? (value as number) : undefined
}
