/**
 * The least point of Ψ by an interior point method on Ψ itself: its rows are curves, links and who may leave; volumes of enterprises move
 * with the prices, each by Newton's step on its own conditions, so that an iteration asks for no best reply. Where plans jump, or it gets
 * lost, it says nothing, and the search with models of Ψ finds more.
 */
import { bestReplies, gonePlan, type Agent, type Plan } from './agents.ts'
import { dutyOf } from './elements.ts'
import { InteriorPoint } from './interior-point.ts'
import { addPowers, quadraticOf, quantitiesOf, scaleOf, type Where } from './local.ts'
import { moneyOf, type Model } from './model.ts'
import type { QuadraticProgram } from './program.ts'
import type { Found } from './search.ts'
import { Walker } from './walker.ts'

const MOST_ITERATIONS = 40
/** Products and residuals that leave the rest to Newton's method, of all money. */
const END = 1e-8
const KEEP = 0.99
/** Of the residuals: products that are smaller would hold everything at its bounds. */
const LEAST_PRODUCT = 1e-6
/** Of a price, or of a part of its unit: no longer step. */
const LONGEST = 0.5
/** Of a price's unit to where it is: one that nothing holds stays. */
const STAY = 1e-9

export function alongPath(model: Model, start: Float64Array): (Found & { rounds: number }) | undefined {
  const { markets, units, agents, elements } = model
  const n = markets.length
  const first = bestReplies(model, start)
  if (first === undefined) return undefined
  const money = scaleOfCurves(model) || moneyOf(model, start, first) || 1
  const where: Where = {
    prices: start.slice(),
    duties: Float64Array.from(elements, (element) => dutyOf(element, start)),
    limits: new Float64Array(n).fill(Infinity),
    money,
  }
  const walkers = agents.map((agent, j) => new Walker(agent, first[j].y, units, money))
  const none = (agent: Agent) => ({ value: 0, gradient: agent.markets.map(() => 0) })
  const program: QuadraticProgram = {
    size: n,
    gradient: new Float64Array(n),
    hessian: new Float64Array(n * n),
    elements: elements.map((element, e) => quadraticOf(model, where, element, e)),
    groups: agents.filter(({ exit }) => exit).map((agent) => ({ at: agent.markets, plans: [none(agent), none(agent)] })),
  }
  const point = new InteriorPoint(program)
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const astray = linearize(model, where, walkers, program, point)
    const mu = point.gap(0)
    const worst = Math.max(point.residuals(), astray)
    if (!Number.isFinite(worst) || !(mu >= 0)) return undefined
    if (mu < END && worst < END) return { ...foundAt(model, where, walkers, point), rounds: iteration }
    point.factor()
    point.direct(0, false)
    const after = point.gap(Math.min(1, point.longest()))
    point.direct(Math.max(mu * Math.min(1, (after / mu) ** 3), LEAST_PRODUCT * Math.min(1, worst)), true)
    const by = Math.min(1, KEEP * point.longest(), longestOf(model, where.prices, point.step))
    for (const walker of walkers) walker.move(by, point.step)
    point.move(by)
    for (let i = 0; i < n; i++) where.prices[i] = start[i] + point.place[i] * units[i]
  }
  return undefined
}

/** Fills what moves with the prices: the smooth part of Ψ, duties, and what those earn who may leave. How far plans are from their best. */
function linearize(model: Model, where: Where, walkers: readonly Walker[], program: QuadraticProgram, point: InteriorPoint): number {
  const { units, elements } = model
  const { prices, money } = where
  const { gradient, hessian, size: n } = program
  const { place, rows } = point
  gradient.fill(0)
  hessian.fill(0)
  for (let i = 0; i < n; i++) hessian[i * n + i] = STAY
  addPowers(model, where, gradient, hessian)
  let astray = 0
  let group = 0
  for (const walker of walkers) {
    astray = Math.max(astray, walker.look(prices))
    const { agent, supply, curvature, profit } = walker
    const at = agent.markets
    const share = agent.exit ? point.primalOf(rows.groups[group]) : 1
    for (let a = 0; a < at.length; a++) {
      for (let b = 0; b < at.length; b++)
        hessian[at[a] * n + at[b]] += (share * agent.count * curvature[a * at.length + b] * units[at[a]] * units[at[b]]) / money
    }
    if (!agent.exit) {
      for (let a = 0; a < at.length; a++) gradient[at[a]] += (agent.count * supply[a] * units[at[a]]) / money
      continue
    }
    const row = rows.groups[group++]
    let value = (agent.count * profit) / money
    for (let a = 0; a < at.length; a++) {
      const slope = (agent.count * supply[a] * units[at[a]]) / money
      rows.a[rows.start[row] + a] = slope
      value -= slope * place[at[a]]
    }
    rows.b[row] = value
  }
  // Straight lines through the place where it is.
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) gradient[i] -= hessian[i * n + j] * place[j]
  elements.forEach((element, e) => {
    if (element.tariff === 0) return
    const duty = dutyOf(element, prices)
    rows.b[e] += (where.duties[e] - duty) / scaleOf(model, element)
    where.duties[e] = duty
  })
  return astray
}

/** Money that curves and capacities can move. */
function scaleOfCurves({ elements, powers, units }: Model): number {
  let money = 0
  for (const { slope, capacity, offset, markets } of elements) {
    if (slope > 0) money += offset ** 2 / slope
    else if (capacity < Infinity) money += capacity * units[markets[0]]
  }
  for (const { quantity, price } of powers) money += quantity * price
  return money
}

function longestOf({ units, powers }: Model, prices: Float64Array, step: Float64Array): number {
  let most = 1
  for (let i = 0; i < step.length; i++) {
    const limit = LONGEST * Math.max(Math.abs(prices[i]), 0.1 * units[i])
    const move = Math.abs(step[i] * units[i])
    if (most * move > limit) most = limit / move
  }
  for (const { market, sign } of powers) {
    const fall = -step[market] * units[market]
    if (sign < 0 && most * fall > 0.8 * prices[market]) most = (0.8 * prices[market]) / fall
  }
  return most
}

function foundAt(model: Model, { prices, money }: Where, walkers: readonly Walker[], point: InteriorPoint): Found {
  point.keep()
  const solution = point.kept(0)
  let group = 0
  const plans = walkers.map((walker): Plan[] => {
    const { agent } = walker
    if (!agent.exit) return [walker.planAt(prices, 1)]
    const [share, gone] = solution.shares[group++]
    return [walker.planAt(prices, share), { ...gonePlan(agent), share: gone }]
  })
  const best = plans.map(([plan]) => plan)
  return { point: { prices, best, plans, dual: NaN }, ...quantitiesOf(model, solution, prices, money), plans, promise: 0 }
}
