/**
 * The end of a search: which quantities are between their bounds and which plans are used has been read, so that prices, quantities and shares
 * solve equations. What ends on the wrong side of a bound is moved, until nothing does.
 */
import { bestReplies, distance, frozenAt, valueAt, type Plan } from './agents.ts'
import { dutyOf, gainOf, sizeOf } from './elements.ts'
import { balanceOf, idleOf, isWrong, NOTHING, SETTLED, throughOf, weightOf, type Settled } from './measures.ts'
import type { Model } from './model.ts'
import { Newton, type Stuck } from './newton.ts'
import { purified } from './purify.ts'
import type { Found } from './search.ts'

/** Before its best replies are asked for. */
type Ended = Omit<Settled, 'best'>

const MOST_CHANGES = 12
/** How small weights may be, and whether like plans are one. */
const READINGS = [
  { least: 1e-7, merge: true },
  { least: 1e-3, merge: true },
  { least: 1e-7, merge: false },
]

export function polish(model: Model, found: Found): Settled | undefined {
  const state = { prices: found.point.prices, quantities: found.quantities, used: found.plans }
  const idle = idleOf(model, found.plans)
  const through = throughOf(model, state).map((quantity, i) => Math.max(quantity, 1e9 * idle[i]))
  // Plans that hardly differ, or hardly count, are most often one that moves; where that does not end, they are taken for what they are.
  let tried: Plan[][] = []
  for (const { least, merge } of READINGS) {
    const used = found.plans.map((own) => {
      const most = own.reduce((a, b) => (b.share > a.share ? b : a))
      const counting = own.filter((plan) => plan === most || weightOf(plan, through) > least)
      return merge ? counting.reduce<Plan[]>(withPlan, []) : counting
    })
    if (tried.length > 0 && used.every((own, j) => own.length === tried[j].length)) continue
    tried = used
    const settled = settle(model, found, used)
    if (settled !== undefined) return settled
  }
  return undefined
}

function withPlan(plans: Plan[], plan: Plan): Plan[] {
  const like = plans.findIndex((each) => distance(each, plan) < 0.1)
  if (like < 0) return [...plans, plan]
  const [more, less] = plans[like].share >= plan.share ? [plans[like], plan] : [plan, plans[like]]
  return plans.with(like, { ...more, share: more.share + less.share })
}

function settle(model: Model, found: Found, start: Plan[][]): Settled | undefined {
  let quantities: Float64Array = Float64Array.from(found.quantities)
  let prices: Float64Array = Float64Array.from(found.point.prices)
  const places = Int8Array.from(found.places)
  let used = start
  for (let change = 0; change < MOST_CHANGES; change++) {
    quantities = quantities.map((quantity, e) => (places[e] < 0 ? 0 : places[e] > 0 ? model.elements[e].capacity : quantity))
    dropAlone(model, { prices, quantities, used }, places)
    const newton = new Newton(model, prices, quantities, places, used)
    const ended = newton.run()
    if (ended === undefined) {
      const freed = (newton.stuck && nearestTo(model, prices, places, newton.stuck)) ?? newton.turned
      const bound = freed ?? newton.overfull
      if (bound === undefined) return undefined
      places[bound] = freed === undefined ? 1 : 0
      continue
    }
    ;({ prices, quantities, used } = ended)
    dropAlone(model, ended, places)
    const moved = mend(model, ended, places, found.plans)
    if (!moved) {
      const settled = { prices, quantities, places, used }
      const ended = atNought(model, settled) ?? ifFaultless(model, settled)
      if (ended === undefined) return undefined
      const purer = purified(model, ended)
      return purer === ended ? ended : (ifFaultless(model, purer) ?? ended)
    }
    used = ended.used
  }
  return undefined
}

function ifFaultless(model: Model, settled: Ended): Settled | undefined {
  const best = bestReplies(model, settled.prices)
  return best !== undefined && faultOf(model, settled, best) < 10 * SETTLED ? { ...settled, best } : undefined
}

/** With prices that are 0 but for rounding at 0, where that holds, too: Newton's steps only approach it. */
function atNought(model: Model, { prices, quantities, places, used }: Ended): Settled | undefined {
  const rounded = prices.map((price, i) => (Math.abs(price) < NOTHING * model.units[i] ? 0 : price))
  if (rounded.every((price, i) => price === prices[i])) return undefined
  const plans = used.map((own) => own.map((plan) => frozenAt(plan, rounded)))
  return ifFaultless(model, { prices: rounded, quantities, places, used: plans })
}

