/** As much of d3-sankey as is used here. */
declare module 'd3-sankey' {
  interface Node {
    x0: number
    x1: number
    y0: number
    y1: number
  }
  interface Link {
    source: Node
    target: Node
    value: number
    width: number
    y0: number
    y1: number
  }
  interface Graph {
    nodes: Node[]
    links: Link[]
  }
  interface Layout {
    (graph: { nodes: object[]; links: { source: number; target: number; value: number }[] }): Graph
    nodeWidth(width: number): Layout
    nodePadding(padding: number): Layout
    extent(extent: [[number, number], [number, number]]): Layout
    nodeAlign(align: unknown): Layout
  }
  export function sankey(): Layout
  export const sankeyLeft: unknown
}
