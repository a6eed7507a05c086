/** Values over the horizon from the definition of a path, and what an engine's path differs in. */
import type { Engine, Scenario, ScenarioInput } from '../../bindings/index.ts'
import { parseScenario } from '../../bindings/index.ts'
import { breaksOf, type Change, gauss, levelOf, solve, type Values, valuesAt } from './path-definition.ts'

const { nodes, weights, matrix } = gauss(8)

/** A time at which the enterprise is looked at; at a break also from before it. */
interface Moment {
  t: number
  left: boolean
}

interface Rates {
  level: number
  profit: number
  discharged: number
  investment: number
  capacity: number
}

/** One enterprise of the two that a path compares, at the nodes of all panels and at their ends. */
export interface Track {
  times: number[]
  npv: number[]
  discharged: number[]
  /** Profit at the end of each panel from the right, and the least and the greatest at any node or one-sided end. */
  profit: number[]
  level: number[]
  least: number
  greatest: number
}

const at = (scenario: object, path: string): number =>
  path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce((value: unknown, key) => (value as Record<string, unknown>)[key], scenario) as number

/** Flows and profit at given volumes, section 1 of the model. */
function flowsAt(own: (path: string) => number, values: Values, level: number, x: number[]): { profit: number; discharged: number } {
  const of = (path: string) => values[path] ?? own(path)
  const power = (scale: number, key: string) => x.reduce((product, volume, i) => product * volume ** of(`${key}[${i}]`), scale)
  const output = power(of('production.scale'), 'production.elasticities')
  const waste = power(of('waste.scale'), 'waste.elasticities')
  const recycled = level * waste
  const additional = recycled > 0 ? of('recycling.yield') * recycled ** of('recycling.exponent') : 0
  const revenue = of('production.price') * output + of('recycling.price') * additional
  const factors = x.reduce((sum, volume, i) => sum + of(`factors[${i}].price`) * volume ** of(`factors[${i}].costExponent`), 0)
  const discharged = (1 - level) * waste
  const cost = of('fixedCost') + factors + of('waste.disposalCost') * discharged + of('recycling.processingCost') * recycled
  return { profit: revenue - cost, discharged }
}

/** Panels between the samples and breaks of a horizon, each cut into `cuts`. */
function panelsOf(scenario: Scenario, cuts: number): number[] {
  const { start, end, samples } = scenario.horizon!
  const ends = new Set<number>()
  for (let k = 0; k < samples; k++) ends.add(k === samples - 1 ? end : start + ((end - start) * k) / (samples - 1))
  for (const t of breaksOf(scenario.transformation as never, (scenario.changes ?? []) as Change[], start, end)) ends.add(t)
  const sorted = [...ends].sort((a, b) => a - b)
  return sorted.flatMap((t, k) =>
    k === 0 ? [t] : Array.from({ length: cuts }, (_, c) => sorted[k - 1] + ((t - sorted[k - 1]) * (c + 1)) / cuts),
  )
}