/** What would balance a market if it were free and is nearest to paying. */
function nearestTo({ elements }: Model, prices: Float64Array, places: Int8Array, { market, excess }: Stuck): number | undefined {
  let nearest: number | undefined
  let least = Infinity
  elements.forEach((element, e) => {
    const at = element.markets.indexOf(market)
    // From 0 its quantity can rise, from its capacity fall.
    if (at < 0 || places[e] * element.move[at] * excess <= 0) return
    const distance = Math.abs(gainOf(element, prices) - dutyOf(element, prices)) / sizeOf(element, prices)
    if (distance < least) [nearest, least] = [e, distance]
  })
  return nearest
}

/** Where nobody takes what supplies of constant elasticity give, the price is 0, which Newton's steps only approach. */
function dropAlone(model: Model, { prices, quantities, used }: Pick<Settled, 'prices' | 'quantities' | 'used'>, places: Int8Array): void {
  const others = throughOf({ ...model, powers: model.powers.filter(({ sign }) => sign < 0) }, { prices, quantities, used })
  const idle = idleOf(model, used)
  for (const { market, sign } of model.powers) {
    if (sign < 0 || !(prices[market] > 0) || others[market] > idle[market]) continue
    if (!model.elements.some((element, e) => places[e] === 0 && element.markets.includes(market))) prices[market] = 0
  }
}

/** Moves what stands on the wrong side of a bound; whether anything did. */
function mend(
  model: Model,
  ended: { prices: Float64Array; quantities: Float64Array; used: Plan[][] },
  places: Int8Array,
  plans: Plan[][],
): boolean {
  const { elements } = model
  const { prices, quantities, used } = ended
  let moved = false
  const flows = throughOf(model, ended)
  const idle = idleOf(model, used)
  elements.forEach((element, e) => {
    const through = Math.min(...element.markets.map((market) => flows[market]))
    if (places[e] === 0) {
      // A market in which nothing is traded but rounding is idle.
      const nothing = Math.max(...element.markets.map((market) => idle[market]))
      if (quantities[e] < Math.max(-1e-12 * through, nothing)) {
        places[e] = -1
        moved = true
      } else if (quantities[e] > element.capacity * (1 + 1e-12)) {
        places[e] = 1
        moved = true
      }
      return
    }
    if (isWrong(element, places[e], prices)) {
      places[e] = 0
      moved = true
    }
  })
  used.forEach((own, j) => {
    if (own.length > 1 && own.some(({ share }) => share < 0)) {
      const kept = own.filter(({ share }) => share >= 0)
      const sum = kept.reduce((total, { share }) => total + share, 0)
      used[j] = kept.map((plan) => ({ ...plan, share: plan.share / sum }))
      moved = true
      return
    }
    // A plan that was left out would earn more.
    const top = Math.max(...own.map((plan) => (plan.gone ? 0 : plan.profit)))
    const better = plans[j].find(
      (plan) => !own.some((each) => alike(each, plan)) && valueAt(plan, prices) - top > 1e-9 * Math.max(plan.size, own[0].size),
    )
    if (better === undefined) return
    used[j] = [...own, { ...better, share: 0 }]
    moved = true
  })
  return moved
}

function alike(a: Plan, b: Plan): boolean {
  return distance(a, b) < 1e-3
}

/** The greatest fault of a market, an element or a plan, relative to what it is measured by. */
function faultOf(model: Model, settled: Ended, best: readonly Plan[]): number {
  const { prices, quantities, places, used } = settled
  const through = throughOf(model, settled)
  let fault = 0
  balanceOf(model, settled).forEach((balance, i) => {
    if (balance !== 0) fault = Math.max(fault, Math.abs(balance) / through[i])
  })
  model.elements.forEach((element, e) => {
    const gain = gainOf(element, prices) - dutyOf(element, prices) - element.slope * quantities[e]
    const wrong = places[e] < 0 ? Math.max(0, gain) : places[e] > 0 ? Math.max(0, -gain) : Math.abs(gain)
    if (wrong > 0) fault = Math.max(fault, wrong / sizeOf(element, prices))
  })
  best.forEach((plan, j) => {
    const most = Math.max(plan.profit, model.agents[j].exit ? 0 : -Infinity)
    for (const own of used[j]) fault = Math.max(fault, (most - (own.gone ? 0 : own.profit)) / Math.max(plan.size, own.size, 1e-300))
  })
  return Number.isFinite(fault) ? fault : Infinity
}
