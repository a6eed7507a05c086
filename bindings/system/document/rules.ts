/** Rules of a system that join several parts. They skip what has no right form: the schema has said so already. */
import { closest, distance } from 'fastest-levenshtein'
import type { Problem } from '../../errors.ts'
import { valueAt } from '../../scenario/text/json-paths.ts'

type Item = Record<string, unknown>
type Say = (path: string, value: unknown, expected: string, fix: string) => void

const LISTS = ['enterprises', 'supplies', 'demands', 'links', 'materials'] as const

export function checkSystem(value: unknown): Problem[] {
  const problems: Problem[] = []
  const say: Say = (path, given, expected, fix) => void problems.push({ path, value: given, expected, fix })
  const known = { region: textsOf(valueAt(value, ['regions'])), material: textsOf(valueAt(value, ['materials']), 'name') }
  checkNames(value, say)
  const expectName = (what: 'region' | 'material', path: string, name: unknown) => {
    if (typeof name === 'string' && !known[what].includes(name))
      say(path, name, `one of the ${what}s of the system: ${known[what].join(', ') || 'none'}`, suggestion(name, known[what], what))
  }
  itemsOf(value, 'enterprises').forEach((enterprise, i) => {
    const path = `enterprises[${i}]`
    expectName('region', `${path}.region`, enterprise.region)
    if (!isItem(enterprise.ports)) return
    for (const [name, port] of Object.entries(enterprise.ports)) {
      if (isItem(port)) expectName('material', `${path}.ports.${name}.material`, port.material)
    }
  })
  for (const kind of ['supplies', 'demands'] as const) {
    itemsOf(value, kind).forEach((curve, i) => {
      expectName('region', `${kind}[${i}].region`, curve.region)
      expectName('material', `${kind}[${i}].material`, curve.material)
    })
  }
  itemsOf(value, 'links').forEach((link, i) => {
    const path = `links[${i}]`
    expectName('material', `${path}.material`, link.material)
    expectName('region', `${path}.from`, link.from)
    expectName('region', `${path}.to`, link.to)
    if (typeof link.from === 'string' && link.from === link.to)
      say(`${path}.to`, link.to, 'another region than that of departure', 'name the region of arrival, or remove the link')
  })
  checkDisruptions(value, known, say)
  const start = valueAt(value, ['horizon', 'start'])
  const end = valueAt(value, ['horizon', 'end'])
  if (typeof start === 'number' && typeof end === 'number' && start > end)
    say('horizon.end', end, `at least horizon.start, ${start}`, 'put the end after the start')
  return problems
}

/** Ports of an enterprise whose scenario is known. */
export function checkPorts(scenario: unknown, ports: unknown, path: string): Problem[] {
  if (!isItem(ports)) return []
  const factors = valueAt(scenario, ['factors'])
  if (!Array.isArray(factors)) return []
  return Object.entries(ports).flatMap(([name, port]): Problem[] => {
    const at = /^factors\[(\d)\]$/.exec(name)
    if (at === null) return []
    const factor: unknown = factors[Number(at[1])]
    const problem = { path: `${path}.ports.${name}`, value: port }
    if (factor === undefined)
      return [
        {
          ...problem,
          expected: `a factor of the scenario, which has ${factors.length}`,
          fix: 'remove the port, or add the factor to the scenario',
        },
      ]
    if (isItem(factor) && factor.volume !== undefined) {
      return [
        {
          ...problem,
          expected: 'a factor whose volume the enterprise chooses; this one is fixed by its volume',
          fix: `remove the port, or give ${path}.scenario.${name} lower and upper in place of volume`,
        },
      ]
    }
    return []
  })
}

function checkNames(value: unknown, say: Say): void {
  const regions = valueAt(value, ['regions'])
  if (Array.isArray(regions))
    checkUnique(
      regions.map((name, i) => [`regions[${i}]`, name]),
      say,
    )
  for (const list of LISTS)
    checkUnique(
      itemsOf(value, list).map(({ name }, i) => [`${list}[${i}].name`, name]),
      say,
    )
}

function checkUnique(named: [path: string, name: unknown][], say: Say): void {
  const first = new Map<unknown, string>()
  for (const [path, name] of named) {
    const before = first.get(name)
    if (typeof name === 'string' && before !== undefined)
      say(path, name, `a name of its own; ${before} has this one`, 'give it another name')
    else first.set(name, path)
  }
}

function checkDisruptions(value: unknown, known: { region: string[]; material: string[] }, say: Say): void {
  const given = valueAt(value, ['disruptions'])
  const independent = isItem(given)
  const states = independent ? given.states : given
  if (!Array.isArray(states)) return
  const at = independent ? 'disruptions.states' : 'disruptions'
  checkUnique(
    states.map((state, i) => [`${at}[${i}].name`, isItem(state) ? state.name : undefined]),
    say,
  )
  const probabilities = states.map((state) => (isItem(state) && typeof state.probability === 'number' ? state.probability : 0))
  const sum = probabilities.reduce((total, each) => total + each, 0)
  if (!independent && sum > 1 + 1e-12)
    say(
      at,
      probabilities,
      `probabilities whose sum is at most 1; it is ${sum}`,
      'lower them, or write { "independent": true, "states": [...] } where several may come together',
    )
  states.forEach((state, i) => {
    if (!isItem(state) || !isItem(state.shares)) return
    for (const element of Object.keys(state.shares))
      checkElement(value, `${at}[${i}].shares.${element}`, element, state.shares[element], known, say)
  })
}

function checkElement(
  value: unknown,
  path: string,
  element: string,
  share: unknown,
  known: { region: string[]; material: string[] },
  say: Say,
): void {
  const indexed = /^(links|supplies|demands|enterprises)\[(\d+)\]$/.exec(element)
  if (indexed !== null) {
    const length = itemsOf(value, indexed[1]).length
    if (Number(indexed[2]) >= length)
      say(
        path,
        share,
        `an element of the system; it has ${length} ${indexed[1]}`,
        length === 0 ? 'remove it' : `write ${indexed[1]}[${length - 1}] or a lower number`,
      )
    return
  }
  const market = element.startsWith('markets.') ? element.slice('markets.'.length) : undefined
  const split = market?.lastIndexOf('@') ?? -1
  if (market !== undefined && known.material.includes(market.slice(0, split)) && known.region.includes(market.slice(split + 1))) return
  say(
    path,
    share,
    'a share of links[i], supplies[i], demands[i], enterprises[i] or markets.material@region',
    'name an element of the system by its list and number, or a market by its name',
  )
}

function suggestion(name: string, options: readonly string[], what: string): string {
  if (options.length === 0) return `add it to ${what}s`
  const nearest = closest(name, options)
  return distance(name, nearest) <= Math.max(2, nearest.length / 2)
    ? `did you mean "${nearest}"?`
    : `write one of these, or add it to ${what}s`
}

function itemsOf(value: unknown, key: string): Item[] {
  const items = valueAt(value, [key])
  return Array.isArray(items) ? items.map((item) => (isItem(item) ? item : {})) : []
}

function textsOf(value: unknown, key?: string): string[] {
  if (!Array.isArray(value)) return []
  return value.map((item) => (key === undefined ? item : isItem(item) ? item[key] : undefined)).filter((name) => typeof name === 'string')
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
