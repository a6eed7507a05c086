/** Prices, plans and quantities at which every market is balanced: the search, the rounds of duties, and Newton's end. */
import { bestReplies, gonePlan, type Plan } from './agents.ts'
import { alongPath } from './central-path.ts'
import { Duties } from './duties.ts'
import { dutyOf, gainOf, powerQuantity } from './elements.ts'
import { SystemError } from './errors.ts'
import { upperLimits } from './limits.ts'
import type { Model } from './model.ts'
import type { Settled } from './measures.ts'
import { polish } from './polish.ts'
import { Search, type Found, type Point } from './search.ts'
import { startOf } from './start.ts'

/** Of the tariffs: a shorter step towards them is none. */
const LEAST_GROWTH = 1e-3
/** The search gives over to Newton where its model promises less, of all money; or, where it has read the same twice, that. */
const NEAR = 1e-5
const MAYBE = 0.03
/** Nothing is left to search for. */
const END = 1e-10
const MOST_ENDS = 5
/** Milliseconds after which the event loop has its turn. */
const TURN = 50
/** Prices that run away, in units: while it searches, and where it has found nothing. */
const FARTHEST = 1e9
const FAR = 1e4

export interface Equilibrium extends Settled {
  rounds: number
  converged: boolean
}

/** @param near what was settled in a system that is much like it: where Newton's method leads from there, nothing is searched for. */
export async function findEquilibrium(model: Model, near?: { model: Model; settled: Settled }, signal?: AbortSignal): Promise<Equilibrium> {
  const { markets, elements } = model
  if (markets.length === 0)
    return {
      prices: new Float64Array(),
      quantities: new Float64Array(),
      places: new Int8Array(),
      ...alone(model),
      rounds: 0,
      converged: true,
    }
  if (near !== undefined) {
    const found = transferred(model, near.model, near.settled)
    const settled = found && polish(model, found)
    if (settled) return { ...settled, rounds: 0, converged: true }
  }
  const start = startOf(model, upperLimits(model))
  const path = alongPath(model, start)
  if (path !== undefined) {
    const settled = polish(model, path)
    if (settled !== undefined) return { ...settled, rounds: path.rounds, converged: true }
  }
  const duties = new Float64Array(elements.length)
  const search = new Search(model, duties, start)
  const whole = await searchFor(model, search, signal)
  if (whole.settled !== undefined) return { ...whole.settled, rounds: search.rounds, converged: true }
  if (elements.some(({ tariff }) => tariff > 0)) {
    const grown = await growTariffs(model, signal)
    if (grown !== undefined) return { ...grown, converged: true }
  }
  requireNear(model, search.point, FAR)
  return { ...roughly(model, search, whole.last), rounds: search.rounds, converged: false }
}

/** Rounds of the search until Newton's method ends one of them. */
async function searchFor(model: Model, search: Search, signal?: AbortSignal): Promise<{ settled?: Settled; last?: Found }> {
  let last: Found | undefined
  let reading = ''
  let tried = { reading, promise: Infinity }
  let since = performance.now()
  const duties = new Duties(model, search)
  for (let ends = 0; ends < MOST_ENDS && !duties.isTired; ) {
    if (performance.now() - since > TURN) {
      await new Promise((resolve) => setTimeout(resolve))
      since = performance.now()
    }
    signal?.throwIfAborted()
    duties.follow(last?.promise ?? 0)
    const { moved } = duties
    const found = search.round()
    if (found === undefined) break
    last = found
    requireNear(model, found.point, FARTHEST)
    const { promise } = found
    if (promise < END && moved < 1e-6) ends++
    const before = reading
    reading = readingOf(found)
    const isLikely = promise < NEAR || (promise < MAYBE && reading === before)
    if (!isLikely || moved > 0.1 || (reading === tried.reading && promise > 0.1 * tried.promise)) continue
    tried = { reading, promise }
    const settled = polish(model, found)
    if (settled !== undefined) return { settled, last }
  }
  return { last }
}

/** Where duties do not come to rest: from the equilibrium without tariffs to that with them, in steps that Newton's method takes. */
async function growTariffs(model: Model, signal?: AbortSignal): Promise<(Settled & { rounds: number }) | undefined> {
  const scaled = (part: number): Model => ({
    ...model,
    elements: model.elements.map((element) => ({ ...element, tariff: part * element.tariff })),
  })
  const free = scaled(0)
  const search = new Search(free, new Float64Array(model.elements.length), startOf(free, upperLimits(free)))
  let { settled } = await searchFor(free, search, signal)
  let part = 0
  for (let step = 0.5; settled !== undefined && part < 1 && step > LEAST_GROWTH; ) {
    signal?.throwIfAborted()
    const next = Math.min(1, part + step)
    const grown = polish(scaled(next), foundOf(settled))
    if (grown === undefined) step *= 0.4
    else {
      settled = grown
      part = next
      step *= 2
    }
  }
  return part === 1 && settled !== undefined ? { ...settled, rounds: search.rounds } : undefined
}

