import { expect } from 'vitest'

/** Compares numbers by relative error, and all else exactly, wherever `expected` has a value; what is there beside it does not matter. */
export function expectClose(actual: unknown, expected: unknown, tolerance: (key: string) => number, path = ''): void {
  if (typeof expected === 'number') {
    const key = path.slice(path.lastIndexOf('.') + 1)
    expect(typeof actual, `${path} is ${String(actual)}`).toBe('number')
    expect(Math.abs((actual as number) - expected), `${path}: ${String(actual)} instead of ${expected}`).toBeLessThanOrEqual(
      tolerance(key) * Math.abs(expected),
    )
  } else if (typeof expected === 'object' && expected !== null) {
    expect(actual, path).toBeTypeOf('object')
    if (Array.isArray(expected)) expect((actual as unknown[]).length, `length of ${path}`).toBe(expected.length)
    for (const [key, value] of Object.entries(expected))
      expectClose((actual as Record<string, unknown>)[key], value, tolerance, `${path}.${key}`)
  } else expect(actual, path).toEqual(expected)
}
