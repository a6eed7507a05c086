/**
 * A path of an enterprise straight from the definition in docs/model.md, by other means than the integrator: quadrature and collocation of
 * Gauss on short panels, fixed steps of Runge and Kutta's fourth order for what is nonlinear. Best volumes come from `optima`.
 */

export type Values = Record<string, number>
type Law = Record<string, unknown> & { law: string }

export interface Change {
  parameter?: string
  parameters?: string[]
  growth?: number
  since?: number
  times?: number[]
  values?: number[]
  interpolation?: 'step' | 'linear' | 'smooth'
  scale?: number
  law?: string
  effects?: Record<string, number>
}

/** The level of a law and its derivative by time; `left` takes the limit from before at a kink. */
export function levelOf(law: Law, t: number): [level: number, slope: number] {
  const number = (key: string, otherwise?: number) => (law[key] as number | undefined) ?? otherwise ?? Number.NaN
  if (law.law === 'constant') return [number('level'), 0]
  if (law.law === 'table') return smooth(law.times as number[], law.levels as number[], t)
  const [s, slope] = shareOf(law.law, number, t)
  const from = number('from', 0)
  const rise = number('to', 1) - from
  return [from + rise * s, rise * slope]
}

function shareOf(law: string, number: (key: string) => number, t: number): [number, number] {
  if (law === 'linear' || law === 'smoothstep') {
    const duration = number('duration')
    const u = (t - number('start')) / duration
    if (u <= 0) return [0, 0]
    if (u >= 1) return [1, 0]
    return law === 'linear' ? [u, 1 / duration] : [u * u * (3 - 2 * u), (6 * u * (1 - u)) / duration]
  }
  if (law === 'exponential') {
    const u = (t - number('start')) / number('timescale')
    return u <= 0 ? [0, 0] : [-Math.expm1(-u), Math.exp(-u) / number('timescale')]
  }
  if (law === 'logistic') {
    const e = Math.exp(-(t - number('midpoint')) / number('timescale'))
    return [1 / (1 + e), e / (1 + e) ** 2 / number('timescale')]
  }
  if (law === 'gompertz') {
    const e = Math.exp(-(t - number('inflection')) / number('timescale'))
    return [Math.exp(-e), (Math.exp(-e) * e) / number('timescale')]
  }
  if (law !== 'bass') throw new Error(`no law ${law}`)
  const [p, q] = [number('innovation'), number('imitation')]
  const u = t - number('start')
  if (u <= 0) return [0, 0]
  const e = Math.exp(-(p + q) * u)
  const s = (1 - e) / (1 + (q / p) * e)
  return [s, (p + q * s) * (1 - s)]
}

/** Piecewise cubic interpolation that keeps the data's monotonicity: value and derivative. */
function smooth(times: number[], values: number[], t: number): [number, number] {
  const n = times.length
  if (n === 1 || t <= times[0]) return [values[0], 0]
  if (t >= times[n - 1]) return [values[n - 1], 0]
  const h = times.slice(1).map((time, k) => time - times[k])
  const secants = h.map((width, k) => (values[k + 1] - values[k]) / width)
  const slopeAt = (k: number) => {
    if (n === 2) return secants[0]
    if (k > 0 && k < n - 1) {
      if (secants[k - 1] * secants[k] <= 0) return 0
      const [w1, w2] = [2 * h[k] + h[k - 1], h[k] + 2 * h[k - 1]]
      return (w1 + w2) / (w1 / secants[k - 1] + w2 / secants[k])
    }
    const [h0, h1, m0, m1] = k === 0 ? [h[0], h[1], secants[0], secants[1]] : [h[n - 2], h[n - 3], secants[n - 2], secants[n - 3]]
    const slope = ((2 * h0 + h1) * m0 - h0 * m1) / (h0 + h1)
    if (Math.sign(slope) !== Math.sign(m0)) return 0
    return Math.sign(m0) !== Math.sign(m1) && Math.abs(slope) > 3 * Math.abs(m0) ? 3 * m0 : slope
  }
  const k = times.findIndex((_, j) => t < times[j + 1])
  const [d0, d1, m, width] = [slopeAt(k), slopeAt(k + 1), secants[k], h[k]]
  const s = t - times[k]
  const c = (3 * m - 2 * d0 - d1) / width
  const b = (d0 - 2 * m + d1) / width ** 2
  return [values[k] + s * (d0 + s * (c + s * b)), d0 + s * (2 * c + 3 * s * b)]
}

