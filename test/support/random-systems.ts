/** Systems at random, from a seed. */
import type { SystemInput } from '../../bindings/system/index.ts'
import { random } from './any-signs.ts'

type Demand = NonNullable<SystemInput['demands']>[number]
type EnterpriseInput = NonNullable<SystemInput['enterprises']>[number]

interface Draw {
  between: (low: number, high: number) => number
  chance: (share: number) => boolean
  pick: <T>(list: readonly T[]) => T
}

interface Size {
  enterprises: number
  materials: number
  regions: number
  tariffs?: boolean
  /** States of disruption. */
  states?: number
}

const KINDS = ['primary', 'waste', 'good', 'component', 'secondary', 'service', 'design', 'good'] as const

/**
 * 2 to 12 enterprises in 2 to 8 markets of 1 to 4 regions: curves of every form, prices of either sign, links with capacities, losses and
 * tariffs, enterprises that may leave or jump between plans, several of one kind, markets in which nothing is traded, states of disruption.
 */
export function randomSystem(seed: number): SystemInput {
  const draw = drawsOf(seed)
  const regions = draw.pick([1, 1, 2, 2, 3, 4])
  const materials = Math.max(1, Math.ceil(draw.between(1.01, 8) / regions))
  return systemOf(draw, {
    enterprises: Math.floor(draw.between(2, 12.99)),
    materials: regions === 1 ? Math.max(2, materials) : materials,
    regions,
    tariffs: draw.chance(0.25),
    states: draw.chance(0.3) ? 2 : 0,
  })
}

/** A system of this size. */
export function systemOfSize(seed: number, size: Size): SystemInput {
  return systemOf(drawsOf(seed), size)
}

/**
 * Enterprises that turn materials into one another in a ring: each buys one of five and sells the next, as output, recycled or as what is
 * left; some markets have curves of their own, others none. In half of the draws the ring yields so much that its materials cost nothing.
 */
export function ringSystem(seed: number, count = 24, kinds = 5): SystemInput {
  const { between, chance, pick } = drawsOf(seed)
  const rich = chance(0.5)
  const materials = Array.from({ length: kinds }, (_, i) => ({ name: `material ${i}`, kind: KINDS[i % KINDS.length] }))
  const place = (i: number) => ({ material: materials[i % kinds].name, region: 'park' })
  const enterprises = Array.from({ length: count }, (_, i): EnterpriseInput => {
    const exit = chance(0.3)
    const sold = rich && chance(0.9) ? 'output' : pick(['output', 'output', 'output', 'additionalOutput', 'discharged'] as const)
    const elasticity = rich ? between(0.4, 0.8) : between(0.3, 0.85)
    return {
      name: `enterprise ${i}`,
      region: 'park',
      count: rich ? 1 : pick([1, 1, 1, 5, 0.3]),
      exit,
      level: pick([0.2, 0.6, 0.9]),
      scenario: {
        factors: [
          { price: between(0.3, 2), costExponent: !rich && chance(0.3) ? 1.3 : 1, lower: 1e-3, upper: !rich && chance(0.3) ? 100 : 1e6 },
        ],
        production: { scale: rich ? between(5, 20) : between(2, 20), elasticities: [elasticity], price: between(0.5, 2) },
        ...(sold !== 'output' && {
          // Waste that grows less than output lets the best plan jump.
          waste: { scale: between(0.5, 5), elasticities: [elasticity * between(0.3, 1.2)], disposalCost: between(0, 1) },
          recycling: { yield: 0.8, exponent: chance(0.3) ? 0.7 : 1, price: 1, processingCost: 0.2 },
        }),
        fixedCost: exit ? between(1, 30) : 0,
      },
      ports: { 'factors[0]': { material: place(i).material }, [sold]: { material: place(i + 1).material } },
    }
  })
  const curve = (i: number, intercept: number) => ({ ...place(i), curve: 'linear' as const, intercept, slope: between(0.002, 0.02) })
  const places = materials.map((_, i) => i)
  return {
    regions: ['park'],
    materials,
    enterprises,
    demands: places.filter((i) => i === 0 || chance(0.6)).map((i) => ({ name: `demand ${i}`, ...curve(i, between(2, 4)) })),
    supplies: places.filter((i) => i === 1 || chance(0.6)).map((i) => ({ name: `supply ${i}`, ...curve(i, between(0.2, 1.5)) })),
  }
}

function drawsOf(seed: number): Draw {
  const next = random(seed)
  return {
    between: (low, high) => low + (high - low) * next(),
    chance: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)],
  }
}

