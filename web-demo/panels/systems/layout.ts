import { sankey, sankeyJustify, sankeyLinkHorizontal, type SankeyLink, type SankeyNode } from 'd3-sankey'
import { withoutCycles, type Network, type Place, type Ribbon } from './network.ts'

/** What the width of a ribbon is. */
export type Measure = 'quantity' | 'money'

type Node = SankeyNode<Place & { order: number }, Drawn>
interface Drawn {
  ribbon: Ribbon
  value: number
}

export interface Box extends Place {
  x: number
  y: number
  width: number
  height: number
}

export interface Band {
  ribbon: Ribbon
  path: string
  width: number
  /** Whether nothing moves there. */
  isIdle: boolean
}

export interface Picture {
  width: number
  height: number
  boxes: Box[]
  bands: Band[]
}

const PADDING = 26
const BOX = 12
/** Room that the words of the last column need to the right of it. */
const LABEL = 130
/** An idle ribbon is a hair, so that it can be seen and taken up again. */
const HAIR = 1.5
const ROOM = { top: 20, bottom: 14 }
const START_HEIGHT = 300
const MOST_HEIGHT = 900

const valueOf = (ribbon: Ribbon, measure: Measure) => (measure === 'quantity' ? ribbon.quantity : Math.abs(ribbon.quantity * ribbon.price))

/** Pixels a unit that a network needs to fill the usual height: kept while it changes, so that more is seen to be more. */
export function scaleFor(network: Network, measure: Measure): number {
  const values = valuesOf(network, measure, 0)
  const { nodes } = laidOut(network, values, 600, START_HEIGHT)
  return Math.min(...columnsOf(nodes).map((column) => (START_HEIGHT - PADDING * (column.length - 1)) / sumOf(column)))
}

/** The picture of a network at so many pixels a unit. */
export function pictureOf(whole: Network, measure: Measure, width: number, perUnit: number): Picture {
  const network = withoutCycles(whole)
  const values = valuesOf(network, measure, HAIR / perUnit)
  const { nodes } = laidOut(network, values, width, START_HEIGHT)
  const needed = Math.max(...columnsOf(nodes).map((column) => perUnit * sumOf(column) + PADDING * (column.length - 1)))
  const height = Math.min(MOST_HEIGHT, Math.max(80, needed))
  const graph = laidOut(network, values, width, height)
  const path = sankeyLinkHorizontal<Place & { order: number }, Drawn>()
  return {
    width,
    height: height + ROOM.top + ROOM.bottom,
    boxes: graph.nodes.map((node) => ({
      ...node,
      ...placeOf(node),
    })),
    bands: graph.links.map((link: SankeyLink<Place & { order: number }, Drawn>) => ({
      ribbon: link.ribbon,
      path: path(link) ?? '',
      width: Math.max(HAIR, link.width ?? 0),
      isIdle: valueOf(link.ribbon, measure) < HAIR / perUnit / 10,
    })),
  }
}

function valuesOf({ ribbons }: Network, measure: Measure, least: number): number[] {
  return ribbons.map((ribbon) => Math.max(valueOf(ribbon, measure), least, Number.MIN_VALUE))
}

function laidOut(network: Network, values: readonly number[], width: number, height: number) {
  const { places, ribbons } = withoutCycles(network)
  return (
    sankey<Place & { order: number }, Drawn>()
      .nodeId(({ id }) => id)
      .nodeAlign(sankeyJustify)
      .nodeWidth(BOX)
      .nodePadding(PADDING)
      // The order of the document: nothing changes places while quantities move.
      .nodeSort((a, b) => a.order - b.order)
      .extent([
        [4, ROOM.top],
        [width - LABEL, ROOM.top + height],
      ])({
      nodes: places.map((place, order) => ({ ...place, order })),
      links: ribbons.map((ribbon, i) => ({ source: ribbon.from, target: ribbon.to, value: values[i], ribbon })),
    })
  )
}

function columnsOf(nodes: readonly Node[]): Node[][] {
  const columns = new Map<number, Node[]>()
  for (const node of nodes) columns.set(layerOf(node), [...(columns.get(layerOf(node)) ?? []), node])
  return [...columns.values()]
}

/** Where a node has been laid. */
function placeOf({ x0 = 0, y0 = 0, x1 = 0, y1 = 0 }: Node): Omit<Box, keyof Place> {
  return { x: x0, y: y0, width: x1 - x0, height: Math.max(2, y1 - y0) }
}

const sumOf = (column: readonly Node[]) => column.reduce((sum, { value }) => sum + (value ?? 0), 0)

/** The column of a place, which the types leave out. */
const layerOf = (node: Node) => (node as Node & { layer: number }).layer