/** Times at which something of the scenario is not smooth, inside the horizon. */
export function breaksOf(law: Law, changes: Change[], start: number, end: number): number[] {
  const ofLaw = (each: Record<string, unknown>) => {
    if (each.law === 'table') return each.times as number[]
    if (each.start === undefined) return []
    return [each.start as number, (each.start as number) + ((each.duration as number | undefined) ?? 0)]
  }
  const all = [...ofLaw(law), ...changes.flatMap((change) => change.times ?? (change.law === undefined ? [] : ofLaw(change as never)))]
  return all.filter((t) => t > start && t < end)
}

/** The values of the parameters that `changes` move, at `t`; steps count from their time on, or with `left` from just after it. */
export function valuesAt(own: (path: string) => number, changes: Change[], t: number, horizonStart: number, left: boolean): Values {
  const values: Values = {}
  for (const { parameter, times, values: knots, interpolation, scale } of changes) {
    if (parameter === undefined || times === undefined || knots === undefined) continue
    values[parameter] = (scale ?? 1) * scheduled(times, knots, interpolation ?? 'step', t, left)
  }
  const multiply = (path: string, by: number) => {
    values[path] = (values[path] ?? own(path)) * by
  }
  for (const change of changes) {
    if (change.growth !== undefined)
      for (const path of change.parameters!) multiply(path, Math.exp(change.growth * (t - (change.since ?? horizonStart))))
    if (change.effects)
      for (const [path, factor] of Object.entries(change.effects)) multiply(path, 1 + levelOf(change as Law, t)[0] * (factor - 1))
  }
  return values
}

function scheduled(times: number[], values: number[], interpolation: string, t: number, left: boolean): number {
  if (interpolation === 'smooth') return smooth(times, values, t)[0]
  const reached = times.filter((time) => (left ? time < t : time <= t)).length
  if (reached === 0) return values[0]
  if (interpolation === 'step' || reached === times.length) return values[reached - 1]
  const u = (t - times[reached - 1]) / (times[reached] - times[reached - 1])
  return values[reached - 1] + u * (values[reached] - values[reached - 1])
}

/** Nodes and weights of Gauss on [0, 1], and the matrix of the integrals from 0 to each node of the polynomial through values at the nodes. */
export function gauss(count: number): { nodes: number[]; weights: number[]; matrix: number[][] } {
  const legendre = (x: number): [number, number] => {
    let [before, now] = [1, x]
    for (let k = 2; k <= count; k++) [before, now] = [now, ((2 * k - 1) * x * now - (k - 1) * before) / k]
    return [now, (count * (x * now - before)) / (x * x - 1)]
  }
  const roots = Array.from({ length: count }, (_, i) => {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (count + 0.5))
    for (let step = 0; step < 20; step++) {
      const [value, slope] = legendre(x)
      x -= value / slope
    }
    return x
  })
  const weightsOf = (x: number) => 1 / ((1 - x * x) * legendre(x)[1] ** 2)
  const nodes = roots.map((x) => (1 + x) / 2)
  const weights = roots.map(weightsOf)
  const lagrange = (j: number, u: number) =>
    nodes.reduce((product, node, k) => (k === j ? product : (product * (u - node)) / (nodes[j] - node)), 1)
  const matrix = nodes.map((to) => nodes.map((_, j) => nodes.reduce((sum, node, k) => sum + to * weights[k] * lagrange(j, to * node), 0)))
  return { nodes, weights, matrix }
}

/** Solves a small system by elimination with pivots. */
export function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]])
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows.slice(k).reduce((best, row, i) => (Math.abs(row[k]) > Math.abs(rows[best][k]) ? k + i : best), k)
    ;[rows[k], rows[pivot]] = [rows[pivot], rows[k]]
    for (let i = k + 1; i < rows.length; i++) {
      const factor = rows[i][k] / rows[k][k]
      for (let j = k; j < rows[i].length; j++) rows[i][j] -= factor * rows[k][j]
    }
  }
  const x = right.map(() => 0)
  for (let k = rows.length - 1; k >= 0; k--)
    x[k] = (rows[k][rows.length] - x.reduce((sum, value, j) => (j > k ? sum + rows[k][j] * value : sum), 0)) / rows[k][k]
  return x
}
