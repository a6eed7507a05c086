import type { Mapping } from 'offcut/studies'

export const ROLES = ['output', 'first', 'second', 'waste', 'recycled', 'additional', 'year'] as const
type Role = (typeof ROLES)[number]

/** Which column is what, and how to estimate. */
export type Roles = Partial<Record<Role, string>> & { constantReturns?: boolean; trend?: boolean }

const WORDS: Record<Role, RegExp> = {
  year: /^(year|years|time|jahr|date)$/i,
  output: /output|product|production|value|ertrag|produkt/i,
  additional: /additional|second product|by-?product|nebenprodukt/i,
  recycled: /recycled|recycling|verwertet/i,
  waste: /waste|abfall|residue/i,
  first: /capital|kapital|resource|input|material/i,
  second: /labou?r|arbeit|worker|hours|energy/i,
}

/** By their names; what is left over is a resource. */
export function guess(names: readonly string[]): Roles {
  const roles: Roles = {}
  const left = new Set(names)
  const take = (role: Role, name: string | undefined) => {
    if (name === undefined) return
    roles[role] = name
    left.delete(name)
  }
  for (const role of ['year', 'additional', 'recycled', 'waste', 'output', 'first', 'second'] as const)
    take(
      role,
      [...left].find((name) => WORDS[role].test(name)),
    )
  if (!roles.output) take('output', [...left][0])
  if (!roles.first) take('first', [...left][0])
  return roles
}

/** A role is estimated where the columns that it needs are there. */
export function mappingOf({ output, first, second, waste, recycled, additional, year, constantReturns, trend }: Roles): Mapping {
  return {
    factors: [first, second].filter((name) => name !== undefined),
    ...(output && { output }),
    ...(waste && { waste }),
    ...(recycled && additional && { recycled, additional }),
    ...(year && { year }),
    ...(constantReturns && output && { constantReturns }),
    ...(trend && year && output && { trend }),
  }
}
