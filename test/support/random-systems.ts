import type { SystemInput } from '../../bindings/system/index.ts'
import { random } from './any-signs.ts'

/** A system of 2 to 8 enterprises in 1 to 3 regions: curves of every form, links with capacities and losses, exits, waste that is sold. */
export function randomSystem(seed: number): SystemInput {
  const next = random(seed)
  const between = (low: number, high: number) => low + (high - low) * next()
  const chance = (share: number) => next() < share
  const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]
  const regions = ['a', 'b', 'c'].slice(0, 1 + Math.floor(next() * 3))
  const materials = (['primary', 'waste', 'good'] as const).slice(0, 1 + Math.floor(next() * 3)).map((kind) => ({ name: kind, kind }))
  const enterprises = Array.from({ length: 2 + Math.floor(next() * 7) }, (_, i) => {
    const elasticity = between(0.3, 0.9)
    const hasWaste = chance(0.5)
    const exit = chance(0.3)
    const port = () => ({ material: pick(materials).name, handling: chance(0.2) ? 0.1 : 0 })
    return {
      name: `enterprise ${i}`,
      region: pick(regions),
      count: chance(0.3) ? 5 : 1,
      exit,
      level: hasWaste ? pick([0, 0.2, 0.9]) : 0,
      scenario: {
        factors: [{ price: between(0.3, 2), costExponent: chance(0.3) ? 1.3 : 1, lower: 1e-3, upper: chance(0.3) ? 100 : 1e6 }],
        production: { scale: between(2, 20), elasticities: [elasticity], price: between(0.5, 2) },
        ...(hasWaste && {
          waste: { scale: between(0.05, 1), elasticities: [elasticity * between(0.5, 1.2)], disposalCost: between(0, 1) },
          recycling: { yield: 0.8, exponent: chance(0.3) ? 0.7 : 1, price: 1, processingCost: 0.2 },
        }),
        fixedCost: exit ? between(1, 30) : 0,
      },
      ports: {
        ...(chance(0.8) && { output: port() }),
        ...(chance(0.6) && { 'factors[0]': port() }),
        ...(hasWaste && { discharged: port() }),
      },
    }
  })
  const places = materials.flatMap(({ name }) => regions.map((region) => ({ material: name, region })))
  const demands = places.map((place, i) => {
    const price = between(0.5, 3)
    return chance(0.6)
      ? { name: `demand ${i}`, ...place, curve: 'linear' as const, intercept: 2 * price, slope: price / between(30, 500) }
      : {
          name: `demand ${i}`,
          ...place,
          curve: 'constantElasticity' as const,
          price,
          quantity: between(30, 500),
          elasticity: between(0.4, 2),
        }
  })
  const supplies = places.map((place, i) => {
    const price = between(0.5, 3)
    return chance(0.7)
      ? { name: `supply ${i}`, ...place, curve: 'linear' as const, intercept: between(0, price), slope: price / between(30, 500) }
      : { name: `supply ${i}`, ...place, curve: 'fixed' as const, price, capacity: between(10, 200) }
  })
  const links = materials.flatMap(({ name }) =>
    regions.flatMap((from) =>
      regions
        .filter((to) => to !== from && chance(0.5))
        .map((to) => ({
          name: `${name} ${from} ${to}`,
          material: name,
          from,
          to,
          cost: between(0, 0.5),
          capacity: chance(0.4) ? between(5, 50) : null,
          loss: chance(0.3) ? 0.1 : 0,
        })),
    ),
  )
  return { regions, materials, enterprises, supplies, demands, links }
}