/** Follows the enterprise, with the level of its law or the first one kept. */
export async function trackOf(engine: Engine, scenario: Scenario, cuts: number, stays: boolean): Promise<Track> {
  const own = (path: string) => at(scenario, path)
  const changes = (scenario.changes ?? []) as Change[]
  const t0 = scenario.horizon!.start
  const rho = scenario.discountRate ?? 0
  const {
    mode,
    share = [],
    unitCost = [],
    depreciation = [],
    timescale = [],
  } = scenario.dynamics as never as Record<string, number[]> & { mode: string }
  const law = scenario.transformation as never as { law: string } & Record<string, unknown>
  const first = levelOf(law, t0)[0]
  const levelAt = (t: number): [number, number] => (stays ? [first, 0] : levelOf(law, t))
  const times = panelsOf(scenario, cuts)
  const moments: Moment[] = [{ t: times[0], left: false }]
  for (let k = 1; k < times.length; k++) {
    for (const node of nodes) moments.push({ t: times[k - 1] + (times[k] - times[k - 1]) * node, left: false })
    moments.push({ t: times[k], left: true }, { t: times[k], left: false })
  }
  const values = moments.map(({ t, left }) => valuesAt(own, changes, t, t0, left))
  const levels = moments.map(({ t }) => levelAt(t))
  const best =
    mode === 'capitalisation'
      ? undefined
      : await bestVolumes(
          engine,
          scenario,
          values,
          levels.map(([level]) => level),
        )

  const ratesAt = (i: number, x: number[]): Rates => {
    const [level, slope] = levels[i]
    const { profit, discharged } = flowsAt(own, values[i], level, x)
    const paid = own('investment.conversionCost')
    const j = values[i]['investment.conversionCost'] ?? paid
    const back = (scenario.investment as { reversalCost?: number } | undefined)?.reversalCost ?? -j
    const capacity = mode === 'capitalisation' ? share.reduce((sum, s) => sum + s * Math.max(0, profit), 0) : 0
    return { level, profit, discharged, investment: j * Math.max(0, slope) + back * Math.max(0, -slope), capacity }
  }

  let x =
    (scenario.dynamics as { initial?: number[] }).initial?.slice() ??
    best?.[0].slice() ??
    (await startOf(engine, scenario, values[0], first))
  const initial = ratesAt(0, mode === 'optimum' ? best![0] : x)
  const track: Track = {
    times: [times[0]],
    npv: [0],
    discharged: [0],
    profit: [initial.profit],
    level: [initial.level],
    least: initial.profit,
    greatest: initial.profit,
  }
  let [npv, discharged] = [0, 0]
  for (let k = 1; k < times.length; k++) {
    const from = 1 + (k - 1) * (nodes.length + 2)
    const h = times[k] - times[k - 1]
    const inside = nodes.map((_, i) => from + i)
    const [leftEnd, rightEnd] = [from + nodes.length, from + nodes.length + 1]
    let states: number[][]
    let end: number[]
    if (mode === 'optimum') {
      states = inside.map((i) => best![i])
      end = best![leftEnd]
    } else if (mode === 'adjustment') {
      const byFactor = x.map((volume, factor) => {
        const tau = timescale[factor]
        const target = inside.map((i) => best![i][factor])
        const system = matrix.map((row, i) => row.map((a, j) => (i === j ? 1 : 0) + (h / tau) * a))
        const right = matrix.map((row) => volume + row.reduce((sum, a, j) => sum + (h / tau) * a * target[j], 0))
        const stage = solve(system, right)
        return { stage, end: volume + weights.reduce((sum, w, j) => sum + (h / tau) * w * (target[j] - stage[j]), 0) }
      })
      states = inside.map((_, i) => byFactor.map(({ stage }) => stage[i]))
      end = byFactor.map((factor) => factor.end)
    } else {
      const slope = (t: number, y: number[]) => {
        const v = changes.length === 0 ? {} : valuesAt(own, changes, t, t0, t >= times[k])
        const { profit } = flowsAt(own, v, levelAt(t)[0], y)
        return y.map((volume, i) => (share[i] * Math.max(0, profit)) / unitCost[i] - depreciation[i] * volume)
      }
      const stops = [...nodes.map((node) => times[k - 1] + h * node), times[k]]
      let [t, y] = [times[k - 1], x]
      states = []
      for (const stop of stops) {
        y = rungeKutta(slope, t, y, stop, 8)
        t = stop
        states.push(y)
      }
      end = states.pop()!
    }
    const rates = inside.map((i, j) => ratesAt(i, states[j]))
    rates.forEach(({ profit, discharged: waste, investment, capacity }, j) => {
      const weight = h * weights[j]
      npv += weight * Math.exp(-rho * (moments[inside[j]].t - t0)) * (profit - investment - capacity)
      discharged += weight * waste
      track.least = Math.min(track.least, profit)
      track.greatest = Math.max(track.greatest, profit)
    })
    const before = ratesAt(leftEnd, end)
    x = mode === 'optimum' ? best![rightEnd] : end
    const after = ratesAt(rightEnd, x)
    track.times.push(times[k])
    track.npv.push(npv)
    track.discharged.push(discharged)
    track.profit.push(after.profit)
    track.level.push(after.level)
    track.least = Math.min(track.least, before.profit, after.profit)
    track.greatest = Math.max(track.greatest, before.profit, after.profit)
  }
  return track
}

function rungeKutta(slope: (t: number, y: number[]) => number[], from: number, y: number[], to: number, steps: number): number[] {
  const h = (to - from) / steps
  const along = (base: number[], by: number, k: number[]) => base.map((value, i) => value + by * k[i])
  for (let step = 0; step < steps; step++) {
    const t = from + step * h
    const k1 = slope(t, y)
    const k2 = slope(t + h / 2, along(y, h / 2, k1))
    const k3 = slope(t + h / 2, along(y, h / 2, k2))
    const k4 = slope(step === steps - 1 ? to : t + h, along(y, h, k3))
    y = y.map((value, i) => value + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]))
  }
  return y
}

