/** The best policy under a random price by plain sums over a fine grid, from a profit that is a formula: nothing is shared with the study. */

export interface PlainRandom {
  /** Of a level, at a multiple of the price at the start. */
  profit(level: number, multiple: number): number
  process: {
    process: 'gbm' | 'ou' | 'jumps'
    drift?: number
    volatility?: number
    reversion?: number
    mean?: boolean
    rate?: number
    factor?: number
  }
  years: number
  level: number
  /** Infinity for jumps. */
  rate: number
  fall: number
  discountRate: number
  cost: number
  reversal: number
  adjustment: number
  holds: boolean
}

/** Levels from 0 to 1; a step of a year at the greatest rate is a whole number of them. */
const CELLS = 20
/** Nodes in a standard deviation of a year. */
const FINE = 12

/** Shares of where ln M may be a year later, given where it is: by node. */
function chancesOf({ process: own, years }: PlainRandom) {
  if (own.process === 'jumps') {
    const [mean, step] = [own.rate ?? 0, Math.log(own.factor ?? 1)]
    const most = 60
    const shares = [Math.exp(-mean)]
    while (shares.length <= most) shares.push((shares[shares.length - 1] * mean) / shares.length)
    const xs = Array.from({ length: most + 1 }, (_, n) => n * step)
    return { xs, origin: 0, from: (n: number) => ({ first: n, shares: shares.slice(0, most + 1 - n) }), correction: () => 0 }
  }
  const sigma = own.volatility ?? 0
  const kappa = own.process === 'ou' ? (own.reversion ?? 0) : 0
  const variance = (t: number) => sigma * sigma * (kappa === 0 ? t : (1 - Math.exp(-2 * kappa * t)) / (2 * kappa))
  const drift = own.process === 'gbm' ? (own.drift ?? 0) - (sigma * sigma) / 2 : 0
  const sd = Math.sqrt(variance(1))
  // Without volatility a year is a whole number of nodes.
  const h = sd > 0 ? sd / FINE : Math.abs(drift) || 1
  const half = sd > 0 ? Math.ceil((6 * Math.sqrt(variance(years)) + Math.abs(drift) * years + sd) / h) : years
  const xs = Array.from({ length: 2 * half + 1 }, (_, n) => (n - half) * h)
  const from = (n: number) => {
    const mean = Math.exp(-kappa) * xs[n] + drift
    if (sd === 0) return { first: Math.min(2 * half, Math.max(0, Math.round(mean / h) + half)), shares: [1] }
    const first = Math.max(0, Math.floor((mean - 7 * sd) / h) + half)
    const last = Math.min(2 * half, Math.ceil((mean + 7 * sd) / h) + half)
    const shares = Array.from({ length: last - first + 1 }, (_, m) => Math.exp(-0.5 * ((xs[first + m] - mean) / sd) ** 2))
    const sum = shares.reduce((a, b) => a + b, 0)
    return { first, shares: shares.map((share) => share / sum) }
  }
  return { xs, origin: half, from, correction: (t: number) => (own.mean ? variance(t) / 2 : 0) }
}

export interface PlainPolicy {
  value: number
  withoutChange: number
  bestCommitted: number
  /** Probability that it has started, by year. */
  started: number[]
  /** The lowest price, as a multiple, at which it moves up from the first level at the start; undefined where it is none. */
  threshold?: number
}

