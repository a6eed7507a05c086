/** A Sankey diagram whose nodes and links have their places. */
import { tag } from './svg.ts'

export interface SankeyChart {
  kind: 'sankey'
  title: string
  nodes: SankeyNode[]
  links: SankeyLink[]
}

export interface SankeyNode {
  name: string
  /** What it is: another tone. */
  group: 'source' | 'market' | 'enterprise' | 'sink'
  x0: number
  x1: number
  y0: number
  y1: number
}

export interface SankeyLink {
  /** Numbers of nodes. */
  source: number
  target: number
  value: number
  label: string
  /** The middle of its ends, and its width. */
  y0: number
  y1: number
  width: number
}

/** What nodes and links are laid out in. */
export const SANKEY_SIZE = { width: 640, height: 360, margin: { left: 10, right: 90, top: 44, bottom: 12 } }

const TONES: Record<SankeyNode['group'], string> = { source: '#6c757d', market: '#3b6ea5', enterprise: '#b5651d', sink: '#4f8a4f' }

/** Pixels of a sign, and from line to line. */
const SIGN = 6
const LINE = 13

/** A name in lines of so many signs, broken between words and before @. */
function linesOf(name: string, signs: number): string[] {
  const lines = ['']
  for (const part of name.split(/(?= |@)/)) {
    const line = lines[lines.length - 1] + part
    if (line.length <= signs || line === part) lines[lines.length - 1] = line
    else lines.push(part.trim())
  }
  return lines
}

/** Lines around a height, on a ground of their own so that ribbons do not cross them. */
function label(lines: readonly string[], x: number, middle: number): string {
  const first = middle - (LINE * (lines.length - 1)) / 2
  const halo = { fill: '#222', stroke: '#fff', 'stroke-width': 3, 'stroke-opacity': 0.7, 'paint-order': 'stroke' }
  return lines
    .map((line, i) => tag('text', { x, y: first + LINE * i, 'dominant-baseline': 'middle', 'font-size': 11, ...halo }, line, true))
    .join('')
}

export function drawSankey({ title, nodes, links }: SankeyChart): string {
  const { width, height } = SANKEY_SIZE
  const ribbons = links.map(({ source, target, y0, y1, width: stroke, label }) => {
    const [from, to] = [nodes[source], nodes[target]]
    const middle = (from.x1 + to.x0) / 2
    const d = `M${from.x1.toFixed(1)},${y0.toFixed(1)}C${middle.toFixed(1)},${y0.toFixed(1)} ${middle.toFixed(1)},${y1.toFixed(1)} ${to.x0.toFixed(1)},${y1.toFixed(1)}`
    const attributes = { d, fill: 'none', stroke: TONES[from.group], 'stroke-opacity': 0.35, 'stroke-width': Math.max(1, stroke) }
    return tag('path', attributes, tag('title', {}, label, true))
  })
  const boxes = nodes.map(({ name, group, x0, x1, y0, y1 }) => {
    const box = { x: x0, y: y0, width: x1 - x0, height: Math.max(1, y1 - y0), fill: TONES[group] }
    return tag('rect', box, tag('title', {}, name, true))
  })
  const names = nodes.map(({ name, x1, y0, y1 }) => {
    const next = Math.min(width, ...nodes.filter((other) => other.x0 > x1).map((other) => other.x0))
    return label(linesOf(name, (next - x1 - 8) / SIGN), x1 + 4, (y0 + y1) / 2)
  })
  const heading = tag(
    'text',
    { x: width / 2, y: 20, 'text-anchor': 'middle', 'font-size': 14, 'font-weight': 600, fill: '#222' },
    title,
    true,
  )
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      'font-family': 'system-ui, "DejaVu Sans", Arial, sans-serif',
      role: 'img',
      'aria-label': title,
    },
    tag('rect', { x: 0, y: 0, width, height, fill: '#fff' }) + heading + [...ribbons, ...boxes, ...names].join(''),
  )
}