/** What has been settled in another system, as if it were found in this one; undefined where their markets or enterprises differ. */
function transferred(model: Model, other: Model, { prices, quantities, places, used }: Settled): Found | undefined {
  const { markets, agents, elements } = model
  if (markets.length !== other.markets.length || markets.some((name, i) => name !== other.markets[i])) return undefined
  if (agents.length !== other.agents.length || agents.some(({ index }, j) => index !== other.agents[j].index)) return undefined
  const at = new Map(other.elements.map(({ kind, index }, e) => [`${kind}${index}`, e]))
  const from = elements.map(({ kind, index }) => at.get(`${kind}${index}`) ?? -1)
  const plans = used.map((own, j) => own.map((plan) => ({ ...plan, agent: agents[j] })))
  return {
    point: { prices: prices.slice(), best: [], plans, dual: NaN },
    quantities: Float64Array.from(from, (e) => (e < 0 ? 0 : quantities[e])),
    places: Int8Array.from(from, (e) => (e < 0 ? -1 : places[e])),
    plans,
    promise: 0,
  }
}

/** What has been settled, as a search would have found it. */
function foundOf({ prices, quantities, places, used }: Settled): Found {
  return { point: { prices, best: [], plans: used, dual: NaN }, quantities, places, plans: used, promise: 0 }
}

/** Which quantities are between their bounds, and which plans are used. */
function readingOf({ places, plans }: Found): string {
  return `${places.join('')} ${plans.map((own) => own.map(({ share }) => (share > 1e-3 ? 1 : 0)).join('')).join(' ')}`
}

/** Enterprises without a market between them. */
function alone(model: Model): Pick<Settled, 'best' | 'used'> {
  const best = bestReplies(model, new Float64Array()) ?? []
  const used = best.map((plan, j) => [
    model.agents[j].exit && plan.profit < 0 ? { ...gonePlan(model.agents[j]), share: 1 } : { ...plan, share: 1 },
  ])
  return { best, used }
}

function roughly({ elements }: Model, { point }: Search, found: Found | undefined): Settled {
  const quantities = found?.quantities ?? new Float64Array(elements.length)
  return {
    prices: point.prices,
    quantities,
    places: found?.places ?? new Int8Array(elements.length),
    used: found?.plans.map((own) => own.filter(({ share }) => share > 1e-7)) ?? point.best.map((plan) => [{ ...plan, share: 1 }]),
    best: point.best,
  }
}

/** Prices that run away: nobody can clear these markets. */
function requireNear(model: Model, { prices, best }: Point, farthest: number): void {
  const { markets, units } = model
  const distance = (i: number) => Math.abs(prices[i] / units[i])
  if (!prices.some((_, i) => distance(i) > farthest)) return
  // Only where it would not end: what is left over there still drives the price away.
  const far = markets.flatMap((_, i) => (distance(i) > FAR && -Math.sign(prices[i]) * excessOf(model, prices, best, i) > 0 ? [i] : []))
  if (!far.some((i) => distance(i) > farthest)) return
  const names = far.map((i) => markets[i])
  const reasons = [
    ...(far.some((i) => prices[i] < 0) ? ['more arrives than anybody takes, at any price'] : []),
    ...(far.some((i) => prices[i] > 0) ? ['more is needed than anybody gives, at any price'] : []),
  ]
  throw new SystemError(
    'infeasible',
    names,
    `the system is infeasible: nobody can clear the ${names.length > 1 ? 'markets' : 'market'} ${names.join(', ')}: ${reasons.join(', or ')}; add a ${far.some((i) => prices[i] < 0) ? 'demand' : 'supply'} or a link without capacity, lower the bounds of the factors, or let enterprises leave with "exit": true`,
  )
}

/** What is offered in a market above what is taken, where everything without capacity rests. */
function excessOf({ elements, powers }: Model, prices: Float64Array, best: readonly Plan[], market: number): number {
  let excess = 0
  for (const { agent, supply } of best) agent.markets.forEach((each, k) => (excess += each === market ? agent.count * supply[k] : 0))
  for (const power of powers) if (power.market === market) excess += power.sign * powerQuantity(power, prices[market])
  for (const element of elements) {
    const gain = gainOf(element, prices) - dutyOf(element, prices)
    if (!(gain > 0)) continue
    const quantity = element.slope > 0 ? gain / element.slope : element.capacity < Infinity ? element.capacity : 0
    element.markets.forEach((each, k) => (excess += each === market ? element.move[k] * quantity : 0))
  }
  return excess
}
