import type { Scenario } from '../../scenario/index.ts'

/** What differs between two scenarios and can be mixed freely: one path, or a part whose numbers belong together. */
export interface Player {
  name: string
  /** Every path that comes from the one scenario or the other, as one. */
  paths: (string | number)[][]
  values: [unknown, unknown]
}

type Segments = (string | number)[]

/** Sections that say nothing of the enterprise. */
const IGNORED = ['$schema', 'name', 'description', 'sweep', 'uncertainty', 'units']
/** Sections whose numbers belong together. */
const WHOLE = ['changes', 'horizon', 'dynamics', 'objective']
const BOUNDS = ['lower', 'upper', 'volume']

/** What differs between two scenarios, in the order of the first one's file. */
export function differencesOf(a: Scenario, b: Scenario): Player[] {
  const players = new Map<string, Segments[]>()
  for (const path of differingPaths(a, b, [])) {
    const group = groupOf(path, a, b)
    const key = JSON.stringify(group)
    players.set(key, [...(players.get(key) ?? []), path])
  }
  return [...players].map(([key, differing]) => playerOf(JSON.parse(key) as Segments, differing, a, b))
}

function differingPaths(a: unknown, b: unknown, path: Segments): Segments[] {
  if (isObject(a) && isObject(b) && Array.isArray(a) === Array.isArray(b) && !(Array.isArray(a) && a.length !== (b as unknown[]).length)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !saysNothing([...path, key]))
    return keys.flatMap((key) => {
      const part = Array.isArray(a) ? Number(key) : key
      return differingPaths((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], [...path, part])
    })
  }
  return Object.is(a, b) || (a === undefined && b === undefined) ? [] : [path]
}

/** Names, words and what is done with a scenario make no difference to the enterprise. */
function saysNothing(path: Segments): boolean {
  return (path.length === 1 && IGNORED.includes(String(path[0]))) || (path[0] === 'factors' && path[2] === 'name')
}

/** The part that a path moves with: itself, where its number can be mixed alone. */
function groupOf(path: Segments, a: Scenario, b: Scenario): Segments {
  const [section, index, key] = path
  if (WHOLE.includes(String(section))) return [section]
  if (section === 'transformation' && !sameLaw(a, b)) return [section]
  if (section === 'factors' && typeof index === 'number' && BOUNDS.includes(String(key))) return [section, index, 'bounds']
  return path
}

/** Of the same law, and of tables with as many knots. */
function sameLaw({ transformation: a }: Scenario, { transformation: b }: Scenario): boolean {
  const knots = (law: object) => ('times' in law ? (law.times as unknown[]).length : 0)
  return a !== undefined && b !== undefined && a.law === b.law && knots(a) === knots(b)
}

/** A part of which one path alone differs goes by that path. */
function playerOf(group: Segments, differing: Segments[], a: Scenario, b: Scenario): Player {
  const bounds = group.at(-1) === 'bounds'
  const paths = bounds ? BOUNDS.map((key) => [...group.slice(0, -1), key]) : [group]
  if (differing.length === 1) return { name: nameOf(differing[0]), paths, values: [at(a, differing[0]), at(b, differing[0])] }
  const part = (scenario: Scenario) =>
    bounds
      ? Object.fromEntries(paths.map((path) => [path.at(-1), at(scenario, path)]).filter(([, value]) => value !== undefined))
      : at(scenario, group)
  return { name: nameOf(group), paths, values: [part(a), part(b)] }
}

/** The first scenario with some of the players' values from the second. */
export function mixed(a: Scenario, b: Scenario, players: readonly Player[]): Scenario {
  const mixture = structuredClone(a)
  for (const path of players.flatMap(({ paths }) => paths)) {
    const holder = path
      .slice(0, -1)
      .reduce<Record<string | number, unknown>>(
        (part, key) => part[key] as Record<string | number, unknown>,
        mixture as unknown as Record<string, unknown>,
      )
    const value = at(b, path)
    const key = path[path.length - 1]
    if (value === undefined) delete holder[key]
    else holder[key] = structuredClone(value)
  }
  return mixture
}

function at(root: unknown, path: Segments): unknown {
  return path.reduce<unknown>((part, key) => (isObject(part) ? (part as Record<string | number, unknown>)[key] : undefined), root)
}

function nameOf(path: Segments): string {
  return path.reduce<string>((name, key) => (typeof key === 'number' ? `${name}[${key}]` : name === '' ? key : `${name}.${key}`), '')
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
