/**
 * Shares of plans of which no more are mixed than balance needs: where many enterprises are on several plans that earn the same, as at
 * prices of 0, most can be on one.
 */
import type { Plan } from './agents.ts'
import { nullSpace } from './dense.ts'
import type { Model } from './model.ts'

interface Column {
  agent: number
  plan: number
}

/** The same net supplies by plans of which as few are used as can be; what was given where no fewer do. */
export function purified<T extends { used: Plan[][] }>({ markets }: Model, settled: T): T {
  const used = settled.used.map((own) => own.map((plan) => ({ ...plan })))
  let columns = used.flatMap((own, agent) => (own.length > 1 ? own.flatMap(({ share }, plan) => (share > 0 ? [{ agent, plan }] : [])) : []))
  const before = columns.length
  for (let left = before; left > 0; left--) {
    const [along] = nullSpace(rowsOf(markets.length, used, columns), columns.length)
    if (along === undefined) break
    columns = shifted(used, columns, along)
  }
  if (columns.length === before) return settled
  return { ...settled, used: used.map((own, j) => (own.length > 1 ? own.filter(({ share }) => share > 0) : settled.used[j])) }
}

/** Moves of the shares that make all of these 0 leave balances and sums of shares as they are. */
function rowsOf(markets: number, used: readonly Plan[][], columns: readonly Column[]): Float64Array[] {
  const rows = Array.from({ length: markets + used.length }, () => new Float64Array(columns.length))
  columns.forEach(({ agent, plan }, c) => {
    const { agent: own, supply } = used[agent][plan]
    own.markets.forEach((market, k) => (rows[market][c] += own.count * supply[k]))
    rows[markets + agent][c] = 1
  })
  return rows
}

/** Moves the shares along until one is 0; the columns that are left. */
function shifted(used: readonly Plan[][], columns: readonly Column[], along: Float64Array): Column[] {
  let first = -1
  let length = Infinity
  columns.forEach(({ agent, plan }, c) => {
    const until = along[c] < 0 ? used[agent][plan].share / -along[c] : Infinity
    if (until < length) [first, length] = [c, until]
  })
  columns.forEach(({ agent, plan }, c) => {
    const own = used[agent][plan]
    own.share = c === first ? 0 : own.share + length * along[c]
  })
  return columns.filter(({ agent, plan }) => used[agent][plan].share > 0)
}