export function plainPolicy(of: PlainRandom): PlainPolicy {
  const { years, level, rate, fall, discountRate: rho, cost, reversal, adjustment, holds } = of
  const { xs, origin, from, correction } = chancesOf(of)
  const chances = xs.map((_, n) => from(n))
  const levels = Array.from({ length: CELLS + 1 }, (_, i) => i / CELLS)
  const start = Math.round(level * CELLS)
  const [rise, drop] = [rate === Infinity ? CELLS : Math.round(rate * CELLS), Math.round(fall * CELLS)]
  const whole = rho > 0 ? (1 - Math.exp(-rho)) / rho : 1
  const places = [0.5 - Math.sqrt(0.15), 0.5, 0.5 + Math.sqrt(0.15)]
  const weights = [5 / 18, 8 / 18, 5 / 18]
  const earned = (i: number, j: number, price: number) =>
    rate === Infinity || i === j
      ? whole * of.profit(levels[j], price)
      : places.reduce((sum, s, q) => sum + weights[q] * Math.exp(-rho * s) * of.profit(levels[i] + (levels[j] - levels[i]) * s, price), 0)
  const moving = (i: number, j: number) => {
    const change = levels[j] - levels[i]
    const once = change > 0 ? cost * change : -reversal * change
    return rate === Infinity ? once : whole * (once + 0.5 * adjustment * change * change)
  }
  const reach = (i: number) => levels.map((_, j) => j).filter((j) => j >= i - drop && j <= i + rise)
  const mean = (row: readonly number[], n: number) =>
    chances[n].shares.reduce((sum, share, m) => sum + share * row[chances[n].first + m], 0)
  const end = levels.map((own) => xs.map((x) => (holds ? of.profit(own, Math.exp(x - correction(years))) / rho : 0)))
  let worth = end
  const targets: number[][][] = []
  // What a rise to each level is worth more than to stay, from the first level at the start: by node.
  let gaps: number[][] = []
  for (let k = years - 1; k >= 0; k--) {
    const later = worth.map((row) => xs.map((_, n) => Math.exp(-rho) * mean(row, n)))
    targets[k] = levels.map(() => [])
    gaps = []
    worth = levels.map((_, i) =>
      xs.map((x, n) => {
        const price = Math.exp(x - correction(k))
        const ways = reach(i).map((j) => ({ j, value: later[j][n] + earned(i, j, price) - (j === i ? 0 : moving(i, j)) }))
        const stay = ways.find(({ j }) => j === i) ?? ways[0]
        const best = ways.reduce((a, b) => (b.value > a.value + 1e-9 ? b : a), stay)
        targets[k][i][n] = best.j
        if (i === start) gaps[n] = levels.map((_, j) => (ways.find((way) => way.j === j && j > i)?.value ?? -Infinity) - stay.value)
        return best.value
      }),
    )
  }
  /** The multiple at which the best rise of a node is worth as much as to stay; straight between the multiples of two nodes. */
  const crossing = (n: number) => {
    const best = gaps[n].indexOf(Math.max(...gaps[n]))
    const [below, above] = [gaps[n - 1][best], gaps[n][best]]
    return (Math.exp(xs[n - 1]) * above - Math.exp(xs[n]) * below) / (above - below)
  }
  // Where the price is after k years, and plans that are fixed in advance.
  let spread = xs.map((_, n): number => (n === origin ? 1 : 0))
  const moved = (mass: readonly number[]) => {
    const next = xs.map(() => 0)
    mass.forEach((own, n) => own > 0 && chances[n].shares.forEach((share, m) => (next[chances[n].first + m] += own * share)))
    return next
  }
  const expected: number[][][] = []
  let waiting = spread
  const started: number[] = []
  for (let k = 0; k < years; k++) {
    const mass = spread
    expected[k] = levels.map((_, i) =>
      reach(i).map((j) => xs.reduce((sum, x, n) => (mass[n] > 1e-14 ? sum + mass[n] * earned(i, j, Math.exp(x - correction(k))) : sum), 0)),
    )
    waiting = waiting.map((own, n) => (targets[k][start][n] === start ? own : 0))
    started[k] = 1 - waiting.reduce((a, b) => a + b, 0)
    spread = moved(spread)
    waiting = moved(waiting)
  }
  let plans = end.map((row) => row.reduce((sum, value, n) => sum + spread[n] * value, 0))
  let still = plans[start]
  for (let k = years - 1; k >= 0; k--) {
    still = Math.exp(-rho) * still + expected[k][start][reach(start).indexOf(start)]
    plans = levels.map((_, i) =>
      Math.max(...reach(i).map((j, m) => Math.exp(-rho) * plans[j] + expected[k][i][m] - (j === i ? 0 : moving(i, j)))),
    )
  }
  const turn = gaps.findIndex((gap, n) => n > 0 && Math.max(...gap) > 0 && Math.max(...gaps[n - 1]) <= 0)
  return {
    value: worth[start][origin],
    withoutChange: still,
    bestCommitted: plans[start],
    started,
    ...(turn > 0 && { threshold: crossing(turn) }),
  }
}
