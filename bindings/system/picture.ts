/** Who gives what to whom, laid out as a Sankey diagram. */
import { existing } from '../errors.ts'
import { SANKEY_SIZE, type SankeyChart, type SankeyNode } from '../studies/report/sankey.ts'
import { text } from '../studies/report/document.ts'
import type { SystemResult } from './solve.ts'
import { entryOf } from './document/entry.ts'

/** A system’s flows as a picture has them: who trades, and how much goes from one to another. */
export interface Flowchart {
  /** Enterprises, supplies, demands and markets. */
  nodes: { name: string; group: SankeyNode['group'] }[]
  /** By the numbers of nodes; no way leads back to where it came from. */
  links: { source: number; target: number; value: number; label: string }[]
}

/** Of the greatest flow: less is not drawn. */
const LEAST = 1e-6

/**
 * The flows of an equilibrium as a graph without cycles: where a flow would close one, as waste that returns does, its end is drawn anew.
 */
export function flowchartOf({ supplies, demands, enterprises, flows }: SystemResult): Flowchart {
  const edges: { from: string; to: string; value: number; label: string }[] = []
  const groups = new Map<string, SankeyNode['group']>()
  const node = (group: SankeyNode['group'], name: string) => {
    const key = `${group}:${name}`
    groups.set(key, group)
    return key
  }
  const flow = (from: string, to: string, value: number, market: string) =>
    void (value > 0 && edges.push({ from, to, value, label: `${nameOf(from)} → ${nameOf(to)}: ${text(value, 4)} of ${market}` }))
  for (const [name, { market, quantity }] of Object.entries(supplies)) {
    flow(node('source', name), node('market', market), quantity, market)
  }
  for (const [name, { market, quantity }] of Object.entries(demands)) {
    flow(node('market', market), node('sink', name), quantity, market)
  }
  for (const [name, { trades }] of Object.entries(enterprises)) {
    for (const { market, sells, quantity } of trades) {
      const [from, to] = sells ? [node('enterprise', name), node('market', market)] : [node('market', market), node('enterprise', name)]
      flow(from, to, quantity, market)
    }
  }
  for (const { material, from, to, quantity } of flows)
    flow(node('market', `${material}@${from}`), node('market', `${material}@${to}`), quantity, `${material}@${from}`)
  return withoutCycles(edges, groups)
}

function nameOf(key: string): string {
  return key.slice(key.indexOf(':') + 1)
}

function withoutCycles(
  edges: { from: string; to: string; value: number; label: string }[],
  groups: ReadonlyMap<string, SankeyNode['group']>,
): Flowchart {
  const most = edges.reduce((max, { value }) => Math.max(max, value), 0)
  const nodes: Flowchart['nodes'] = []
  const links: Flowchart['links'] = []
  const numbers = new Map<string, number>()
  const add = (key: string, name: string) => {
    nodes.push({ name, group: entryOf(groups, key) })
    return nodes.length - 1
  }
  const numberOf = (key: string) => {
    if (!numbers.has(key)) numbers.set(key, add(key, nameOf(key)))
    return entryOf(numbers, key)
  }
  const reaches = (from: number, to: number): boolean => {
    const seen = new Set<number>()
    const open = [from]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === to) return true
      if (seen.has(at)) continue
      seen.add(at)
      for (const { source, target } of links) if (source === at) open.push(target)
    }
    return false
  }
  // What differs by rounding alone keeps the order of the document.
  const rank = (value: number) => Number(value.toPrecision(9))
  for (const { from, to, value, label } of edges.toSorted((a, b) => rank(b.value) - rank(a.value))) {
    if (value < LEAST * most) continue
    const source = numberOf(from)
    const target = numberOf(to)
    links.push({ source, target: reaches(target, source) ? add(to, `↩ ${nameOf(to)}`) : target, value, label })
  }
  return { nodes, links }
}

/** The flowchart as a picture; undefined where nothing flows. */
export async function sankeyOf({ nodes, links }: Flowchart, title: string): Promise<SankeyChart | undefined> {
  if (links.length === 0) return undefined
  const { sankey, sankeyLeft } = await import('d3-sankey')
  const { width, height, margin } = SANKEY_SIZE
  const layout = sankey<Flowchart['nodes'][number], object>()
    .nodeWidth(12)
    .nodePadding(14)
    .nodeAlign(sankeyLeft)
    .extent([
      [margin.left, margin.top],
      [width - margin.right, height - margin.bottom],
    ])
  const laid = layout({
    nodes: nodes.map((node) => ({ ...node })),
    links: links.map(({ source, target, value }) => ({ source, target, value })),
  })
  return {
    kind: 'sankey',
    title,
    nodes: nodes.map((node, i) => {
      const { x0, x1, y0, y1 } = laid.nodes[i]
      return { ...node, x0: laidOut(x0), x1: laidOut(x1), y0: laidOut(y0), y1: laidOut(y1) }
    }),
    links: links.map((link, i) => {
      const { y0, y1, width: stroke } = laid.links[i]
      return { ...link, y0: laidOut(y0), y1: laidOut(y1), width: laidOut(stroke) }
    }),
  }
}

/** A number that the layout has set. */
function laidOut(place: number | undefined): number {
  return existing(place, 'a place of the flowchart')
}