function systemOf(draw: Draw, size: Size): SystemInput {
  const { chance, between, pick } = draw
  const regions = Array.from({ length: size.regions }, (_, i) => `region ${i}`)
  const materials = Array.from({ length: size.materials }, (_, i) => ({ name: `material ${i}`, kind: KINDS[i % KINDS.length] }))
  const places = materials.flatMap(({ name, kind }) => regions.map((region) => ({ material: name, region, kind })))
  const enterprises = Array.from({ length: size.enterprises }, (_, i) => enterpriseOf(draw, i, materials, pick(regions)))
  const supplies = places.flatMap(({ kind, ...place }, i) => (kind === 'waste' && chance(0.6) ? [] : [supplyOf(draw, i, place)]))
  // So that everybody finds what he cannot do without.
  places.forEach(({ kind: _, ...place }, i) =>
    supplies.push({ name: `last resort ${i}`, ...place, curve: 'linear', intercept: between(10, 20), slope: 0.1 }),
  )
  const demands: Demand[] = places.map(({ kind, ...place }, i) => demandOf(draw, i, place, kind === 'waste'))
  places.forEach(({ kind: _, ...place }, i) => {
    if (chance(0.3)) demands.push({ name: `dump ${i}`, ...place, curve: 'fixed', price: -between(1, 3), capacity: null })
  })
  const links = materials.flatMap(({ name }) =>
    regions.flatMap((from) =>
      regions
        .filter((to) => to !== from && chance(Math.min(0.5, 3 / regions.length)))
        .map((to) => ({
          name: `${name}, ${from} to ${to}`,
          material: name,
          from,
          to,
          cost: between(0.02, 0.5),
          ...(size.tariffs && chance(0.5) && { tariff: between(0, 0.4) }),
          capacity: chance(0.4) ? between(5, 50) : null,
          loss: chance(0.3) ? 0.1 : 0,
        })),
    ),
  )
  const disruptions = statesOf(draw, size.states ?? 0, { links: links.length, supplies: supplies.length, enterprises: enterprises.length })
  return { regions, materials, enterprises, supplies, demands, links, ...(disruptions.length > 0 && { disruptions }) }
}

function enterpriseOf({ between, chance, pick }: Draw, i: number, materials: readonly { name: string }[], region: string): EnterpriseInput {
  const hasWaste = chance(0.5)
  const exit = chance(0.3)
  const factors = chance(0.25) ? 2 : 1
  const elasticities = Array.from({ length: factors }, () => between(0.3, 0.9) / factors)
  const wide = chance(0.15)
  const port = () => ({ material: pick(materials).name, handling: chance(0.2) ? 0.1 : 0 })
  return {
    name: `enterprise ${i}`,
    region,
    count: pick([1, 1, 1, 5, 40, 0.3]),
    exit,
    level: hasWaste ? pick([0, 0.2, 0.9]) : 0,
    scenario: {
      factors: elasticities.map(() => ({
        price: between(0.3, 2),
        costExponent: chance(0.3) ? 1.3 : 1,
        lower: 1e-3,
        upper: chance(0.3) ? 100 : 1e6,
      })),
      production: { scale: between(2, 20), elasticities, price: between(0.5, 2) },
      ...(hasWaste && {
        waste: {
          scale: wide ? between(1, 5) : between(0.05, 1),
          // Waste that grows less than output lets the best plan jump.
          elasticities: elasticities.map((each) => each * (wide ? between(0.2, 0.5) : between(0.5, 1.2))),
          disposalCost: between(0, 1),
        },
        recycling: { yield: 0.8, exponent: chance(0.3) ? 0.7 : 1, price: 1, processingCost: 0.2 },
      }),
      fixedCost: exit ? between(1, 30) : 0,
    },
    ports: {
      ...(chance(0.8) && { output: port() }),
      ...(chance(0.6) && { 'factors[0]': port() }),
      ...(factors === 2 && chance(0.4) && { 'factors[1]': port() }),
      ...(hasWaste && chance(0.8) && { discharged: port() }),
      ...(hasWaste && chance(0.3) && { additionalOutput: port() }),
    },
  }
}

type Place = { material: string; region: string }

function supplyOf({ between, chance }: Draw, i: number, place: Place) {
  const price = between(0.5, 3)
  const named = { name: `supply ${i}`, ...place }
  // Now and then dearer than anybody pays.
  const dear = chance(0.1) ? 6 : 1
  if (chance(0.5))
    return { ...named, curve: 'linear' as const, intercept: dear * between(0, price), slope: (dear * price) / between(30, 500) }
  if (chance(0.4)) return { ...named, curve: 'constantElasticity' as const, price, quantity: between(20, 300), elasticity: between(0.3, 2) }
  return { ...named, curve: 'fixed' as const, price: dear * price, capacity: between(10, 200) }
}

function demandOf({ between, chance }: Draw, i: number, place: Place, isWaste: boolean) {
  const price = between(0.5, 3)
  const named = { name: `demand ${i}`, ...place }
  if (isWaste) {
    return chance(0.5)
      ? { ...named, curve: 'fixed' as const, price: -between(0, 1), capacity: null }
      : { ...named, curve: 'linear' as const, intercept: between(-0.5, 1), slope: price / between(30, 500) }
  }
  if (chance(0.5)) return { ...named, curve: 'linear' as const, intercept: 2 * price, slope: price / between(30, 500) }
  if (chance(0.7)) return { ...named, curve: 'constantElasticity' as const, price, quantity: between(30, 500), elasticity: between(0.4, 2) }
  return { ...named, curve: 'fixed' as const, price, capacity: between(20, 300) }
}

function statesOf({ between, pick }: Draw, count: number, lengths: Record<'links' | 'supplies' | 'enterprises', number>) {
  const lists = Object.entries(lengths).filter(([, length]) => length > 0)
  return Array.from({ length: count }, (_, i) => {
    const [list, length] = pick(lists)
    return { name: `state ${i}`, probability: 0.1, shares: { [`${list}[${Math.floor(between(0, length))}]`]: pick([0, 0.3, 0.5]) } }
  })
}
