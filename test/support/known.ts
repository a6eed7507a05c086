/** What must be there for a test to go on. */
export function known<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error(`expected a value, not ${value}`)
  return value
}