/** The optimum at each moment, from a sweep over a list of points of the enterprise without its changes. */
async function bestVolumes(engine: Engine, scenario: Scenario, values: Values[], levels: number[]): Promise<number[][]> {
  const { changes: _changes, dynamics: _dynamics, ...plain } = structuredClone(scenario) as never as Record<string, unknown>
  const parameters = Object.keys(values[0]).filter((path) => !path.startsWith('investment'))
  const points = values.map((value, i) => [...parameters.map((path) => value[path]), levels[i]])
  const count = scenario.factors.length
  const metrics = Array.from({ length: count }, (_, i) => `factors[${i}]`)
  const axes = [{ parameters: [...parameters, 'level'], points }]
  const { metrics: columns, status } = await engine
    .sweep(parseScenario(plain as never as ScenarioInput), { axes, metrics } as never)
    .result()
  if (status.some((code) => code > 1)) throw new Error('an optimum failed')
  return points.map((_, i) => metrics.map((name) => (columns as Record<string, Float64Array>)[name][i]))
}

const startOf = async (engine: Engine, scenario: Scenario, values: Values, level: number) =>
  (await bestVolumes(engine, scenario, [values], [level]))[0]

/** What the engine's path says otherwise than the definition; undefined where the definition's own two resolutions differ. */
export async function pathFaults(engine: Engine, input: ScenarioInput): Promise<string[] | undefined> {
  const scenario = parseScenario(input)
  const path = await engine.path(scenario)
  let tracks: Track[]
  try {
    tracks = await Promise.all([1, 2].flatMap((cuts) => [trackOf(engine, scenario, cuts, false), trackOf(engine, scenario, cuts, true)]))
  } catch {
    return path.status === 'ok' || path.status === 'atBound' ? ['an optimum on the way failed'] : undefined
  }
  const [coarse, coarseStays, own, stays] = tracks
  const size =
    Math.max(1e-300, ...own.profit.map(Math.abs), ...stays.profit.map(Math.abs)) * (own.times[own.times.length - 1] - own.times[0])
  const last = (list: ArrayLike<number>) => list[list.length - 1]
  const relative = (a: number[], b: number[], scale: number) => Math.abs(last(a) - last(b)) / scale
  const spread = Math.max(
    relative(coarse.npv, own.npv, size),
    relative(coarseStays.npv, stays.npv, size),
    relative(coarse.discharged, own.discharged, Math.abs(last(own.discharged)) + 1e-12),
    relative(coarse.profit, own.profit, Math.abs(last(own.profit)) + size / 1e3),
  )
  if (!(spread < 1e-8)) return undefined
  const faults: string[] = []
  if (path.status !== 'ok' && path.status !== 'atBound') return [`status ${path.status}`]
  const far = (name: string, got: number, expected: number, scale: number) => {
    if (!(Math.abs(got - expected) <= 1e-7 * scale + 10 * spread * scale)) faults.push(`${name} ${got} for ${expected}`)
  }
  const { npv, advantage, profit, level } = path.columns as unknown as Record<string, Float64Array>
  path.time.forEach((t, i) => {
    const k = own.times.findIndex((time) => Math.abs(time - t) <= 1e-9 * Math.max(1, Math.abs(t)))
    if (k < 0) return
    far(`npv at ${t}`, npv[i], own.npv[k], size)
    far(`advantage at ${t}`, advantage[i], own.npv[k] - stays.npv[k], size)
    far(`profit at ${t}`, profit[i], own.profit[k], Math.abs(own.profit[k]) + size / 1e3)
    far(`level at ${t}`, level[i], own.level[k], 1)
  })
  far('totalDischarged', path.totalDischarged, last(own.discharged), Math.abs(last(own.discharged)) + 1e-12)
  const range = own.greatest - own.least + 1e-7 * Math.max(Math.abs(own.greatest), Math.abs(own.least))
  if (!(path.minimumProfit <= own.least + 1e-7 * range && path.minimumProfit >= own.least - 0.05 * range))
    faults.push(`minimumProfit ${path.minimumProfit} for ${own.least}`)
  if (!(path.maximumProfit >= own.greatest - 1e-7 * range && path.maximumProfit <= own.greatest + 0.05 * range))
    faults.push(`maximumProfit ${path.maximumProfit} for ${own.greatest}`)
  const gap = own.npv.map((value, k) => value - stays.npv[k])
  const noise = 1e-8 * size + 10 * spread * size
  if (gap.every((value, k) => k === 0 || Math.abs(value) > noise)) {
    const below = gap.reduce((latest, value, k) => (value < 0 ? k : latest), -1)
    const [low, high] = below < 0 ? [own.times[0], own.times[1]] : [own.times[below], own.times[below + 1] ?? null]
    const { payback } = path
    const right = high === null ? payback === null : payback !== null && payback >= low - 1e-9 && payback <= high + 1e-9
    if (!right) faults.push(`payback ${payback} for between ${low} and ${high}`)
  }
  return faults
}
