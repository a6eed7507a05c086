/** What moves between enterprises and markets in an equilibrium, as nodes and ribbons of a picture. */
import { known } from '../../known.ts'
import type { Kind, Material, PortName, System, SystemResult } from 'offcut/system'
import { entriesOf } from '../../../bindings/typed.ts'

export type NodeKind = 'supply' | 'enterprise' | 'market' | 'demand'

export interface Place {
  id: string
  kind: NodeKind
  name: string
  /** Of a market. */
  material?: string
  region: string
  /** Of a market, where the equilibrium has one. */
  price?: number
  /** Of one enterprise. */
  profit?: number
  operating?: number
}

export interface Ribbon {
  id: string
  from: string
  to: string
  material: string
  kind: Kind
  /** Units a year. */
  quantity: number
  price: number
  /** Position in the document's links, where it is one. */
  link?: number
}

export interface Network {
  places: Place[]
  ribbons: Ribbon[]
}

const marketId = (material: string, region: string) => `${material}@${region}`

/** Quantity through a port of one enterprise: what its price multiplies in the profit. */
function throughPort(
  port: PortName,
  optimum: NonNullable<SystemResult['enterprises'][string]['optimum']>,
  exponents: readonly number[],
): number {
  if (port === 'factors[0]' || port === 'factors[1]') {
    const i = port === 'factors[0]' ? 0 : 1
    return optimum.factors[i] ** exponents[i]
  }
  return optimum[port]
}

export function networkOf(system: System, result: SystemResult): Network {
  const kinds = new Map<string, Material>(system.materials.map((material) => [material.name, material]))
  const places = new Map<string, Place>()
  const ribbons: Ribbon[] = []
  const market = (material: string, region: string) => {
    const id = marketId(material, region)
    if (!places.has(id)) places.set(id, { id, kind: 'market', name: material, material, region, price: result.prices[id] })
    return id
  }
  const ribbon = (from: string, to: string, material: string, region: string, quantity: number, link?: number) =>
    ribbons.push({
      id: `${from}>${to}>${material}${link === undefined ? '' : `>${link}`}`,
      from,
      to,
      material,
      kind: known(kinds.get(material)).kind,
      quantity,
      price: result.prices[marketId(material, region)],
      ...(link !== undefined && { link }),
    })
  system.supplies.forEach(({ name, material, region }) => {
    const id = `supply ${name}`
    places.set(id, { id, kind: 'supply', name, region })
    ribbon(id, market(material, region), material, region, result.supplies[name].quantity)
  })
  system.enterprises.forEach((enterprise) => {
    const { name, region, ports, count, scenario } = enterprise
    const { operating, optimum, plans } = result.enterprises[name]
    const id = `enterprise ${name}`
    places.set(id, { id, kind: 'enterprise', name, region, operating, profit: optimum?.profit })
    const exponents = scenario.factors.map(({ costExponent }) => costExponent)
    for (const [port, own] of entriesOf(ports)) {
      // Where several plans are used, each counts by its share.
      const used = plans?.map(({ share, optimum: plan }) => count * share * throughPort(port, plan, exponents))
      const quantity = used ? used.reduce((sum, each) => sum + each, 0) : optimum ? operating * throughPort(port, optimum, exponents) : 0
      const at = market(own.material, region)
      if (port.startsWith('factors')) ribbon(at, id, own.material, region, quantity)
      else ribbon(id, at, own.material, region, quantity)
    }
  })
  system.links.forEach(({ material, from, to }, index) => {
    const flow = result.flows[index]
    ribbon(market(material, from), market(material, to), material, from, flow.quantity, index)
  })
  system.demands.forEach(({ name, material, region }) => {
    const id = `demand ${name}`
    places.set(id, { id, kind: 'demand', name, region })
    ribbon(market(material, region), id, material, region, result.demands[name].quantity)
  })
  return { places: [...places.values()], ribbons }
}

/** A ribbon that would lead back to where its material came from ends at a place of the same name, so that all ribbons run one way. */
export function withoutCycles({ places, ribbons }: Network): Network {
  const leaving = new Map<string, Ribbon[]>()
  for (const ribbon of ribbons) leaving.set(ribbon.from, [...(leaving.get(ribbon.from) ?? []), ribbon])
  const back = new Set<Ribbon>()
  const state = new Map<string, 'open' | 'done'>()
  const visit = (id: string) => {
    state.set(id, 'open')
    for (const ribbon of leaving.get(id) ?? []) {
      const there = state.get(ribbon.to)
      if (there === 'open') back.add(ribbon)
      else if (there === undefined) visit(ribbon.to)
    }
    state.set(id, 'done')
  }
  for (const { id } of places) if (!state.has(id)) visit(id)
  const ghosts = [...new Set([...back].map(({ to }) => to))].map((id) => {
    const place = known(places.find((each) => each.id === id))
    return { ...place, id: ghostOf(id) }
  })
  return {
    places: [...places, ...ghosts],
    ribbons: ribbons.map((ribbon) => (back.has(ribbon) ? { ...ribbon, to: ghostOf(ribbon.to) } : ribbon)),
  }
}

const GHOST = '↩ '
const ghostOf = (id: string) => GHOST + id
export const isGhost = (id: string) => id.startsWith(GHOST)
